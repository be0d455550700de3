//! What JavaScript calls, and the buffers that all calls share.

use super::decode::{self, RequestFields};
use super::fields::Fields;
use super::last::{Last, PresignCall, SignCall};
use super::platform::platform_hash;
use super::push_error;
use super::runtime::SingleThreaded;
use super::s3_url::s3_url_of;
use super::signers::Signers;
use crate::again::PayloadLine;
use crate::batch::{BatchWorkspace, Presigned};
use crate::error::{Error, ErrorKind};
use crate::placement::Placement;
use crate::request::Request;
use crate::sha256::{INITIAL, Words, after, digest, hex_of, hex_text};
use crate::sign::{self, SignParams};
use crate::text::push;
use crate::time::AmzDate;
use crate::wipe::{wipe, wipe_text};
use alloc::boxed::Box;
use alloc::string::String;
use alloc::vec::Vec;
use core::cell::RefCell;
use wasm_bindgen::prelude::wasm_bindgen;

/// The largest input buffer.
const INPUT_LIMIT: usize = 64 << 20;
/// An input buffer larger than this is given back after the call that needed it.
const INPUT_KEPT: usize = 1 << 20;

/// What the functions below work on: there is one for a loaded module.
#[derive(Default)]
struct Workspace {
    signers: Signers,
    input: Vec<u8>,
    output: String,
    core: sign::Workspace,
    /// How many calls there were that use any of this.
    calls: u64,
    last: Last,
    batch: BatchWorkspace,
    /// Where each text of a batch ends in the output.
    ends: Vec<u32>,
    /// Of a body that comes in pieces.
    hash: Words,
    /// The second of the last call, and its date.
    last_date: Option<(i64, AmzDate)>,
}

impl Workspace {
    fn new() -> Self {
        let mut work = Self::default();
        work.core.buffers.canonical_request.platform = Some(platform_hash);
        work.batch.four.platform = Some(platform_hash);
        work
    }

    /// Most calls are of the second of the one before.
    fn date(&mut self, milliseconds: f64) -> Result<AmzDate, Error> {
        let second = decode::second(milliseconds)?;
        let date = match self.last_date {
            Some((last, date)) if last == second => date,
            _ => AmzDate::from_unix_seconds(second)?,
        };
        self.last_date = Some((second, date));
        Ok(date)
    }
}

/// From the first call on, and for good: the code that would drop it is a kilobyte.
static WORKSPACE: SingleThreaded<RefCell<Option<&mut Workspace>>> =
    SingleThreaded(RefCell::new(None));

/// Does what a call asks for. Answers the length of the result in the output buffer, or minus the length of an error.
#[inline(never)]
fn answer(call: &mut dyn FnMut(&mut Workspace) -> Result<(), Error>) -> i32 {
    with(&mut |work| {
        work.calls += 1;
        work.output.clear();
        let result = call(work);
        if work.input.len() > INPUT_KEPT {
            work.input = Vec::new();
        }
        match result {
            Ok(()) => length(&work.output),
            Err(error) => {
                work.output.clear();
                push_error(&mut work.output, &error);
                -length(&work.output)
            }
        }
    })
}

/// Nothing that is called calls this module again (the platform's hash calls nothing of the caller's), so that the workspace is
/// free, but behind a call that ran out of stack or memory: then every call ends, and JavaScript starts another instance.
#[inline(never)]
fn with(call: &mut dyn FnMut(&mut Workspace) -> i32) -> i32 {
    call(WORKSPACE.0.borrow_mut().get_or_insert_with(|| Box::leak(Box::new(Workspace::new()))))
}

/// Where the input buffer lies, which then holds `capacity` bytes; 0 when that cannot be had.
#[wasm_bindgen]
pub fn input(capacity: usize) -> i32 {
    with(&mut |work| {
        let missing = capacity.saturating_sub(work.input.len());
        if capacity > INPUT_LIMIT || work.input.try_reserve_exact(missing).is_err() {
            return 0;
        }
        if missing > 0 {
            work.input.resize(capacity, 0);
        }
        work.input.as_ptr() as i32
    })
}

