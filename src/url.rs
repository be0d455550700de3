//! [`Url`]: an absolute URL, split as text; no parser that would rewrite it comes near it.

use crate::encode::push_decimal;
use crate::error::{Error, ErrorKind};
use crate::text::{
    decimal, is, is_all, is_plain, kind, pieces, push_lower, slice, split_before, split_last,
};
use alloc::string::String;

/// The longest URL that is looked at.
const URL_LIMIT: usize = 16 << 20;

/// An absolute URL, split and otherwise untouched.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Url<'a> {
    /// As given, without `://`.
    pub scheme: &'a str,
    /// As given: perhaps in upper case.
    pub host: &'a str,
    /// `None` for the scheme's default port.
    pub port: Option<u16>,
    /// As given; `/` when empty.
    pub path: &'a str,
    /// As given, without `?`; empty when there is none.
    pub query: &'a str,
    /// Where scheme and authority end.
    pub(crate) origin_end: usize,
}

impl<'a> Url<'a> {
    /// Splits an absolute URL and drops its fragment.
    ///
    /// # Errors
    /// [`ErrorKind::UrlInvalid`] without host or with a scheme that is none of HTTP and WebSocket, [`ErrorKind::UrlUserInfo`],
    /// [`ErrorKind::UrlControlCharacter`] for CR, LF and NUL, [`ErrorKind::UrlTooLong`],
    /// [`ErrorKind::HostInvalid`] for a host that HTTP clients would rewrite (beyond lower-casing it).
    pub fn split(url: &'a str) -> Result<Self, Error> {
        check_length(url)?;
        check(url)?;
        let (scheme, rest) = split_before(url, |byte| byte == b':');
        let rest = rest.strip_prefix("://").filter(|_| default_port(scheme).is_some());
        let rest = rest.ok_or_else(|| url_error(ErrorKind::UrlInvalid, url, url))?;
        let (host, port, location) =
            split_authority(rest, scheme).ok_or_else(|| authority_error(url, rest))?;
        let origin_end = url.len() - location.len();
        let (path, query) = split_location(location)?;
        Ok(Self { scheme, host, port, path, query, origin_end })
    }
}

/// Path and query of what is behind the authority.
pub(crate) fn split_location(text: &str) -> Result<(&str, &str), Error> {
    check(text)?;
    let (path, rest) = split_before(text, |byte| matches!(byte, b'?' | b'#'));
    let (query, _fragment) = split_before(rest, |byte| byte == b'#');
    Ok((if path.is_empty() { "/" } else { path }, query.get(1..).unwrap_or_default()))
}

/// Of a whole URL.
pub(crate) fn check_length(url: &str) -> Result<(), Error> {
    if url.len() > URL_LIMIT { Err(ErrorKind::UrlTooLong.into()) } else { Ok(()) }
}

/// Of any part of a URL.
#[inline(never)]
fn check(text: &str) -> Result<(), Error> {
    if !is_plain(text) && text.bytes().any(|byte| matches!(byte, b'\r' | b'\n' | 0)) {
        return Err(ErrorKind::UrlControlCharacter.into());
    }
    Ok(())
}

/// The query may hold a signature or a token: an error repeats nothing behind it. Of a URL with an `@` it repeats nothing at
/// all: wherever a password is taken to end, it may go on.
#[cold]
#[inline(never)]
pub(crate) fn url_error(kind: ErrorKind, url: &str, shown: &str) -> Error {
    if url.bytes().any(|byte| byte == b'@') {
        return kind.into();
    }
    let (shown, _) = split_before(shown, |byte| matches!(byte, b'?' | b'#'));
    Error::with_value(kind, shown)
}

/// What is wrong with the authority that `rest` begins with.
#[cold]
#[inline(never)]
fn authority_error(url: &str, rest: &str) -> Error {
    let (authority, _) = split_before(rest, is_authority_end);
    if authority.is_empty() {
        url_error(ErrorKind::UrlInvalid, url, url)
    } else if authority.bytes().any(|byte| byte == b'@') {
        ErrorKind::UrlUserInfo.into()
    } else {
        url_error(ErrorKind::HostInvalid, url, authority)
    }
}

impl Url<'_> {
    /// Appends the host, and the port where it is not the default one, as clients send them in the Host header.
    pub(crate) fn push_host_and_port(&self, out: &mut String) {
        push_lower(out, self.host);
        if let Some(port) = self.port {
            out.push(':');
            push_decimal(out, port.into());
        }
    }
}

