//! Objects as answers.

use crate::error::Error;
use alloc::string::String;
use serde::Serialize;
use wasm_bindgen::prelude::JsValue;

pub(super) fn answer<T: Serialize>(result: Result<T, Error>) -> Result<JsValue, JsValue> {
    let value = result.map_err(|error| {
        let mut text = String::new();
        super::push_error(&mut text, &error);
        JsValue::from_str(&text)
    })?;
    // Maps as objects, missing values as null.
    let serializer = serde_wasm_bindgen::Serializer::json_compatible();
    value.serialize(&serializer).map_err(JsValue::from)
}
