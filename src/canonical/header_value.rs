//! Values of headers: what is refused, what is signed, what is sent.

use crate::error::{Error, ErrorKind};
use crate::text::{is_blank, push, split_before, trimmed};
use alloc::string::String;

/// The error names the header, not the value, which may be a secret.
pub(super) fn check_value(name: &str, value: &str) -> Result<(), Error> {
    if is_folded(value) {
        Ok(())
    } else {
        Err(Error::with_value(ErrorKind::HeaderValueInvalid, name))
    }
}

/// RFC 9112 §5.2: whether line ends stand only before blanks, and there is no NUL.
fn is_folded(value: &str) -> bool {
    let mut bytes = value.bytes().peekable();
    while let Some(byte) = bytes.next() {
        let next = bytes.peek().copied();
        let fits = match byte {
            0 => false,
            b'\r' => matches!(next, Some(b'\n' | b' ' | b'\t')),
            b'\n' => matches!(next, Some(b' ' | b'\t')),
            _ => true,
        };
        if !fits {
            return false;
        }
    }
    true
}

/// Trims, and makes each run of blanks one space, also inside quotes; NBSP and other white space stays.
pub(crate) fn push_collapsed(out: &mut String, value: &str) {
    let mut rest = trimmed(value);
    loop {
        let (word, blanks) = split_before(rest, is_blank);
        push(out, word);
        rest = trimmed(blanks);
        if rest.is_empty() {
            return;
        }
        out.push(' ');
    }
}

/// The value as it can be sent: trimmed, and on one line. Its inner spaces stay, since the service stores them.
pub(super) fn push_unfolded(out: &mut String, value: &str) {
    if value.bytes().any(is_line_end) {
        push_collapsed(out, value);
    } else {
        push(out, trimmed(value));
    }
}

pub(super) fn is_unfolded(value: &str) -> bool {
    !value.bytes().any(is_line_end) && trimmed(value).len() == value.len()
}

fn is_line_end(byte: u8) -> bool {
    matches!(byte, b'\r' | b'\n')
}
