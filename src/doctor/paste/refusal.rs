//! What Ceph's gateway logs of a signature that it refuses: its own strings, and both signatures.
//! <https://github.com/ceph/ceph/blob/main/src/rgw/rgw_rest_s3.cc>

use super::super::text::{Search, concat, is_hash};
use super::scan::line;
use super::strings::without_log;
use alloc::string::String;
use alloc::vec::Vec;

const CANONICAL_REQUEST: &str = "canonical request = ";
const STRING_TO_SIGN: &str = "string_to_sign=";

/// The log of the first refusal, from the service's own strings to the caller's signature, and what stands around it.
fn first(text: &str) -> Option<(&str, &str, &str)> {
    let mut rest = text;
    loop {
        let (_, behind) = rest.cut("server signature=")?;
        let (theirs, after) = behind.cut("client signature=")?;
        rest = after;
        let yours = line(&mut rest)?;
        let is_next = theirs.count("\n") == 1;
        let (theirs, yours) = (theirs.before(b'\n').trim(), yours.trim());
        if is_next && is_hash(theirs) && is_hash(yours) && theirs != yours {
            let before = text.get(..text.len() - behind.len())?;
            let own = before.cut_last(CANONICAL_REQUEST);
            let (before, _) = own.or_else(|| before.cut_last(STRING_TO_SIGN))?;
            let (before, log) = text.split_at_checked(before.len())?;
            let (log, behind) = log.split_at_checked(log.len() - rest.len())?;
            return Some((before, log, behind));
        }
    }
}

/// The text without what is logged of refusals, and each of these.
pub fn without_refusals(text: &str) -> (String, Vec<&str>) {
    let (mut out, mut refusals, mut rest) = (String::new(), Vec::new(), text);
    while let Some((before, log, behind)) = first(rest) {
        out.push_str(before);
        refusals.push(log);
        rest = behind;
    }
    out.push_str(rest);
    (out, refusals)
}

/// The error that S3 answers with the same strings.
pub fn as_error(text: &str) -> Option<String> {
    let (_, log, _) = first(text)?;
    let own = |mark: &str, name: &str| {
        let text = without_log(log.cut_last(mark)?.1).replaced("&", "&amp;").replaced("<", "&lt;");
        Some(concat(&["<", name, ">", &text, "</", name, ">"]))
    };
    let lines = own(STRING_TO_SIGN, "StringToSign")?;
    let canonical = own(CANONICAL_REQUEST, "CanonicalRequest").unwrap_or_default();
    Some(concat(&["<Code>SignatureDoesNotMatch</Code>", &lines, &canonical]))
}