fn is_authority_end(byte: u8) -> bool {
    matches!(byte, b'/' | b'?' | b'#')
}

pub(crate) fn is_behind_authority(text: &str) -> bool {
    text.bytes().next().is_none_or(is_authority_end)
}

/// Host, port and what is behind them.
fn split_authority<'a>(text: &'a str, scheme: &str) -> Option<(&'a str, Option<u16>, &'a str)> {
    let (host, rest) = if text.starts_with('[') {
        let (address, _) = split_before(text, |byte| byte == b']');
        let (host, rest) = text.split_at_checked(address.len() + 1)?;
        (is_canonical_ipv6(address.get(1..)?).then_some(host)?, rest)
    } else {
        let (host, rest) = split_before(text, |byte| !is(byte, kind::UNRESERVED));
        (is_dns_name_or_ipv4(host).then_some(host)?, rest)
    };
    let (port, rest) = split_before(rest, is_authority_end);
    let Some(digits) = port.strip_prefix(':') else {
        return port.is_empty().then_some((host, None, rest));
    };
    if digits.is_empty() {
        return Some((host, None, rest));
    }
    // A port may have zeros in front, but not so many.
    let port = decimal(digits).and_then(|port| u16::try_from(port).ok())?;
    Some((host, (default_port(scheme) != Some(port)).then_some(port), rest))
}

/// The port that clients leave out of the Host header.
pub(crate) fn default_port(scheme: &str) -> Option<u16> {
    [("https", 443), ("http", 80), ("wss", 443), ("ws", 80)]
        .iter()
        .find(|(name, _)| scheme.eq_ignore_ascii_case(name))
        .map(|(_, port)| *port)
}

/// A name that the WHATWG URL parser leaves alone, up to its case. A last label that is a number makes a host an IPv4
/// address there, which must then be written in full.
fn is_dns_name_or_ipv4(host: &str) -> bool {
    let (mut last, mut rest) = ("", host);
    while last.is_empty() && !rest.is_empty() {
        (rest, last) = split_last(rest);
    }
    let hex = last.strip_prefix("0x").or_else(|| last.strip_prefix("0X"));
    let is_number = match hex {
        Some(digits) => digits.bytes().all(|byte| byte.is_ascii_hexdigit()),
        None => last.bytes().all(|byte| is(byte, kind::DIGIT)),
    };
    !host.is_empty() && (!is_number || is_ipv4(host))
}

#[inline(never)]
fn is_ipv4(host: &str) -> bool {
    let is_octet = |part: &str| {
        decimal(part).is_some_and(|octet| octet < 256)
            && (part.len() == 1 || !part.starts_with('0'))
    };
    pieces(host, b'.').count() == 4 && pieces(host, b'.').all(is_octet)
}

/// RFC 5952: lower case, no leading zeros, the first longest run of two or more zero groups as `::`.
#[inline(never)]
fn is_canonical_ipv6(text: &str) -> bool {
    let Some(gap) = text.as_bytes().windows(2).position(|pair| pair == b"::") else {
        return ipv6_groups(text).is_some_and(|(count, longest)| count == 8 && longest < 2);
    };
    let (left, right) = (slice(text, 0..gap), slice(text, gap + 2..text.len()));
    let (Some((before, longest_before)), Some((after, longest_after))) =
        (ipv6_groups(left), ipv6_groups(right))
    else {
        return false;
    };
    let hidden = 8usize.saturating_sub(before + after);
    let touches_zero =
        pieces(left, b':').last() == Some("0") || pieces(right, b':').next() == Some("0");
    hidden >= 2 && longest_before < hidden && longest_after <= hidden && !touches_zero
}