/// Where the output buffer lies, until the next call.
#[wasm_bindgen]
pub fn output() -> i32 {
    with(&mut |work| work.output.as_ptr() as i32)
}

/// Where the ends of a batch's texts lie, until the next batch: a 32-bit number for each.
#[wasm_bindgen]
pub fn ends() -> i32 {
    with(&mut |work| work.ends.as_ptr() as i32)
}

/// Makes a signer. Fields: access key id, secret access key, session token, region, service. Wipes them from the
/// input. Answers the signer's number.
#[wasm_bindgen]
pub fn configure(text_length: usize, flags: u32) -> i32 {
    let mut number = 0;
    let refused = answer(&mut |work| {
        let made = work.signers.of(text(&work.input, text_length), flags);
        if let Some(secret) = work.input.get_mut(..text_length) {
            wipe(secret);
        }
        number = made? as i32;
        Ok(())
    });
    if refused < 0 { refused } else { number }
}

/// Where a signer's access key id, secret access key and session token lie, as fields, until it is disposed.
#[wasm_bindgen]
pub fn credentials(signer: usize) -> i32 {
    with(&mut |work| work.signers.credentials(signer).as_ptr() as i32)
}

/// Presigns a request without headers. The text is the method, which may be empty, and the URL. Answers the URL.
#[wasm_bindgen]
pub fn presign(
    signer: usize,
    text_length: usize,
    method_length: usize,
    date_ms: f64,
    expires_in: f64,
) -> i32 {
    answer(&mut |work| {
        let expires_in = decode::expires_in(expires_in)?;
        let date = work.date(date_ms)?;
        let Workspace { signers, input, output, core, last, calls, .. } = work;
        let call = PresignCall { signer, date, expires_in };
        let signer = signers.get(signer)?;
        let text = text(input, text_length);
        let (method, url) = text.split_at_checked(method_length).ok_or(ErrorKind::MethodInvalid)?;
        let request = Request { method, ..Request::get(url) };
        if !(last.is_presign(&call, *calls) && signer.presign_again(&request, core)?) {
            let params = SignParams::new(date, Placement::Query { expires_in: Some(expires_in) });
            signer.sign(&request, &params, core)?;
        }
        last.keep_presign(call, *calls);
        core::mem::swap(output, &mut core.buffers.url);
        Ok(())
    })
}

/// Presigns many URLs. The fields are those of `sign` without headers, the URL empty; then the URLs. Answers for each a
/// URL or 64 hex digits, as [`Presigned`] is, one behind the other; [`ends`] tells where each ends.
#[wasm_bindgen(js_name = presignMany)]
pub fn presign_many(
    signer: usize,
    text_length: usize,
    url_count: usize,
    date_ms: f64,
    expires_in: f64,
    flags: u32,
) -> i32 {
    answer(&mut |work| {
        let date = work.date(date_ms)?;
        let Workspace { signers, input, output, core, batch, ends, .. } = work;
        ends.clear();
        let signer = signers.get(signer)?;
        let mut urls = Fields::new(text(input, text_length));
        let fields = RequestFields::new(&mut urls, 0);
        let request = fields.request(&[], flags);
        let params = fields.params(date, expires_in, flags)?;
        signer.presign_many(&request, urls, &params, core, batch, &mut |presigned| {
            let (Presigned::Url(text) | Presigned::Signature(text)) = presigned;
            push(output, text);
            ends.push(u32::try_from(output.len()).unwrap_or(u32::MAX));
        })?;
        // More than were given: one of them held a NUL.
        if ends.len() == url_count { Ok(()) } else { Err(ErrorKind::UrlControlCharacter.into()) }
    })
}

