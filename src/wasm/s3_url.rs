//! `s3Url` of both artefacts.

use super::decode::Fields;
#[cfg(feature = "wasm")]
use super::workspace::{Workspace, body, text};
use crate::error::{Error, ErrorKind};
use crate::s3_url::{S3Object, s3_url as make};
use alloc::string::String;
#[cfg(feature = "wasm")]
use wasm_bindgen::prelude::wasm_bindgen;

const PATH_STYLE_GIVEN: u32 = 1;
const PATH_STYLE: u32 = 1 << 1;
const HAS_KEY: u32 = 1 << 2;

/// Fields: bucket, region, endpoint, then names and values of the query.
pub(super) fn s3_url_of(
    text: &str,
    key: &str,
    query_count: u32,
    flags: u32,
) -> Result<String, Error> {
    let mut fields = Fields::new(text);
    let (bucket, region, endpoint) = (fields.field()?, fields.option()?, fields.option()?);
    let query = fields.pairs(query_count)?;
    fields.end(ErrorKind::OptionInvalid)?;
    make(&S3Object {
        bucket,
        key: (flags & HAS_KEY != 0).then_some(key),
        region,
        endpoint,
        path_style: (flags & PATH_STYLE_GIVEN != 0).then_some(flags & PATH_STYLE != 0),
        query: &query,
    })
}

/// Fields as [`s3_url_of`] reads them; the body is the key. Answers the URL.
#[cfg(feature = "wasm")]
#[wasm_bindgen(js_name = s3Url)]
pub fn s3_url(
    workspace: &mut Workspace,
    text_length: usize,
    body_length: usize,
    query_count: u32,
    flags: u32,
) -> i32 {
    workspace.answer(|input, _, output| {
        let key = core::str::from_utf8(body(input, text_length, body_length)).unwrap_or_default();
        output.push_str(&s3_url_of(text(input, text_length), key, query_count, flags)?);
        Ok(())
    })
}
