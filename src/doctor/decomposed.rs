//! Unicode's two forms of a letter with a mark (UAX #15): one character (NFC), or the letter and a combining mark (NFD), as
//! macOS writes names of files. Of the scripts in which names mix them most: Latin, kana and Hangul.

use alloc::string::String;

/// A combining mark, and letters that have it: each as one character, then without the mark.
const MARKED: [(char, &str); 15] = [
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
    (
        '\u{3099}',
        "がかぎきぐくげけごこざさじしずすぜせぞそだたぢちづつでてどとばはびひぶふべへぼほ\
        ガカギキグクゲケゴコザサジシズスゼセゾソダタヂチヅツデテドトバハビヒブフベヘボホ",
    ),
    ('\u{309a}', "ぱはぴひぷふぺへぽほパハピヒプフペヘポホ"),
];

/// The Unicode Standard §3.12: a syllable is one of 19 initials, 21 vowels and 27 finals, or no final.
const SYLLABLES: u32 = 0xac00;
const INITIALS: u32 = 0x1100;
const VOWELS: u32 = 0x1161;
/// The first of them is none.
const FINALS: u32 = 0x11a7;
const FINAL_COUNT: u32 = 28;
const VOWEL_COUNT: u32 = 21;
const INITIAL_COUNT: u32 = 19;
const SYLLABLE_COUNT: u32 = INITIAL_COUNT * VOWEL_COUNT * FINAL_COUNT;

/// With each mark as a character of its own.
pub fn decomposed(text: &str) -> String {
    let mut out = String::new();
    for letter in text.chars() {
        let is_it = |whole, _, _| whole == letter;
        match find(&is_it) {
            Some((_, base, mark)) => out.extend([base, mark]),
            None => push_syllable(&mut out, letter),
        }
    }
    out
}

/// With each mark put into its letter.
pub fn composed(text: &str) -> String {
    let mut out = String::new();
    let mut before = '\0';
    for letter in text.chars() {
        let is_it = |_, base, mark| base == before && mark == letter;
        let whole = find(&is_it).map(|(whole, ..)| whole).or_else(|| syllable(before, letter));
        if whole.is_some() {
            out.pop();
        }
        before = whole.unwrap_or(letter);
        out.push(before);
    }
    out
}

/// The first of (one character, without the mark, the mark).
fn find(is_it: &dyn Fn(char, char, char) -> bool) -> Option<(char, char, char)> {
    for (mark, letters) in MARKED {
        let mut letters = letters.chars();
        while let (Some(whole), Some(base)) = (letters.next(), letters.next()) {
            if is_it(whole, base, mark) {
                return Some((whole, base, mark));
            }
        }
    }
    None
}

fn syllable(before: char, letter: char) -> Option<char> {
    let behind = |letter: char, first: u32| u32::from(letter).wrapping_sub(first);
    let (initial, vowel) = (behind(before, INITIALS), behind(letter, VOWELS));
    if initial < INITIAL_COUNT && vowel < VOWEL_COUNT {
        return char::from_u32(SYLLABLES + (initial * VOWEL_COUNT + vowel) * FINAL_COUNT);
    }
    let (open, last) = (behind(before, SYLLABLES), behind(letter, FINALS));
    let is_open = open < SYLLABLE_COUNT && open % FINAL_COUNT == 0;
    if is_open && 0 < last && last < FINAL_COUNT {
        return char::from_u32(SYLLABLES + open + last);
    }
    None
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
