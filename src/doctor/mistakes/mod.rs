//! THE table: every mistake of the catalogue, once.
//!
//! A mistake that can be searched for is a function that makes it: it takes one step's right result (or input) and
//! returns what someone who made the mistake would have there. The others are found by rule: in the request alone, in
//! the service's answer, or by comparing lines.

/// What is said of a mistake, as one text: its id, which is stable and an address on the demo page, what is wrong and what to
/// do, each a sentence; or an example. A pointer to each would be a kilobyte more of the gzipped artefact.
macro_rules! says {
    (id: $id:literal, what: $what:literal, fix: $fix:literal $(,)?) => {
        concat!($id, "\n", $what, "\n", $fix)
    };
    (wrong: $wrong:literal, right: $right:literal $(,)?) => {
        concat!($wrong, "\n", $right)
    };
}

mod assembly;
mod header_lines;
mod headers;
pub(super) mod key;
mod path;
mod payload;
mod query;
mod rules;
mod secret;
mod signed_headers;
mod string_to_sign;

use super::case::Case;
use super::parts::{Lines, Parts};
use super::text::{Search, concat};
use super::wrong::Wrong;
use alloc::string::String;
use alloc::vec::Vec;

pub use assembly::ASSEMBLY;

/// The place of the header lines.
const HEADERS: &str = "canonical-request.headers";
/// The place of the list of signed headers.
pub const SIGNED_HEADERS: &str = "canonical-request.signed-headers";

/// A hash as openssl and sha256sum print it.
fn printed(hash: &str) -> Vec<String> {
    let before = ["(stdin)= ", "SHA2-256(stdin)= ", "SHA256(stdin)= "];
    let behind = ["  -", " *-", " -"];
    [before.map(|mark| concat(&[mark, hash])), behind.map(|mark| concat(&[hash, mark]))].concat()
}

/// One way to get a signature wrong.
pub struct Mistake {
    /// By [`says!`].
    says: &'static str,
    /// Where the mistake is, as findings name it.
    pub place: &'static str,
    /// How to make it, in each of the steps where it can be made.
    pub ways: &'static [Alter],
}

/// How a mistake is made.
#[derive(Clone, Copy)]
pub enum Alter {
    /// In one of the six parts of the canonical request.
    Parts(fn(&Case, &Parts, &mut Wrong)),
    /// In how the parts are put together.
    Text(fn(&str) -> Vec<String>),
    /// In the string to sign, which is made of the lines and the canonical request.
    Lines(fn(&Case, &Lines, &str) -> Vec<Lines>),
    /// In the secret: what is used in place of the right one.
    Secret(fn(&Case, &str) -> Vec<Vec<u8>>),
    /// In the chain of HMACs from the secret to the signing key.
    Key(fn(&Case, &[u8]) -> Vec<Vec<u8>>),
    /// In the last step: (key, canonical request, string to sign) to a signature.
    Mac(fn(&[u8], &str, &str) -> [u8; 32]),
    /// Nothing to alter: found by rule. An example, wrong and right, by [`says!`].
    Rule(&'static str),
}

impl Mistake {
    /// Stable.
    pub fn id(&self) -> &'static str {
        self.text(0)
    }

    /// What is wrong, as a sentence.
    pub fn what(&self) -> &'static str {
        self.text(1)
    }

    /// What to do, as a sentence.
    pub fn fix(&self) -> &'static str {
        self.text(2)
    }

    fn text(&self, place: usize) -> &'static str {
        self.says.pieces(b'\n').nth(place).unwrap_or_default()
    }

    /// The canonical requests with this mistake in one of their parts.
    pub fn parts(&self, case: &Case, right: &Parts) -> Vec<Parts> {
        let mut wrong = Wrong::new(right);
        for way in self.ways {
            if let Alter::Parts(alter) = way {
                alter(case, right, &mut wrong);
            }
        }
        wrong.done()
    }

    /// The canonical requests with this mistake in how their parts are put together.
    pub fn texts(&self, right: &str) -> Vec<String> {
        let mut texts = Vec::new();
        for way in self.ways {
            if let Alter::Text(alter) = way {
                texts.extend(alter(right));
            }
        }
        texts
    }

    /// The lines of strings to sign with this mistake.
    pub fn lines(&self, case: &Case, right: &Lines, canonical: &str) -> Vec<Lines> {
        let mut lines = Vec::new();
        for way in self.ways {
            if let Alter::Lines(alter) = way {
                lines.extend(alter(case, right, canonical));
            }
        }
        lines
    }
}

/// Every mistake, once; of those that cannot be told apart the most specific comes first.
pub fn all() -> impl Iterator<Item = &'static Mistake> {
    (0..).map_while(mistake)
}

fn mistake(place: usize) -> Option<&'static Mistake> {
    const TABLES: [&[Mistake]; 11] = [
        path::TABLE,
        query::TABLE,
        header_lines::TABLE,
        headers::TABLE,
        signed_headers::TABLE,
        payload::TABLE,
        assembly::TABLE,
        string_to_sign::TABLE,
        key::TABLE,
        secret::TABLE,
        rules::TABLE,
    ];
    let mut place = place;
    for table in TABLES {
        match place.checked_sub(table.len()) {
            Some(behind) => place = behind,
            None => return table.get(place),
        }
    }
    None
}

/// The mistake of this id.
pub fn by_id(id: &str) -> Option<&'static Mistake> {
    all().find(|mistake| mistake.id() == id)
}
