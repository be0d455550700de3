//! What a person has put in the place of a bucket, a host, a key or a token before showing a text: others of the texts have it.

use super::answer::{Answer, Echo};
use super::evidence::Evidence;
use super::hosts::is_one_endpoint;
use super::known::hash_line;
use super::parts::Parts;
use super::rebuild::{sha256_text, signed_path};
use super::repair::repair;
use super::sent::Sent;
use super::text::{MANY, Search, concat, decoded, find_header, is_left_out, joined};
use crate::service::ServiceRules;
use alloc::string::String;
use alloc::vec::Vec;

/// What tells that another word in a text is what a person put there, and no mistake.
#[derive(Clone, Copy)]
enum Sign {
    /// The two texts are one.
    Same,
    /// It is another word where only a person makes one of another, or a mark.
    Word,
    /// It is a mark that stands for something.
    Mark,
}

/// Words, and what stands in the place of each in a text that is whole.
#[derive(Clone, Default)]
struct Replaced(Vec<(String, String)>);

/// Puts into the request and into the caller's canonical request what a person replaced there; the words that were there.
pub fn put_back(
    sent: Option<&mut Sent>,
    evidence: &mut Evidence,
    answer: &Answer,
    rules: &ServiceRules,
) -> Vec<String> {
    let hash = evidence.string_to_sign.as_deref().and_then(hash_line);
    let is_signed = |text: &str| hash.as_ref() == Some(&sha256_text(text));
    let own = evidence.canonical_request.as_deref().and_then(Parts::parse);
    // The answer may be to another attempt.
    let date = sent.as_ref().map_or("", |sent| sent.date.as_str());
    let is_of_date = |echo: &Echo| date.is_empty() || echo.string_to_sign.has(date);
    let is_whole = answer.is_whole() && answer.echo.as_ref().is_some_and(is_of_date);
    let received = answer.canonical_request().filter(|_| is_whole);
    let mut known = Replaced::default();
    if let Some(received) = &received
        && let Some(shown) = answer.field("CanonicalRequest").and_then(|text| Parts::parse(&text))
    {
        known.filled(shown, received, Sign::Same);
    }
    let given = sent.map(|sent| {
        let sign = if received.is_some() { Sign::Word } else { Sign::Mark };
        known.fill_request(sent, received.as_ref().or(own.as_ref()), sign, rules)
    });
    if let Some(own) = own.filter(|own| !is_signed(&own.text())) {
        let filled = known.fill_own(own, received.as_ref(), given.as_ref(), &is_signed, rules);
        evidence.canonical_request = Some(filled.text());
    }
    known.0.into_iter().map(|(shown, _)| shown).collect()
}

impl Replaced {
    /// Puts back what was replaced in a request; its parts, the path as it is signed.
    fn fill_request(
        &mut self,
        sent: &mut Sent,
        right: Option<&Parts>,
        sign: Sign,
        rules: &ServiceRules,
    ) -> Parts {
        let given = sent.parts();
        let mut right = right.unwrap_or(&given).clone();
        if rules.double_encode_path {
            right.uri = right.uri.replaced("%25", "%");
        }
        let mut filled = self.filled(given, &right, sign);
        sent.take_parts(filled.clone());
        filled.uri = signed_path(&filled.uri, rules);
        filled
    }

    /// The caller's parts with what was replaced there.
    fn fill_own(
        &mut self,
        own: Parts,
        received: Option<&Parts>,
        given: Option<&Parts>,
        is_signed: &dyn Fn(&str) -> bool,
        rules: &ServiceRules,
    ) -> Parts {
        let repaired = || repair(&own.text(), rules);
        let Some(right) = received.or(given).cloned().or_else(repaired) else { return own };
        let by = |sign| self.clone().filled(own.clone(), &right, sign).text();
        let sign = match () {
            () if is_signed(&by(Sign::Same)) => Sign::Same,
            // A word that is the only difference may be the mistake.
            () if received.is_some() && right.text() != by(Sign::Word) => Sign::Word,
            () => Sign::Mark,
        };
        self.filled(own, &right, sign)
    }

