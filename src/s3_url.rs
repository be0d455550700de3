//! [`s3_url`]: the wire URL of an S3 object, from its name as it is.

use crate::encode::{STRICT, STRICT_PATH, push_encoded, push_reencoded};
use crate::endpoint::dns_suffix;
use crate::error::{Error, ErrorKind};
use crate::text::{is_all, kind, pieces, push, push_lower, set, slice, split_last};
use crate::url::{Url, url_error};
use alloc::string::String;

const NO_LABEL: &str = "a host has 63 lower-case letters, digits, - at most";

/// An object, or a bucket when the key is `None`.
#[derive(Clone, Copy, Debug, Default)]
pub struct S3Object<'a> {
    /// The bucket's name.
    pub bucket: &'a str,
    /// The object's name, not encoded; never read as a URL.
    pub key: Option<&'a str>,
    /// For AWS, where no endpoint is given.
    pub region: Option<&'a str>,
    /// The origin of an S3-compatible store, with a path if it has one.
    pub endpoint: Option<&'a str>,
    /// Whether the bucket goes into the path; by default only where it cannot go into the host.
    pub path_style: Option<bool>,
    /// Names and values to append, not encoded.
    pub query: &'a [(&'a str, &'a str)],
}

/// The URL of an object as it goes on the wire, in strict encoding.
///
/// ```
/// use sigv4_wasm::{S3Object, s3_url};
///
/// let object = S3Object { bucket: "my-bucket", key: Some("c++ & more.txt"), region: Some("eu-west-1"), ..S3Object::default() };
/// assert_eq!(s3_url(&object)?, "https://my-bucket.s3.eu-west-1.amazonaws.com/c%2B%2B%20%26%20more.txt");
/// # Ok::<(), sigv4_wasm::Error>(())
/// ```
///
/// # Errors
/// [`ErrorKind::BucketInvalid`], [`ErrorKind::EndpointInvalid`], [`ErrorKind::RegionInvalid`] for one that cannot be a part of a
/// host, and [`ErrorKind::RegionUnknown`] without region and endpoint.
pub fn s3_url(object: &S3Object<'_>) -> Result<String, Error> {
    let mut url = String::new();
    push_s3_url(&mut url, object)?;
    Ok(url)
}

pub(crate) fn push_s3_url(out: &mut String, object: &S3Object<'_>) -> Result<(), Error> {
    let bucket = object.bucket;
    if bucket.starts_with('.') || !is_all(bucket, kind::NAME) {
        return Err(Error::with_value(ErrorKind::BucketInvalid, bucket));
    }
    let aws_endpoint;
    let endpoint = match (object.endpoint, object.region) {
        (Some(endpoint), _) => endpoint,
        (None, Some(region)) => {
            aws_endpoint = aws_endpoint_of(bucket, region)?;
            &aws_endpoint
        }
        (None, None) => return Err(ErrorKind::RegionUnknown.into()),
    };
    let has_query = || endpoint.bytes().any(|byte| matches!(byte, b'?' | b'#'));
    let url = Url::split(endpoint).ok().filter(|_| !has_query());
    let url = url.ok_or_else(|| url_error(ErrorKind::EndpointInvalid, endpoint, endpoint))?;
    let fits_host = bucket_fits_host(bucket);
    let https = url.scheme.eq_ignore_ascii_case("https");
    let has_dot = || bucket.bytes().any(|byte| byte == b'.');
    let path_style = object
        .path_style
        .unwrap_or_else(|| !fits_host || is_single_host(url.host) || (https && has_dot()));
    if !path_style && !fits_host {
        return Err(Error::with_more(ErrorKind::BucketInvalid, bucket, NO_LABEL));
    }
    if !path_style && is_ip_address(url.host) {
        return Err(Error::with_more(
            ErrorKind::EndpointInvalid,
            url.host,
            "an IP address holds no bucket",
        ));
    }
    push_lower(out, url.scheme);
    push(out, "://");
    if !path_style {
        push(out, bucket);
        push(out, ".");
    }
    url.push_host_and_port(out);
    let path_end = url.path.bytes().rposition(|byte| byte != b'/').map_or(0, |last| last + 1);
    push_reencoded(out, slice(url.path, 0..path_end), STRICT_PATH);
    if path_style {
        push(out, "/");
        push(out, bucket);
    }
    if object.key.is_some() || !path_style {
        push(out, "/");
    }
    push_encoded(out, object.key.unwrap_or_default(), STRICT_PATH);
    let mut separator = "?";
    for (name, value) in object.query {
        push(out, separator);
        separator = "&";
        push_encoded(out, name, STRICT);
        push(out, "=");
        push_encoded(out, value, STRICT);
    }
    Ok(())
}

