//! The access key id in a query, where a person or a log has left it out: the text has no hash that is known then.

use super::text::{Search, concat, decoded, is_left_out};
use alloc::string::String;

const CREDENTIAL: &str = "X-Amz-Credential=";

/// Puts the id where it is left out, from the text that has it; where none has it, one mark for it.
pub fn fill_key_id(texts: &mut [Option<&mut String>; 3]) {
    let mut filled = concat(&[CREDENTIAL, "REDACTED"]);
    for id in texts.iter().flatten().filter_map(|text| key_id(text)) {
        if !is_left_out(&decoded(id)) {
            filled = concat(&[CREDENTIAL, id]);
        }
    }
    for text in texts.iter_mut().flatten() {
        if has_hidden_id(text)
            && let Some(id) = key_id(text)
        {
            **text = text.replaced_first(&concat(&[CREDENTIAL, id]), &filled);
        }
    }
}

/// Whether the query in a text is one whose key id is left out.
pub fn has_hidden_id(text: &str) -> bool {
    key_id(text).is_some_and(|id| is_left_out(&decoded(id)))
}

/// What stands before the first slash of the credential, which may be raw in a URL.
fn key_id(text: &str) -> Option<&str> {
    let (_, credential) = text.cut(CREDENTIAL)?;
    let credential = credential.before(b'&').before(b'\n');
    let (id, _) = credential.cut("%2F").or_else(|| credential.cut("/"))?;
    Some(id)
}