    /// A text with what another has in the place of each word that a person replaced.
    fn filled(&mut self, mut text: Parts, right: &Parts, sign: Sign) -> Parts {
        let is_direct = is_one_endpoint(text.host(), right.host());
        text.uri = self.each("/", [&text.uri, &right.uri], sign, is_direct);
        let mut query: Vec<String> = text.query.pieces(b'&').map(String::from).collect();
        for pair in query.iter_mut().filter(|pair| is_private(pair.before(b'='))).take(MANY) {
            let (name, shown) = pair.cut("=").unwrap_or_default();
            let other = right.query.pieces(b'&').find(|other| other.before(b'=') == name);
            if let Some((_, real)) = other.and_then(|other| other.cut("=")) {
                *pair = concat(&[name, "=", &self.word(shown, real, Sign::Mark, false)]);
            }
        }
        text.query = joined(&query, "&");
        let is_host = |name: &str| name.eq_ignore_ascii_case("host");
        let places = text.headers.iter_mut().filter(|(name, _)| is_host(name) || is_private(name));
        for (name, shown) in places.take(MANY) {
            let Some((_, real)) = find_header(&right.headers, name) else { continue };
            if is_host(name) {
                let hosts = [shown.before(b':'), real.before(b':')];
                let host = self.each(".", hosts, sign, is_direct);
                *shown = shown.replaced_first(hosts[0], &host);
            } else {
                *shown = self.word(shown, real, Sign::Mark, false);
            }
        }
        text
    }

    /// Each piece of a text by itself; where it has fewer than the other, the last mark stands for the rest.
    fn each(&mut self, mark: &str, texts: [&str; 2], sign: Sign, is_direct: bool) -> String {
        let [count, all] = texts.map(|text| text.count(mark));
        if mark == "." && count != all {
            return self.word(texts[0], texts[1], sign, false);
        }
        let sign = if count == all { sign } else { Sign::Mark };
        let (mut filled, [mut rest, mut other]) = (Vec::new(), texts);
        for at in 0..=count {
            let end = (rest, "");
            let (shown, behind) = rest.cut(mark).unwrap_or(end);
            let (real, others) = other.cut(mark).filter(|_| at < count).unwrap_or((other, ""));
            // A name before it is left out.
            if count > all || count < all && at < count && shown != real {
                return texts[0].into();
            }
            let is_word = is_direct && (mark == "." || is_another(shown, real));
            filled.push(self.word(shown, real, sign, is_word));
            (rest, other) = (behind, others);
        }
        joined(&filled, mark)
    }

    /// The real word where this one was put in its place.
    fn word(&mut self, shown: &str, real: &str, sign: Sign, is_word: bool) -> String {
        let is_known = self.0.iter().any(|(word, other)| word == shown && other == real);
        let is_mark = |word: &str| is_left_out(&decoded(word));
        let own = [letters(shown), letters(real)];
        let is_mark = is_mark(shown) && !is_mark(real) && !own[0].has(&own[1]);
        let is_replaced = match sign {
            Sign::Same => true,
            Sign::Word => is_word || is_mark,
            Sign::Mark => is_mark,
        };
        // No code made it: how it is encoded tells nothing.
        if is_nameless(shown) && plain(shown) == plain(real) {
            return real.into();
        }
        let is_same = real.is_empty() || !is_mark && own[0] == own[1];
        if is_same || !is_replaced && !is_known {
            return shown.into();
        }
        if !is_known && self.0.len() < MANY {
            self.0.push((shown.into(), real.into()));
        }
        real.into()
    }
}

/// Whether it stands for a name without having anything of it.
fn is_nameless(name: &str) -> bool {
    name.has("**") || name.starts_with('<') && name.ends_with('>')
}

fn plain(name: &str) -> String {
    decoded(&decoded(name))
}

/// Whether a header or a parameter of this name has what nobody shows; others may have marks for a value.
fn is_private(name: &str) -> bool {
    name.to_ascii_lowercase().has_any("token|key")
}

/// The letters and digits of a word, but for those that are encoded.
fn letters(word: &str) -> String {
    let word = word.replaced("%25", "%").replaced("%25", "%");
    let mut out = String::new();
    for (at, piece) in word.pieces(b'%').enumerate() {
        let bare = piece.get(2.min(2 * at)..).unwrap_or_default();
        out.extend(bare.chars().filter(char::is_ascii_alphanumeric));
    }
    out.to_ascii_lowercase()
}

/// Whether no mistake of encoding makes the one word of the other.
fn is_another(shown: &str, real: &str) -> bool {
    let [shown, real] = [shown, real].map(letters);
    !shown.is_empty() && !real.is_empty() && !shown.has(&real) && !real.has(&shown)
}