/// Amazon S3 User Guide: directory buckets are named `base--zone--x-s3`, their access points `name--zone--xa-s3`, and live
/// on an endpoint of their zone.
fn aws_endpoint_of(bucket: &str, region: &str) -> Result<String, Error> {
    if !is_all(region, kind::LABEL) {
        return Err(Error::with_more(ErrorKind::RegionInvalid, region, NO_LABEL));
    }
    let name = ["--x-s3", "--xa-s3"].iter().find_map(|suffix| bucket.strip_suffix(suffix));
    let zone = name.and_then(|name| {
        let before = name.as_bytes().windows(2).rposition(|pair| pair == b"--")?;
        name.get(before + 2..)
    });
    let [express, zone] = zone.map_or([""; 2], |zone| ["express-", zone]);
    let mut endpoint = String::new();
    set(&mut endpoint, &["https://s3", express, zone, ".", region, ".", dns_suffix(region)]);
    Ok(endpoint)
}

/// Amazon S3 User Guide, "Bucket naming rules": what can be a part of a host name.
fn bucket_fits_host(bucket: &str) -> bool {
    let is_label = |label: &str| {
        is_all(label, kind::LABEL) && !label.starts_with('-') && !label.ends_with('-')
    };
    bucket.len() <= 63 && pieces(bucket, b'.').all(is_label)
}

/// Hosts that have no names below them.
fn is_single_host(host: &str) -> bool {
    is_ip_address(host) || host.eq_ignore_ascii_case("localhost")
}

fn is_ip_address(host: &str) -> bool {
    host.starts_with('[') || is_all(split_last(host).1, kind::DIGIT)
}

#[cfg(test)]
mod tests {
    use super::*;