/// Signs by header or query. Fields: method, URL, region, service, unsigned and signed headers' names; names and values of
/// headers; hash. Answers signature, time; method and URL, empty where they are as given; `+` where the given
/// headers are; and names and values of the other headers to send.
#[wasm_bindgen]
#[allow(clippy::too_many_arguments, reason = "numbers cross the boundary one by one")]
pub fn sign(
    signer: usize,
    text_length: usize,
    body_length: usize,
    header_count: u32,
    date_ms: f64,
    expires_in: f64,
    flags: u32,
) -> i32 {
    answer(&mut |work| {
        let date = work.date(date_ms)?;
        let Workspace { signers, input, output, core, last, calls, .. } = work;
        let call = SignCall { signer, header_count, date, flags };
        let signer = signers.get(signer)?;
        let text = text(input, text_length);
        if let Some((line, hash)) = last.new_hash(&call, *calls, text) {
            let signature = signer.sign_again(line, hash, core)?;
            last.answer(*calls, output, &signature);
            return Ok(());
        }
        let fields = RequestFields::alone(Fields::new(text), header_count)?;
        let request = fields.request(body(input, text_length, body_length), flags);
        let params = fields.params(date, expires_in, flags)?;
        let signed = signer.sign(&request, &params, core)?;
        push(output, signed.signature());
        let (headers_as_given, headers) = signed.headers_text();
        let changed = |sent, given| if sent == given { "" } else { sent };
        for field in [
            signed.date().as_str(),
            changed(signed.method(), request.method),
            changed(signed.url(), request.url),
            if headers_as_given { "+" } else { "" },
        ] {
            output.push('\0');
            push(output, field);
        }
        push(output, headers);
        last.keep(call, *calls, PayloadLine::of(&signed), text, output);
        Ok(())
    })
}

/// Fields: region, service. The body is the text to sign. Answers 64 hex digits.
#[wasm_bindgen(js_name = signString)]
pub fn sign_string(signer: usize, text_length: usize, body_length: usize, date_ms: f64) -> i32 {
    answer(&mut |work| {
        let date = work.date(date_ms)?;
        let signer = work.signers.get(signer)?;
        let mut fields = Fields::new(text(&work.input, text_length));
        let (region, service) = (fields.option(), fields.option());
        fields.end(ErrorKind::OptionInvalid)?;
        let signed = as_text(body(&work.input, text_length, body_length));
        let signature = signer.sign_string(signed, date, region, service)?;
        push(&mut work.output, hex_text(&signature));
        Ok(())
    })
}

/// Wipes a signer's secret and signing keys, and its session token wherever the last calls left it.
#[wasm_bindgen]
pub fn dispose(signer: usize) {
    with(&mut |work| {
        let Workspace { signers, input, output, core, calls, last, batch, .. } = work;
        if signers.remove(signer) {
            *calls += 1;
            input.fill(0);
            wipe_text(output);
            core.wipe();
            last.wipe();
            batch.wipe();
        }
        0
    });
}

/// Fields as [`s3_url_of`] reads them; the body is the key. Answers the URL.
#[wasm_bindgen(js_name = s3Url)]
pub fn s3_url(text_length: usize, body_length: usize, query_count: u32, flags: u32) -> i32 {
    answer(&mut |work| {
        let key = as_text(body(&work.input, text_length, body_length));
        let fields = text(&work.input, text_length);
        s3_url_of(&mut work.output, fields, key, query_count, flags)
    })
}

/// SHA-256 of what comes in pieces, where the platform has none: takes the first bytes of the input, which are behind
/// `taken` others, and answers 64 hex digits. A piece that more follow is a whole number of 64 bytes.
#[wasm_bindgen]
pub fn sha256(length: usize, taken: f64) -> i32 {
    answer(&mut |work| {
        let state = if taken == 0.0 { &INITIAL } else { &work.hash };
        let piece = body(&work.input, 0, length);
        push(&mut work.output, hex_text(&hex_of(&digest(state, taken as u64, piece))));
        work.hash = after(state, piece.as_chunks().0);
        Ok(())
    })
}

fn length(text: &str) -> i32 {
    i32::try_from(text.len()).unwrap_or(i32::MAX)
}

/// The first `length` bytes of the input as text, which JavaScript's encoder made.
fn text(input: &[u8], length: usize) -> &str {
    as_text(body(input, 0, length))
}

fn as_text(bytes: &[u8]) -> &str {
    core::str::from_utf8(bytes).unwrap_or_default()
}

/// The bytes behind the text.
fn body(input: &[u8], text_length: usize, length: usize) -> &[u8] {
    input.get(text_length..text_length + length).unwrap_or_default()
}
