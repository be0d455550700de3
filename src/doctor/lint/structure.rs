//! What keeps a service from reading a signature at all.

use crate::doctor::finding::{Found, certain};
use crate::doctor::hosts;
use crate::doctor::paste::scan::base64_hash;
use crate::doctor::sent::{Scheme, Sent, list_decoded_again, parameter_name, split_credential};
use crate::doctor::text::{
    Search, concat, decoded, digits_of, in_literal, is_hash, is_left_out, join, number,
};
use alloc::string::String;
use alloc::vec::Vec;

/// What keeps a service from reading the signature at all: the first of these is the answer.
pub fn structure(sent: &Sent) -> Option<Found> {
    let escaped = sent
        .query
        .pieces(b'&')
        .find(|pair| pair.starts_with("amp;X-Amz-") || pair.starts_with("amp%3BX-Amz-"));
    if let Some(pair) = escaped {
        return Some(
            certain("query-html-escaped-amp")
                .with(&parameter_name(pair), &parameter_name(pair).replaced("amp;", "")),
        );
    }
    match sent.auth {
        Scheme::Query if !sent.authorization.is_empty() => {
            return Some(certain("auth-both").with_yours(&first_word(&sent.authorization)));
        }
        Scheme::Query => return presigned(sent),
        Scheme::Version2 => return Some(certain("auth-sigv2")),
        Scheme::Missing => {
            // S3 takes the parameters that set headers of its answer in signed requests alone.
            let is_of_signed = ["X-Amz-", "response-"].iter().any(|of| sent.query.starts_with(of));
            let is_cut = is_of_signed && !sent.query.has("&");
            let cut = || certain("presign-url-shell-cut").with_yours(&parameter_name(&sent.query));
            return is_cut.then(cut);
        }
        Scheme::Other => {
            return Some(certain("auth-not-sigv4").with_yours(&first_word(&sent.authorization)));
        }
        Scheme::Header | Scheme::Curl => {}
    }
    if sent.credential.has("SignedHeaders=") || sent.credential.has("Signature=") {
        let found = certain("auth-not-sigv4")
            .saying("The parts of the Authorization header are not separated by commas.")
            .fixed_by("Separate Credential, SignedHeaders and Signature by commas.");
        return Some(found.with_yours(&in_literal(&sent.authorization)));
    }
    // The list, which ends before the signature in any order of the three.
    let list = sent.authorization.cut("SignedHeaders=").map_or("", |(_, list)| list);
    let list = list.cut("Signature=").map_or("", |(list, _)| list).trimmed(", ");
    if list.has(",") && !list.has("=") {
        let found = certain("signedheaders-differ")
            .saying("The names in SignedHeaders are separated by commas.");
        return Some(found.with(list, &list.replaced(",", ";")));
    }
    credential(sent)
}

/// What does not belong into `Credential` stands in its key id.
fn credential(sent: &Sent) -> Option<Found> {
    let (key_id, _) = split_credential(&sent.credential);
    let read = decoded(key_id);
    let found = certain("auth-credential-space");
    if read == sent.key_id {
        return sent
            .has_empty_id()
            .then(|| found.saying("The access key id of Credential is empty."));
    }
    let found = if read.chars().any(char::is_whitespace) {
        found
    } else {
        found
            .saying("There are quotes around the access key id of Credential.")
            .fixed_by("Remove the quotes from the access key id.")
    };
    Some(found.with(&concat(&["\"", &in_literal(key_id), "\""]), &sent.key_id))
}