    const OBJECT: S3Object<'static> = S3Object {
        bucket: "b",
        key: Some("k"),
        region: Some("eu-west-1"),
        endpoint: None,
        path_style: None,
        query: &[],
    };

    #[test]
    fn aws_buckets_go_into_the_host() {
        assert_eq!(s3_url(&OBJECT).unwrap(), "https://b.s3.eu-west-1.amazonaws.com/k");
        let china = S3Object { region: Some("cn-north-1"), ..OBJECT };
        assert_eq!(s3_url(&china).unwrap(), "https://b.s3.cn-north-1.amazonaws.com.cn/k");
        for (region, suffix) in [
            ("us-gov-west-1", "amazonaws.com"),
            ("us-iso-west-1", "c2s.ic.gov"),
            ("us-isob-east-1", "sc2s.sgov.gov"),
            ("eusc-de-east-1", "amazonaws.eu"),
            ("mars-north-1", "amazonaws.com"),
        ] {
            let url = s3_url(&S3Object { region: Some(region), ..OBJECT }).unwrap();
            assert_eq!(url, ["https://b.s3.", region, ".", suffix, "/k"].concat());
        }
        for bucket in ["b--use1-az4--x-s3", "ap--use1-az4--xa-s3"] {
            let express = S3Object { bucket, region: Some("us-east-1"), ..OBJECT };
            let host = [bucket, ".s3express-use1-az4.us-east-1.amazonaws.com"].concat();
            assert_eq!(s3_url(&express).unwrap(), ["https://", &host, "/k"].concat());
        }
    }

    #[test]
    fn a_bucket_that_cannot_be_in_the_host_goes_into_the_path() {
        for (bucket, endpoint, url) in [
            ("b", "http://127.0.0.1:9000", "http://127.0.0.1:9000/b/k"),
            ("b", "http://[::1]:9000/", "http://[::1]:9000/b/k"),
            ("b", "HTTP://LocalHost:9000", "http://localhost:9000/b/k"),
            ("b", "https://host.example/a b/%7e/", "https://b.host.example/a%20b/~/k"),
            ("my.b", "https://host.example", "https://host.example/my.b/k"),
            ("my.b", "http://host.example", "http://my.b.host.example/k"),
            ("My_B", "https://host.example", "https://host.example/My_B/k"),
            ("b", "HTTPS://Host.example:443/base/", "https://b.host.example/base/k"),
            ("b", "https://fra1.digitaloceanspaces.com", "https://b.fra1.digitaloceanspaces.com/k"),
        ] {
            let object = S3Object { bucket, endpoint: Some(endpoint), ..OBJECT };
            assert_eq!(s3_url(&object).unwrap(), url);
        }
    }

    #[test]
    fn keys_are_encoded_and_never_read_as_a_url() {
        for (key, path) in [
            ("photos/c++ & more.txt", "photos/c%2B%2B%20%26%20more.txt"),
            ("100%25?#", "100%2525%3F%23"),
            ("/lead//x/", "/lead//x/"),
            ("a/../b", "a/../b"),
            ("ü!*'()~", "%C3%BC%21%2A%27%28%29~"),
            ("", ""),
        ] {
            let object = S3Object { key: Some(key), ..OBJECT };
            let url = s3_url(&object).unwrap();
            assert_eq!(url, ["https://b.s3.eu-west-1.amazonaws.com/", path].concat());
        }
    }

    #[test]
    fn a_bucket_has_a_url_and_a_query() {
        let list = [("list-type", "2"), ("prefix", "a b/ü")];
        let object = S3Object { key: None, query: &list, ..OBJECT };
        let url = s3_url(&object).unwrap();
        assert_eq!(url, "https://b.s3.eu-west-1.amazonaws.com/?list-type=2&prefix=a%20b%2F%C3%BC");
        let path_style = S3Object { key: None, path_style: Some(true), ..OBJECT };
        assert_eq!(s3_url(&path_style).unwrap(), "https://s3.eu-west-1.amazonaws.com/b");
    }

    #[test]
    fn what_cannot_be_a_url_is_refused_by_name() {
        for bucket in ["", "a/b", "ü", "..", "arn:aws:s3:x", "a b"] {
            let object = S3Object { bucket, ..OBJECT };
            assert_eq!(s3_url(&object).unwrap_err().code(), "BUCKET_INVALID", "{bucket}");
        }
        let upper = S3Object { bucket: "Upper", path_style: Some(false), ..OBJECT };
        assert_eq!(s3_url(&upper).unwrap_err().code(), "BUCKET_INVALID");
        for endpoint in ["host", "https://host?x", "https://u:p@host", "https://host#x", "//host"] {
            let object = S3Object { endpoint: Some(endpoint), ..OBJECT };
            let error = s3_url(&object).unwrap_err();
            assert_eq!(error.code(), "ENDPOINT_INVALID", "{endpoint}");
            assert!(!error.value().is_some_and(|shown| shown.contains("u:p")), "{endpoint}");
        }
        for endpoint in ["http://127.0.0.1:9000", "http://[::1]:9000"] {
            let object = S3Object { endpoint: Some(endpoint), path_style: Some(false), ..OBJECT };
            assert_eq!(s3_url(&object).unwrap_err().code(), "ENDPOINT_INVALID", "{endpoint}");
        }
        let nowhere = S3Object { region: None, ..OBJECT };
        assert_eq!(s3_url(&nowhere).unwrap_err().code(), "REGION_UNKNOWN");
        let region = S3Object { region: Some("evil.example/"), ..OBJECT };
        assert_eq!(s3_url(&region).unwrap_err().code(), "REGION_INVALID");
    }
}
