//! Host inference: from a host name to the signing service and region.
//!
//! Hosts are read from the right: the partition's suffix, the region-shaped label, then the service. The rules are here,
//! the names that the rules alone would get wrong are data in [`table`]. A host that neither covers is unknown; nothing
//! falls back to `us-east-1`.

mod table;

use table::{
    GLOBAL, GLOBAL_IN_AWS, ONE_HOME, PARTITIONS, Partition, Place, REGION_FIRST, SIGNING_NAMES,
    STORES, US_EAST_1,
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

impl<'h> Endpoint<'h> {
    /// Reads `host`: lower case, no port, no trailing dot. Never fails; what the host does not tell is `None`.
    ///
    /// Some hosts tell only one half: S3 Transfer Acceleration and multi-region access points serve every region
    /// (service `s3`, no region), S3 websites take no signatures (region, no service).
    #[must_use]
    pub fn from_host(host: &'h str) -> Self {
        if host.split('.').any(str::is_empty) {
            return Self::of(None, None);
        }
        if let Some((partition, name)) = PARTITIONS
            .iter()
            .find_map(|partition| Some((partition, under(host, partition.suffix)?)))
        {
            return Self::in_partition(name, partition);
        }
        let region = STORES.iter().find_map(|(suffix, place)| {
            let name = if host == *suffix {
                ""
            } else {
                under(host, suffix)?
            };
            store_region(name, *place)
        });
        Self::of(region.map(|_| "s3"), region)
    }

    /// `name` is the host without its partition's suffix: `bucket.s3.eu-west-1`.
    fn in_partition(name: &'h str, partition: &'static Partition) -> Self {
        let (front, last) = split_last(name);
        let (before, label) = split_last(front);
        match last {
            region if is_region(region) => Self::regional(front, region, partition),
            // PrivateLink: `[bucket.]vpce-0a1b-2c3d.<service>.<region>.vpce`.
            "vpce" if is_region(label) => {
                let owner = match before.split_once('.') {
                    Some((id, owner)) if id.starts_with("vpce-") => owner,
                    _ => before,
                };
                Self::regional(owner, label, partition)
            }
            // GovCloud's global services, and Location's `maps.geo.us-gov-east-1.us-gov`.
            "us-gov" if is_region(label) => Self::regional(before, label, partition),
            "us-gov" | "aws-us-gov-global" => Self::global(front, "us-gov-west-1"),
            "global" => Self::global(front, partition.region),
            pseudo if pseudo.starts_with("aws-") && pseudo.ends_with("-global") => {
                Self::global(front, partition.region)
            }
            _ => Self::without_region_last(name, partition),
        }
    }

    /// The older hosts: the region before the service, within the service's label, or only implied.
    fn without_region_last(name: &'h str, partition: &'static Partition) -> Self {
        let (front, last) = split_last(name);
        let (_, label) = split_last(front);
        if is_region(label)
            && let Some((_, service)) = REGION_FIRST.iter().find(|(owner, _)| *owner == last)
        {
            return Self::of(Some(service), Some(label));
        }
        match (label, last) {
            // These serve buckets of every region.
            (_, "s3-accelerate")
            | ("s3-accelerate", "dualstack")
            | ("accesspoint", "s3-global") => {
                return Self::of(Some("s3"), None);
            }
            _ => {}
        }
        if let Some(region) = last.strip_prefix("s3-website-").filter(|r| is_region(r)) {
            return Self::of(None, Some(region));
        }
        if let Some(tail) = last.strip_prefix("s3-") {
            let region = tail.strip_prefix("fips-").unwrap_or(tail);
            if is_region(region) {
                return Self::of(Some("s3"), Some(region));
            }
        }
        // GovCloud shares `api.aws`, so that without a region it tells nothing.
        let plain = without_variant(name);
        let is_aws = partition.suffix == "amazonaws.com";
        let is_global = partition.suffix != "api.aws" && any_matches(GLOBAL, plain);
        if is_global || (is_aws && any_matches(GLOBAL_IN_AWS, plain)) {
            return Self::global(name, partition.region);
        }
        Self::of(None, None)
    }

    /// A host that names its region.
    fn regional(prefix: &'h str, region: &'h str, partition: &'static Partition) -> Self {
        let is_commercial = partition.region == US_EAST_1 && !region.starts_with("us-gov-");
        match one_home(prefix).filter(|_| is_commercial) {
            Some(service) => Self::of(Some(service), Some(US_EAST_1)),
            None => Self::of(service_of(prefix), Some(region)),
        }
    }

    /// A host of a whole partition, signed for the one region that runs the service.
    fn global(prefix: &'h str, home: &'static str) -> Self {
        let service = one_home(prefix)
            .filter(|_| home == US_EAST_1)
            .or_else(|| service_of(prefix));
        match service {
            // CodeCatalyst takes bearer tokens, not signatures.
            None | Some("codecatalyst") => Self::of(None, None),
            Some("iam" | "support") if home == "cn-northwest-1" => {
                Self::of(service, Some("cn-north-1"))
            }
            Some(_) => Self::of(service, Some(home)),
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
fn service_of(prefix: &str) -> Option<&str> {
    let name = without_variant(prefix);
    if let Some((service, _)) = SIGNING_NAMES
        .iter()
        .find(|(_, hosts)| any_matches(hosts, name))
    {
        return Some(service);
    }
    let (plane, label) = split_last(name);
    // `s3express-use1-az4`, `s3express-control`.
    if label.starts_with("s3express-") {
        return Some("s3express");
    }
    // Devices' endpoints, `a1b2-ats.iot`; with more labels (`a1b2.credentials.iot`) they take no signatures.
    if label == "iot" && !plane.is_empty() && !plane.contains('.') {
        return Some("iotdata");
    }
    let is_plane = matches!(
        plane,
        "" | "api" | "controlplane" | "data" | "dataplane" | "runtime"
    );
    (is_plane && is_service(label)).then_some(label)
}

/// The signing name, for a host of the commercial partition that is signed for `us-east-1` whatever region it carries.
fn one_home(prefix: &str) -> Option<&'static str> {
    let name = without_variant(prefix);
    let (_, service) = ONE_HOME.iter().find(|(host, _)| *host == name)?;
    Some(service)
}

/// Without what names the variant of an endpoint: `s3-fips.dualstack`, `fips.eks`.
fn without_variant(prefix: &str) -> &str {
    let name = prefix.strip_suffix(".dualstack").unwrap_or(prefix);
    let name = name.strip_suffix("-fips").unwrap_or(name);
    name.strip_prefix("fips.").unwrap_or(name)
}

/// Whether one of the space-separated `patterns` is `name`. A leading `*` stands for anything, `*.` also for nothing.
fn any_matches(patterns: &str, name: &str) -> bool {
    patterns
        .split(' ')
        .any(|pattern| match pattern.strip_prefix('*') {
            None => pattern == name,
            Some(tail) => name.ends_with(tail) || tail.strip_prefix('.') == Some(name),
        })
}

/// The labels up to the last one, and the last one.
fn split_last(name: &str) -> (&str, &str) {
    name.rsplit_once('.').unwrap_or(("", name))
}

/// `name` of `name.suffix`.
fn under<'h>(host: &'h str, suffix: &str) -> Option<&'h str> {
    host.strip_suffix(suffix)?.strip_suffix('.')
}

/// `eu-west-1`, `us-gov-east-1`, `eusc-de-east-1`: two letters (or `eusc`), one or two words, a number.
///
/// Wider than the `regionRegex` of AWS's partitions.json, which does not know the next continent.
fn is_region(label: &str) -> bool {
    let is_letters = |part: &str| !part.is_empty() && part.bytes().all(|b| b.is_ascii_lowercase());
    let mut parts = label.split('-');
    let area = parts.next().unwrap_or("");
    let number = parts.next_back().unwrap_or("");
    ((area.len() == 2 && is_letters(area)) || area == "eusc")
        && (1..=2).contains(&parts.clone().count())
        && parts.all(is_letters)
        && (1..=2).contains(&number.len())
        && number.bytes().all(|b| b.is_ascii_digit())
}

/// Whether a label may be a service's, and is not a website, an endpoint's id or a misplaced region.
fn is_service(label: &str) -> bool {
    label.starts_with(|first: char| first.is_ascii_lowercase())
        && label
            .bytes()
            .all(|b| matches!(b, b'a'..=b'z' | b'0'..=b'9' | b'-'))
        && label != "s3-website"
        && !label.starts_with("vpce-")
        && !is_region(label)
}

/// The region of a store beside AWS; `name` is the host without the store's suffix.
fn store_region(name: &str, place: Place) -> Option<&str> {
    let (front, last) = split_last(name);
    let region = match place {
        Place::Fixed(region) => Some(region),
        Place::Last => Some(last).filter(|l| l.ends_with(|c: char| c.is_ascii_digit())),
        Place::AfterS3 => Some(last).filter(|_| split_last(front).1 == "s3"),
    };
    region.filter(|region| !region.is_empty())
}
