//! Unicode's two forms of a letter with a mark (UAX #15): one character (NFC), or the letter and a combining mark (NFD), as
//! macOS writes names of files. Of the scripts in which names mix them most: Latin, kana and Hangul.

use alloc::string::String;

/// Combining marks, each before letters that have it: the one character, then what it is made of.
const MARKED: [(char, &str); 13] = [
    ('\u{300}', "ÀAÈEÌIÒOÙUàaèeìiòoùu"),
    ('\u{301}', "ÁAÉEÍIÓOÚUÝYáaéeíióoúuýyĆCćcĹLĺlŃNńnŔRŕrŚSśsŹZźz"),
    ('\u{302}', "ÂAÊEÎIÔOÛUâaêeîiôoûuĈCĉcĜGĝgĤHĥhĴJĵjŜSŝsŴWŵwŶYŷy"),
    ('\u{303}', "ÃAÑNÕOãañnõoĨIĩiŨUũu"),
    ('\u{304}', "ĀAāaĒEēeĪIīiŌOōoŪUūu"),
    ('\u{306}', "ĂAăaĔEĕeĞGğgĬIĭiŎOŏoŬUŭu"),
    ('\u{307}', "ĊCċcĖEėeĠGġgİIŻZżz"),
    ('\u{308}', "ÄAËEÏIÖOÜUäaëeïiöoüuÿyŸY"),
    ('\u{30a}', "ÅAåaŮUůu"),
    ('\u{30b}', "ŐOőoŰUűu"),
    ('\u{30c}', "ČCčcĎDďdĚEěeŇNňnŘRřrŠSšsŤTťtŽZžz"),
    ('\u{327}', "ÇCçcĢGģgĶKķkĻLļlŅNņnŖRŗrŞSşsŢTţt"),
    ('\u{328}', "ĄAąaĘEęeĮIįiŲUųu"),
];

/// Kana that are voiced by a mark are the next character of the plain ones.
const PLAIN_KANA: &str =
    "かきくけこさしすせそたちつてとはひふへほカキクケコサシスセソタチツテトハヒフヘホ";
const VOICED: char = '\u{3099}';
const HALF_VOICED: char = '\u{309a}';

/// The Unicode Standard §3.12: a syllable is one of 19 initials, 21 vowels and 27 finals, or no final.
const SYLLABLES: u32 = 0xac00;
const INITIALS: u32 = 0x1100;
const VOWELS: u32 = 0x1161;
/// The first of them is none.
const FINALS: u32 = 0x11a7;
const FINAL_COUNT: u32 = 28;
const VOWEL_COUNT: u32 = 21;
const SYLLABLE_COUNT: u32 = 19 * VOWEL_COUNT * FINAL_COUNT;

/// With each mark as a character of its own.
pub fn decomposed(text: &str) -> String {
    let mut out = String::new();
    for letter in text.chars() {
        match pair_of(letter) {
            Some((base, mark)) => out.extend([base, mark]),
            None => push_syllable(&mut out, letter),
        }
    }
    out
}

/// With each mark put into its letter.
pub fn composed(text: &str) -> String {
    let mut out = String::new();
    for letter in text.chars() {
        let both = out.chars().next_back().and_then(|before| joined(before, letter));
        if both.is_some() {
            out.pop();
        }
        out.push(both.unwrap_or(letter));
    }
    out
}

fn marked() -> impl Iterator<Item = (char, char, char)> {
    let latin = MARKED.iter().flat_map(|(mark, letters)| {
        let mut letters = letters.chars();
        core::iter::from_fn(move || Some((letters.next()?, letters.next()?, *mark)))
    });
    let kana = PLAIN_KANA.chars().flat_map(|plain| {
        let is_half_voiced = "はひふへほハヒフヘホ".contains(plain);
        let voiced = moved(plain, 1).map(|kana| (kana, plain, VOICED));
        let half_voiced = moved(plain, 2).map(|kana| (kana, plain, HALF_VOICED));
        voiced.into_iter().chain(half_voiced.filter(|_| is_half_voiced))
    });
    latin.chain(kana)
}

fn pair_of(letter: char) -> Option<(char, char)> {
    marked().find(|(whole, ..)| *whole == letter).map(|(_, base, mark)| (base, mark))
}

fn joined(before: char, letter: char) -> Option<char> {
    let latin_or_kana = marked()
        .find(|(_, base, mark)| (*base, *mark) == (before, letter))
        .map(|(whole, ..)| whole);
    latin_or_kana.or_else(|| {
        let (first, second) = (u32::from(before), u32::from(letter));
        let syllable = first.wrapping_sub(SYLLABLES);
        let initial = first.wrapping_sub(INITIALS);
        let (vowel, last) = (second.wrapping_sub(VOWELS), second.wrapping_sub(FINALS));
        if initial < 19 && vowel < VOWEL_COUNT {
            return char::from_u32(SYLLABLES + (initial * VOWEL_COUNT + vowel) * FINAL_COUNT);
        }
        let is_open = syllable < SYLLABLE_COUNT && syllable % FINAL_COUNT == 0;
        (is_open && 0 < last && last < FINAL_COUNT).then(|| moved(before, last)).flatten()
    })
}

fn push_syllable(out: &mut String, letter: char) {
    let place = u32::from(letter).wrapping_sub(SYLLABLES);
    if place >= SYLLABLE_COUNT {
        return out.push(letter);
    }
    let (open, last) = (place / FINAL_COUNT, place % FINAL_COUNT);
    let parts = [INITIALS + open / VOWEL_COUNT, VOWELS + open % VOWEL_COUNT, FINALS + last];
    let count = if last == 0 { 2 } else { 3 };
    out.extend(parts.into_iter().take(count).filter_map(char::from_u32));
}

fn moved(letter: char, by: u32) -> Option<char> {
    char::from_u32(u32::from(letter) + by)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_are_taken_apart_and_put_together() {
        for (one, parts) in [
            ("café.txt", "cafe\u{301}.txt"),
            ("Ångström", "A\u{30a}ngstro\u{308}m"),
            ("Škoda ž", "S\u{30c}koda z\u{30c}"),
            ("ça İ", "c\u{327}a I\u{307}"),
            ("がパづ", "か\u{3099}ハ\u{309a}つ\u{3099}"),
            ("한글가", "\u{1112}\u{1161}\u{11ab}\u{1100}\u{1173}\u{11af}\u{1100}\u{1161}"),
            ("plain 漢字 ß", "plain 漢字 ß"),
        ] {
            assert_eq!(decomposed(one), parts);
            assert_eq!(composed(parts), one);
            assert_eq!((composed(one), decomposed(parts)), (one.into(), parts.into()));
        }
    }
}
