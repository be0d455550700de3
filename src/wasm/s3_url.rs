//! `s3Url` of both artefacts.

use super::fields::Fields;
use crate::error::{Error, ErrorKind};
use crate::s3_url::{S3Object, push_s3_url};
use alloc::string::String;

const PATH_STYLE_GIVEN: u32 = 1;
const PATH_STYLE: u32 = 1 << 1;
const HAS_KEY: u32 = 1 << 2;

/// Fields: bucket, region, endpoint, then names and values of the query.
pub(super) fn s3_url_of(
    out: &mut String,
    text: &str,
    key: &str,
    query_count: u32,
    flags: u32,
) -> Result<(), Error> {
    let mut fields = Fields::new(text);
    let (bucket, region, endpoint) = (fields.field(), fields.option(), fields.option());
    let query = fields.pairs(query_count);
    fields.end(ErrorKind::OptionInvalid)?;
    let object = S3Object {
        bucket,
        key: (flags & HAS_KEY != 0).then_some(key),
        region,
        endpoint,
        path_style: (flags & PATH_STYLE_GIVEN != 0).then_some(flags & PATH_STYLE != 0),
        query: &query,
    };
    push_s3_url(out, &object)
}
