//! Hosts and types that a signature may have been made for instead.

use super::sent::Sent;
use super::text::{MANY, Search, concat, join};
use crate::endpoint::{Endpoint, is_listed};
use alloc::string::{String, ToString};
use alloc::vec::Vec;

/// Whether a host is one of AWS.
pub fn is_aws(host: &str) -> bool {
    host.has(".amazonaws.") || host.ends_with(".api.aws") || host.ends_with(".on.aws")
}

/// The bucket that a host of Amazon S3 names (virtual-hosted style), where the path is the key alone.
pub fn bucket(host: &str) -> Option<&str> {
    let (bucket, _) = host.cut(".s3").filter(|_| is_aws(host) && !host.has(".vpce."))?;
    Some(bucket)
}

/// Whether two hosts, without ports, are names of one endpoint, each for a bucket or an account of its own.
pub fn is_one_endpoint(host: &str, right: &str) -> bool {
    let [host, right] = [host, right].map(str::to_ascii_lowercase);
    let (labels, mut plain) = (host.list(b'.'), right.list(b'.'));
    let is_alike = labels.len() == plain.len();
    for (label, other) in plain.iter_mut().zip(labels) {
        if *label != other {
            *label = "x";
        }
    }
    let endpoint = Endpoint::from_host(&right);
    let is_same = Endpoint::from_host(&join(&plain, ".")) == endpoint;
    is_alike && endpoint.service.is_some() && is_same
}

/// Signing names by the one that is inferred from their host: MQTT and HTTPS of AWS IoT, the brokers of Amazon MSK, and
/// both versions of Amazon Location's API have their hosts in common.
const ALSO: &str = "\
    iotdata:iotdevicegateway kafka:kafka-cluster geo-maps:geo geo-places:geo geo-routes:geo";

/// Whether a host of this service takes what is signed for the other.
pub fn takes(service: &str, signed: &str) -> bool {
    service == signed || ALSO.pieces(b' ').any(|pair| pair.cut(":") == Some((service, signed)))
}

/// The service whose rules hold at the host of a request: the one that it is signed for, where the host takes several.
pub fn service(sent: &Sent) -> Option<&str> {
    let service = Endpoint::from_host(sent.hostname()).service?;
    let signed = sent.scope.as_ref().map_or("", |scope| scope.service.as_str());
    // MQTT is signed for either name, and by the rules of one.
    let is_mqtt = service == "iotdata" && sent.path == "/mqtt";
    Some(match () {
        () if is_mqtt => "iotdevicegateway",
        () if takes(service, signed) => signed,
        () => service,
    })
}

/// Whether the signing name of a host is known, and not guessed from its label.
pub fn is_known(service: &str) -> bool {
    is_listed(service) || SERVICES.lists(service)
}

/// Other names of the same endpoint: with and without its region, `s3-REGION`, dualstack, without the bucket.
pub fn siblings(host: &str, region: &str) -> Vec<String> {
    let mut all = Vec::new();
    let mut add = |name: String| {
        if name != host && !all.contains(&name) {
            all.push(name);
        }
    };
    let label = concat(&[".", region, "."]);
    let joined = concat(&["-", region, "."]);
    if host.has(&label) && !region.is_empty() {
        let dualstack = concat(&[".dualstack", &label]);
        for other in [".", ".us-east-1.", &joined, &dualstack] {
            add(host.replaced_first(&label, other));
        }
    } else {
        let mut before = 0;
        for label in host.pieces(b'.').take(MANY) {
            before += label.len();
            if let Some((before, after)) = host.split_at_checked(before)
                && !after.is_empty()
            {
                add(concat(&[before, ".", region, after]));
            }
            before += 1;
        }
        add(host.replaced_first(&joined, &label));
        add(host.replaced_first(&joined, "."));
    }
    add(host.replaced_first(".dualstack.", "."));
    add(host.replaced_first("-fips.", "."));
    if let Some((_, rest)) = host.cut(".") {
        add(rest.to_string());
    }
    all
}

