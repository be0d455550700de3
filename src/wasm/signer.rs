//! The signer of the signing artefact.

use super::decode::{self, Fields, RequestFields};
use super::workspace::{Workspace, body, text};
use crate::error::{Error, ErrorKind};
use crate::placement::Placement;
use crate::request::Request;
use crate::sign::{SignParams, Signed, Signer};
use alloc::string::String;
use wasm_bindgen::prelude::wasm_bindgen;

/// A signer, once it is configured and until it is disposed.
#[wasm_bindgen]
#[derive(Default)]
pub struct RawSigner(Option<Signer>);

#[wasm_bindgen]
impl RawSigner {
    /// Without credentials yet.
    #[wasm_bindgen(constructor)]
    pub fn new() -> Self {
        Self::default()
    }

    /// Fields: access key id, secret access key, session token, region, service. Wipes them from the input.
    pub fn configure(&mut self, workspace: &mut Workspace, text_length: usize, flags: u32) -> i32 {
        let answer = workspace.answer(|input, _, _| {
            let mut fields = Fields::new(text(input, text_length));
            let signer = decode::signer(&mut fields, decode::rules(flags))?;
            fields.end(ErrorKind::CredentialsInvalid)?;
            self.0 = Some(signer);
            Ok(())
        });
        workspace.wipe_input();
        answer
    }

    /// A presigned GET of the URL that is the text. Answers the URL.
    pub fn presign(
        &mut self,
        workspace: &mut Workspace,
        text_length: usize,
        date_ms: f64,
        expires_in: f64,
    ) -> i32 {
        workspace.answer(|input, core, output| {
            let signer = self.signer()?;
            let expires_in = Some(decode::expires_in(expires_in)?);
            let params = SignParams::new(decode::date(date_ms)?, Placement::Query { expires_in });
            let request = Request::get(text(input, text_length));
            output.push_str(signer.sign(&request, &params, core)?.url());
            Ok(())
        })
    }

    /// Presigns many URLs. The fields are those of `sign` without headers, the URL empty; then the URLs. Answers all of
    /// them, one behind the other; [`Workspace::ends`] tells where each ends.
    #[wasm_bindgen(js_name = presignMany)]
    pub fn presign_many(
        &mut self,
        workspace: &mut Workspace,
        text_length: usize,
        url_count: usize,
        date_ms: f64,
        expires_in: f64,
        flags: u32,
    ) -> i32 {
        let mut batch = core::mem::take(&mut workspace.batch);
        let mut ends = core::mem::take(&mut workspace.ends);
        ends.clear();
        let answer = workspace.answer(|input, _, output| {
            let signer = self.signer()?;
            let mut urls = Fields::new(text(input, text_length));
            let fields = RequestFields::without_headers(&mut urls)?;
            let request = fields.request(&[], flags);
            let params = fields.params(date_ms, expires_in, flags)?;
            signer.presign_many(&request, urls, &params, &mut batch, |url| {
                output.push_str(url);
                ends.push(u32::try_from(output.len()).unwrap_or(u32::MAX));
            })?;
            // More than were given: one of them held a NUL.
            if ends.len() == url_count {
                Ok(())
            } else {
                Err(ErrorKind::UrlControlCharacter.into())
            }
        });
        (workspace.batch, workspace.ends) = (batch, ends);
        answer
    }

    /// Signs by header or query. Answers method, URL, signature, time, and the headers to send.
    #[allow(clippy::too_many_arguments, reason = "numbers cross the boundary one by one")]
    pub fn sign(
        &mut self,
        workspace: &mut Workspace,
        text_length: usize,
        body_length: usize,
        header_count: u32,
        date_ms: f64,
        expires_in: f64,
        flags: u32,
    ) -> i32 {
        workspace.answer(|input, core, output| {
            let signer = self.signer()?;
            let fields = Fields::new(text(input, text_length));
            let fields = RequestFields::new(fields, header_count)?;
            let request = fields.request(body(input, text_length, body_length), flags);
            let params = fields.params(date_ms, expires_in, flags)?;
            push_signed(output, &signer.sign(&request, &params, core)?);
            Ok(())
        })
    }

    /// Fields: region, service. The body is the text to sign. Answers 64 hex digits.
    #[wasm_bindgen(js_name = signString)]
    pub fn sign_string(
        &mut self,
        workspace: &mut Workspace,
        text_length: usize,
        body_length: usize,
        date_ms: f64,
    ) -> i32 {
        workspace.answer(|input, _, output| {
            let signer = self.signer()?;
            let mut fields = Fields::new(text(input, text_length));
            let (region, service) = (fields.option()?, fields.option()?);
            fields.end(ErrorKind::OptionInvalid)?;
            let signed = core::str::from_utf8(body(input, text_length, body_length));
            let date = decode::date(date_ms)?;
            let signature =
                signer.sign_string(signed.unwrap_or_default(), date, region, service)?;
            output.push_str(core::str::from_utf8(&signature).unwrap_or_default());
            Ok(())
        })
    }

    /// Wipes the secret and the signing key.
    pub fn dispose(&mut self) {
        self.0 = None;
    }
}

impl RawSigner {
    fn signer(&mut self) -> Result<&mut Signer, Error> {
        Ok(self.0.as_mut().ok_or(ErrorKind::SignerDisposed)?)
    }
}

fn push_signed(out: &mut String, signed: &Signed<'_>) {
    out.push_str(signed.method());
    for field in [signed.url(), signed.signature(), signed.date().as_str()] {
        out.push('\0');
        out.push_str(field);
    }
    for (name, value) in signed.headers() {
        out.push('\0');
        out.push_str(name);
        out.push('\0');
        out.push_str(value);
    }
}
