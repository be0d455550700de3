//! Host inference: from a host name to the signing service and region.
//!
//! Hosts are read from the right: the partition's suffix, the region-shaped label, then the service. The rules are here,
//! the names that the rules alone would get wrong are data in the tables. A host that neither covers is unknown; nothing
//! falls back to `us-east-1`.
//!
//! The size of the signing artefact decides the form: tables are text, and what has several callers stays out of line.

mod table;

use crate::text::{pieces, split_last};
use table::{
    DNS_SUFFIXES, EVERY_REGION, GLOBAL, GLOBAL_IN_AWS, ONE_HOME, PARTITIONS, PLANES,
    PSEUDO_REGIONS, REGION_FIRST, SIGNING_NAMES, STORES, US_EAST_1, look_up,
};

/// What a host tells about the service behind it. Either may be unknown.
///
/// ```
/// use sigv4_wasm::endpoint::Endpoint;
///
/// let endpoint = Endpoint::from_host("bedrock-runtime.eu-west-1.amazonaws.com");
/// assert_eq!((endpoint.service, endpoint.region), (Some("bedrock"), Some("eu-west-1")));
/// assert_eq!(Endpoint::from_host("minio.example.org"), Endpoint { service: None, region: None });
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Endpoint<'h> {
    /// The signing name, as it stands in the credential scope: `s3`, `ses`, `execute-api`.
    pub service: Option<&'h str>,
    /// The signing region, as it stands in the credential scope: `eu-west-1`, `auto`.
    pub region: Option<&'h str>,
}

/// Whether a signing name is one of the tables', and not only a label that stands where services do.
pub(crate) fn is_listed(service: &str) -> bool {
    [SIGNING_NAMES, REGION_FIRST, GLOBAL, GLOBAL_IN_AWS, ONE_HOME].iter().any(|table| {
        pieces(table, b'\n').any(|line| pieces(line, b' ').any(|word| word == service))
    })
}

/// The DNS suffix of the partition that a region belongs to: `amazonaws.com.cn` for `cn-north-1`.
pub(crate) fn dns_suffix(region: &str) -> &'static str {
    let partition = DNS_SUFFIXES.iter().find(|(prefix, _)| region.starts_with(prefix));
    partition.map_or("amazonaws.com", |(_, suffix)| suffix)
}

impl<'h> Endpoint<'h> {
    /// Reads `host`: lower case, no port, no trailing dot. Never fails; what the host does not tell is `None`.
    ///
    /// Some hosts tell only one half: S3 Transfer Acceleration and multi-region access points serve every region
    /// (service `s3`, no region), S3 websites take no signatures (region, no service).
    #[must_use]
    #[inline(never)]
    pub fn from_host(host: &'h str) -> Self {
        if !is_host(host) {
            return Self::of(None, None);
        }
        if let Some((home, name)) = look_up(PARTITIONS, host) {
            // GovCloud shares `api.aws`, so that without a region it tells nothing.
            let is_shared = host.ends_with("api.aws");
            return Self::in_partition(name, home, is_shared);
        }
        let region = store_region(host);
        Self::of(region.map(|_| "s3"), region)
    }

    /// `name` is the host without its partition's suffix: `bucket.s3.eu-west-1`; `home` runs what is global there.
    fn in_partition(name: &'h str, home: &'static str, is_shared: bool) -> Self {
        let (front, last) = split_last(name);
        let (before, label) = split_last(front);
        if is_region(last) {
            return Self::regional(front, last, home);
        }
        if last == "vpce" && is_region(label) {
            // PrivateLink: `[bucket.]vpce-0a1b-2c3d.<service>.<region>.vpce`.
            let dot = before.bytes().position(|byte| byte == b'.');
            let owner = dot.filter(|_| before.starts_with("vpce-"));
            let owner = owner.and_then(|dot| before.get(dot + 1..));
            return Self::regional(owner.unwrap_or(before), label, home);
        }
        if last == "us-gov" && is_region(label) {
            // Amazon Location: `maps.geo.us-gov-east-1.us-gov`.
            return Self::regional(before, label, home);
        }
        if is_region(label)
            && let Some((service, _)) = look_up(REGION_FIRST, last)
        {
            return Self::of(Some(service), Some(label));
        }
        if look_up(EVERY_REGION, name).is_some() {
            return Self::of(Some("s3"), None);
        }
        if let Some((region, _)) = look_up(PSEUDO_REGIONS, last) {
            return Self::global(front, if region == "home" { home } else { region });
        }
        let plain = without_variant(name);
        if !is_shared
            && (look_up(GLOBAL, plain).is_some()
                || (home == US_EAST_1 && look_up(GLOBAL_IN_AWS, plain).is_some()))
        {
            return Self::global(name, home);
        }
        Self::of_older_s3(last)
    }