fn presigned(sent: &Sent) -> Option<Found> {
    const NAMES: [&str; 6] = [
        "X-Amz-Algorithm",
        "X-Amz-Credential",
        "X-Amz-Date",
        "X-Amz-Expires",
        "X-Amz-SignedHeaders",
        "X-Amz-Signature",
    ];
    if !sent.query.has("&") {
        return Some(certain("presign-url-shell-cut").with_yours(&parameter_name(&sent.query)));
    }
    // IoT WebSocket URLs may leave X-Amz-Expires out.
    let is_iot = sent.scope.as_ref().is_some_and(|scope| scope.service == "iotdevicegateway");
    let is_missing =
        |name: &&&str| !(sent.has_parameter(name) || is_iot && **name == "X-Amz-Expires");
    let missing: Vec<&str> = NAMES.iter().filter(is_missing).copied().collect();
    if missing.len() == 1 && missing.contains(&"X-Amz-Signature") && ends_before_signature(sent) {
        return Some(certain("presign-url-truncated").with_yours("no X-Amz-Signature"));
    }
    if !missing.is_empty() {
        // The same name in another case is another name.
        let is_like = |pair: &&str| {
            let name = parameter_name(pair);
            missing.iter().any(|missing| missing.eq_ignore_ascii_case(&name))
        };
        let found = certain("presign-param-missing");
        let found = match sent.query.pieces(b'&').find(is_like) {
            Some(pair) => found.with_yours(&parameter_name(pair)),
            None => found,
        };
        return Some(found.with_expected(&join(&missing, ", ")));
    }
    let [given, list] = ["X-Amz-Credential", "X-Amz-SignedHeaders"]
        .map(|name| sent.parameter(name).unwrap_or_default());
    if given != sent.credential || list_decoded_again(&list).is_some() {
        return Some(certain("presign-signedheaders-double-encoded").with_yours(&given));
    }
    let signature = sent.signature.as_str();
    if signature.len() < 64 && is_hex(signature) && !is_of_other_hash(signature) {
        return Some(
            certain("presign-url-truncated").with(&count_of_digits(signature), "64 digits"),
        );
    }
    let expires = sent.parameter("X-Amz-Expires").unwrap_or_default();
    let is_taken = match number(&expires) {
        Some(seconds) => (1..=604_800).contains(&seconds),
        // Other stores may take fractions or units.
        None => is_iot || is_left_out(&expires) || !hosts::is_aws(sent.hostname()),
    };
    if !is_taken {
        return Some(certain("presign-expires-too-long").with_yours(&expires));
    }
    credential(sent)
}

/// Whether what is there of a URL may be all before its signature, which signers put last: it ends in another parameter
/// of the signature or in a piece of the name, and no parameter of another name has the signature.
fn ends_before_signature(sent: &Sent) -> bool {
    let last = parameter_name(sent.query.list(b'&').last().copied().unwrap_or_default());
    let is_signature = |pair: &str| pair.cut("=").is_some_and(|(_, value)| is_hash(value));
    (last.starts_with("X-Amz-") || "X-Amz-Signature".starts_with(&*last))
        && !sent.query.pieces(b'&').any(is_signature)
}

/// A signature that is not written in lower-case hex.
pub fn signature_form(signature: &str) -> Option<Found> {
    // What closes a literal came with the paste; a list has a start.
    let marks = if signature.has("[") { "" } else { "'\"`)]};." };
    let signature = signature.trimmed_end(marks);
    if is_of_other_hash(signature) {
        return Some(certain("sig-other-hash").with(&count_of_digits(signature), "64 digits"));
    }
    let right = signature_digits(signature).filter(|right| right != signature)?;
    let found = if is_hash(signature) {
        certain("sig-uppercase")
    } else if base64_hash(signature).is_some() {
        certain("sig-base64")
    } else {
        certain("sig-printed")
    };
    Some(found.with(signature, &right))
}

/// As long as MD5, SHA-1, SHA-384 and SHA-512 make it.
fn is_of_other_hash(signature: &str) -> bool {
    matches!(signature.len(), 32 | 40 | 96 | 128) && is_hex(signature)
}

fn is_hex(text: &str) -> bool {
    text.bytes().all(|byte| byte.is_ascii_hexdigit())
}

fn count_of_digits(signature: &str) -> String {
    concat(&[&digits_of(signature.len() as u64), " digits"])
}

/// The lower-case digits of a signature, whatever is around them.
pub fn signature_digits(signature: &str) -> Option<String> {
    let words = || signature.split(|letter: char| !letter.is_ascii_hexdigit());
    base64_hash(signature)
        .or_else(|| Some(words().find(|word| is_hash(word))?.to_ascii_lowercase()))
}

fn first_word(text: &str) -> String {
    text.split_whitespace().next().unwrap_or_default().chars().take(20).collect()
}
