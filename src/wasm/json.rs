//! Plain data as JSON.

use alloc::string::String;

/// JSON text in the making.
#[derive(Default)]
pub(super) struct Json(String);

impl Json {
    /// The text.
    pub(super) fn done(self) -> String {
        self.0
    }

    /// An object.
    pub(super) fn object(&mut self, members: impl FnOnce(&mut Self)) {
        self.comma();
        self.0.push('{');
        members(self);
        self.0.push('}');
    }

    /// A list.
    pub(super) fn list<T>(&mut self, items: &[T], push: impl Fn(&mut Self, &T)) {
        self.0.push('[');
        items.iter().for_each(|item| push(self, item));
        self.0.push(']');
    }

    /// The name of a member, whose value comes next.
    pub(super) fn name(&mut self, name: &str) {
        self.text(name);
        self.0.push(':');
    }

    /// Members that are texts.
    pub(super) fn texts(&mut self, members: &[(&str, &str)]) {
        for (name, value) in members {
            self.name(name);
            self.text(value);
        }
    }

    /// A member that is left out where it has no value.
    pub(super) fn option(&mut self, name: &str, value: Option<&str>) {
        if let Some(value) = value {
            self.texts(&[(name, value)]);
        }
    }

    /// A text. RFC 8259 §7.
    pub(super) fn text(&mut self, text: &str) {
        self.comma();
        self.0.push('"');
        for letter in text.chars() {
            match letter {
                '"' | '\\' => self.0.extend(['\\', letter]),
                '\0'..=' ' if letter != ' ' => {
                    self.0.push_str("\\u00");
                    for digit in [u32::from(letter) >> 4, u32::from(letter) & 15] {
                        self.0.extend(char::from_digit(digit, 16));
                    }
                }
                _ => self.0.push(letter),
            }
        }
        self.0.push('"');
    }

    /// Parts a value from the one before it.
    fn comma(&mut self) {
        if !matches!(self.0.as_bytes().last(), None | Some(b'{' | b'[' | b':')) {
            self.0.push(',');
        }
    }
}