    /// S3's hosts with one label for service and region: `s3-eu-west-1`, `s3-website-eu-west-1`.
    fn of_older_s3(label: &'h str) -> Self {
        let Some(tail) = label.strip_prefix("s3-") else {
            return Self::of(None, None);
        };
        let (service, region) = match tail.strip_prefix("website-") {
            Some(region) => (None, region),
            None => (Some("s3"), tail.strip_prefix("fips-").unwrap_or(tail)),
        };
        if is_region(region) {
            return Self::of(service, Some(region));
        }
        Self::of(None, None)
    }

    /// A host that names its region.
    fn regional(prefix: &'h str, region: &'h str, home: &'static str) -> Self {
        if home == US_EAST_1
            && !region.starts_with("us-gov-")
            && let Some((service, _)) = look_up(ONE_HOME, without_variant(prefix))
        {
            return Self::of(Some(service), Some(home));
        }
        Self::of(service_of(prefix), Some(region))
    }

    /// A host of a whole partition, signed for the one region that runs the service.
    fn global(prefix: &'h str, home: &'static str) -> Self {
        let found = Self::regional(prefix, home, home);
        match found.service {
            // CodeCatalyst takes bearer tokens, not signatures.
            None | Some("codecatalyst") => Self::of(None, None),
            Some("iam" | "support") if home == "cn-northwest-1" => {
                Self::of(found.service, Some("cn-north-1"))
            }
            Some(_) => found,
        }
    }

    const fn of(service: Option<&'h str>, region: Option<&'h str>) -> Self {
        Self { service, region }
    }
}

/// The signing name for the labels left of the region: `bucket.s3`, `api.sagemaker`, `kms-fips`.
///
/// One label is the service. More are only read where the service is known to give its planes or its customers hosts of
/// their own; `balancer.elb` and `broker-1.mq` take no signatures.
#[inline(never)]
fn service_of(prefix: &str) -> Option<&str> {
    let name = without_variant(prefix);
    if let Some((service, _)) = look_up(SIGNING_NAMES, name) {
        return Some(service);
    }
    let (plane, label) = split_last(name);
    // `s3express-use1-az4`, `s3express-fips-use1-az4`.
    if label.starts_with("s3express-") {
        return Some("s3express");
    }
    // Devices' endpoints, `a1b2-ats.iot`; with more labels (`a1b2.credentials.iot`) they take no signatures.
    if label == "iot" && !plane.is_empty() && split_last(plane).0.is_empty() {
        return Some("iotdata");
    }
    let is_plane = plane.is_empty() || look_up(PLANES, plane).is_some();
    (is_plane && is_service(label)).then_some(label)
}

/// Without what names the variant of an endpoint: `s3-fips.dualstack`, `fips.eks`.
#[inline(never)]
fn without_variant(prefix: &str) -> &str {
    let name = prefix.strip_suffix(".dualstack").unwrap_or(prefix);
    let name = name.strip_suffix("-fips").unwrap_or(name);
    name.strip_prefix("fips.").unwrap_or(name)
}

/// The region of a store beside AWS.
fn store_region(host: &str) -> Option<&str> {
    let (place, name) = look_up(STORES, host)?;
    let (front, last) = split_last(name);
    let is_found = match place {
        "LAST" => last.ends_with(|end: char| end.is_ascii_digit()),
        "AFTER_S3" => split_last(front).1 == "s3",
        fixed => return Some(fixed),
    };
    is_found.then_some(last)
}

/// Whether `host` is made of non-empty labels of letters, digits, `-` and `_`.
fn is_host(host: &str) -> bool {
    let mut previous = b'.';
    host.bytes().all(|byte| {
        let is_empty_label = byte == b'.' && previous == b'.';
        previous = byte;
        !is_empty_label && matches!(byte, b'a'..=b'z' | b'0'..=b'9' | b'.' | b'-' | b'_')
    })
}

/// `eu-west-1`, `us-gov-east-1`, `eusc-de-east-1`: two letters (or `eusc`), one or two words, a number.
///
/// Wider than the `regionRegex` of AWS's partitions.json, which does not know the next continent.
#[inline(never)]
fn is_region(label: &str) -> bool {
    let (mut hyphens, mut letters, mut digits) = (0, 0, 0);
    for byte in label.bytes() {
        match byte {
            b'a'..=b'z' if digits == 0 => letters += 1,
            b'0'..=b'9' if letters == 0 && hyphens >= 2 => digits += 1,
            b'-' if hyphens == 0 && letters != 2 && !label.starts_with("eusc-") => return false,
            b'-' if letters > 0 => {
                hyphens += 1;
                letters = 0;
            }
            _ => return false,
        }
    }
    matches!((hyphens, digits), (2 | 3, 1 | 2))
}

/// Whether a label may be a service's, and is not a website, an endpoint's id or a misplaced region.
fn is_service(label: &str) -> bool {
    label.starts_with(|first: char| first.is_ascii_lowercase())
        && label != "s3-website"
        && !label.starts_with("vpce-")
        && !is_region(label)
}