/// The endpoints that a service of this name in this region has.
pub fn endpoints(region: &str, service: &str, uri: &str) -> Vec<String> {
    const STORES: [[&str; 2]; 11] = [
        ["s3-", ".amazonaws.com"],
        ["", ".digitaloceanspaces.com"],
        ["s3.", ".backblazeb2.com"],
        ["s3.", ".wasabisys.com"],
        ["s3.wasabisys.com", ""],
        ["storage.googleapis.com", ""],
        ["s3.", ".scw.cloud"],
        ["", ".linodeobjects.com"],
        ["localhost:9000", ""],
        ["127.0.0.1:9000", ""],
        ["minio:9000", ""],
    ];
    let mut all = Vec::from([
        concat(&[service, ".", region, ".amazonaws.com"]),
        concat(&[service, ".amazonaws.com"]),
    ]);
    if service == "s3" {
        for &[before, behind] in &STORES {
            let region = if behind.is_empty() { "" } else { region };
            all.push(concat(&[before, region, behind]));
        }
        let bucket = uri.pieces(b'/').nth(1).unwrap_or_default();
        for at in 0..4 {
            let host = all.get(at).map_or("", String::as_str);
            all.push(concat(&[bucket, ".", host]));
        }
    }
    all
}

/// The usual type of a file by its extension, then the types that clients send by default.
pub fn content_types(uri: &str) -> Vec<&'static str> {
    const BY_EXTENSION: &str = "\
        png:image/png jpg:image/jpeg jpeg:image/jpeg gif:image/gif webp:image/webp \
        svg:image/svg+xml pdf:application/pdf txt:text/plain csv:text/csv html:text/html \
        css:text/css js:text/javascript json:application/json xml:application/xml \
        zip:application/zip gz:application/gzip mp4:video/mp4 mov:video/quicktime \
        mp3:audio/mpeg wav:audio/wav bin:application/octet-stream tar:application/x-tar \
        doc:application/msword md:text/markdown";
    const DEFAULTS: &str = "\
application/octet-stream
application/json
application/x-www-form-urlencoded
application/x-www-form-urlencoded; charset=utf-8
application/x-amz-json-1.0
application/x-amz-json-1.1
text/plain
text/plain;charset=UTF-8
application/xml
binary/octet-stream
application/json; charset=utf-8
";
    let extension = uri.cut_last(".").map_or(uri, |(_, extension)| extension);
    let (mut all, mut every) = (Vec::new(), Vec::new());
    for (known, kind) in BY_EXTENSION.pieces(b' ').filter_map(|pair| pair.cut(":")) {
        every.push(kind);
        if known.eq_ignore_ascii_case(extension) {
            all.push(kind);
        }
    }
    all.extend(DEFAULTS.pieces(b'\n'));
    all.extend(every);
    all
}

/// The regions that code has left in it by default.
pub const REGIONS: &str = "\
    us-east-1 us-east-2 us-west-1 us-west-2 eu-west-1 eu-west-2 eu-west-3 eu-central-1 \
    eu-central-2 eu-north-1 eu-south-1 eu-south-2 ap-south-1 ap-south-2 ap-northeast-1 \
    ap-northeast-2 ap-northeast-3 ap-southeast-1 ap-southeast-2 ap-southeast-3 ap-southeast-4 \
    ap-east-1 ca-central-1 ca-west-1 sa-east-1 me-south-1 me-central-1 af-south-1 il-central-1 \
    us-gov-west-1 us-gov-east-1 cn-north-1 cn-northwest-1 auto default  aws-global";

/// Signing names, and host labels that are mistaken for one.
pub const SERVICES: &str = "\
    s3 execute-api dynamodb iam sts lambda sqs sns ses email es aoss opensearch kms ec2 kinesis \
    firehose bedrock bedrock-runtime apigateway appsync cloudfront route53 logs monitoring \
    events states secretsmanager ssm rekognition textract comprehend translate polly transcribe \
    iotdata iotdevicegateway iot sagemaker glue athena neptune-db host service";