/// How many groups there are, and how many zero groups in a row; `None` when one is malformed.
#[inline(never)]
fn ipv6_groups(text: &str) -> Option<(usize, usize)> {
    let (mut count, mut run, mut longest) = (0, 0, 0);
    for group in pieces(text, b':').filter(|_| !text.is_empty()) {
        let has_leading_zero = group.len() > 1 && group.starts_with('0');
        if group.len() > 4 || has_leading_zero || !is_all(group, kind::LOWER_HEX) {
            return None;
        }
        count += 1;
        run = if group == "0" { run + 1 } else { 0 };
        longest = longest.max(run);
    }
    Some((count, longest))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_url_is_split_and_not_rewritten() {
        let url = Url::split("https://Host.example:8443/a/../b?x=1?&y#f?g").unwrap();
        assert_eq!(url.host, "Host.example");
        assert_eq!(url.port, Some(8443));
        assert_eq!(url.path, "/a/../b");
        assert_eq!(url.query, "x=1?&y");
    }

    #[test]
    fn the_default_port_and_an_empty_path_are_normalised() {
        for text in [
            "https://h:443",
            "http://h:80",
            "wss://h:443",
            "ws://h:080",
            "https://h:",
            "https://h#/x",
        ] {
            let url = Url::split(text).unwrap();
            assert_eq!((url.port, url.path, url.query), (None, "/", ""), "{text}");
        }
        assert_eq!(Url::split("http://h:443").unwrap().port, Some(443));
        assert_eq!(Url::split("https://h?a").unwrap().query, "a");
    }

    #[test]
    fn what_is_no_url_is_refused_by_name() {
        for (text, code) in [
            ("", "URL_INVALID"),
            ("/path", "URL_INVALID"),
            ("host/path", "URL_INVALID"),
            ("https:/host", "URL_INVALID"),
            ("https:///path", "URL_INVALID"),
            (" https://host", "URL_INVALID"),
            ("1http://host", "URL_INVALID"),
            ("https://u:p@host/", "URL_USER_INFO"),
            ("https://u@host/", "URL_USER_INFO"),
            ("https://host/a\nb", "URL_CONTROL_CHARACTER"),
            ("https://host/a\rb", "URL_CONTROL_CHARACTER"),
            ("https://host/a\0b", "URL_CONTROL_CHARACTER"),
            ("https://host:99999/", "HOST_INVALID"),
            ("https://host:+80/", "HOST_INVALID"),
            ("https://host:8o/", "HOST_INVALID"),
            ("https://ho st/", "HOST_INVALID"),
            ("https://h%6fst/", "HOST_INVALID"),
            ("https://müller.example/", "HOST_INVALID"),
            ("https://host\\path/", "HOST_INVALID"),
        ] {
            assert_eq!(Url::split(text).unwrap_err().code(), code, "{text:?}");
        }
    }

    #[test]
    fn no_error_repeats_what_may_be_a_password_or_a_query() {
        for (text, value) in [
            ("host/path?X-Amz-Signature=hush", Some("host/path")),
            ("https://ho st/path?X-Amz-Signature=hush", Some("ho st")),
            ("user:hush@host/path", None),
            ("//user:hush@host", None),
            ("https:/user:hush@host", None),
            ("https:///user:hush@host", None),
            ("user:hu?sh@host", None),
            ("https://user:hush@host", None),
            ("https://user:hu/sh@host", None),
            ("https://user:hush/path?email=a@b", None),
        ] {
            assert_eq!(Url::split(text).unwrap_err().value(), value, "{text}");
        }
    }

    #[test]
    fn ip_addresses_are_taken_only_as_clients_send_them() {
        for host in [
            "127.0.0.1",
            "[::1]",
            "[2001:db8::1]",
            "[1:2:3:4:5:6:7:8]",
            "[::]",
            "[1::]",
            "[2001:db8:0:1:1:1:1:1]",
            "[1:0:0:2::3]",
        ] {
            assert_eq!(Url::split(&alloc::format!("http://{host}:9000/")).unwrap().host, host);
        }
        for host in [
            "127.1",
            "0x7f.0.0.1",
            "127.0.0.01",
            "1.2.3.4.5",
            "256.1.1.1",
            "[0:0:0:0:0:0:0:1]",
            "[::0001]",
            "[2001:DB8::1]",
            "[1:2:3:4:5:6:7::8]",
            "[::1",
            "[1::2::3]",
            "[::127.0.0.1]",
            "[1::0:2]",
            "[1:0:0:2:0:0:0:3]",
            "[1:0:0:2:3:4:5:6]",
            "[1:2:3:4:5:6::7]",
            "[1:0:0:2:3::4]",
        ] {
            let error = Url::split(&alloc::format!("http://{host}/")).unwrap_err();
            assert_eq!(error.code(), "HOST_INVALID", "{host}");
        }
    }
}
