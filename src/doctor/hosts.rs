//! Hosts and types that a signature may have been made for instead.

use alloc::format;
use alloc::string::{String, ToString};
use alloc::vec::Vec;

/// Other names of the same endpoint: with and without its region, `s3-REGION`, dualstack, without the bucket.
pub fn siblings(host: &str, region: &str) -> Vec<String> {
    let mut all = Vec::new();
    let mut add = |name: String| {
        if name != host && !all.contains(&name) {
            all.push(name);
        }
    };
    let label = format!(".{region}.");
    if host.contains(&label) && !region.is_empty() {
        add(host.replacen(&label, ".", 1));
        add(host.replacen(&label, ".us-east-1.", 1));
        add(host.replacen(&label, &format!("-{region}."), 1));
        add(host.replacen(&label, &format!(".dualstack.{region}."), 1));
    } else {
        for (at, _) in host.match_indices('.') {
            let (before, after) = host.split_at(at);
            add(format!("{before}.{region}{after}"));
        }
        add(host.replacen(&format!("-{region}."), &label, 1));
        add(host.replacen(&format!("-{region}."), ".", 1));
    }
    add(host.replacen(".dualstack.", ".", 1));
    add(host.replacen("-fips.", ".", 1));
    if let Some((_, rest)) = host.split_once('.') {
        add(rest.to_string());
    }
    all
}

/// The endpoints that a service of this name in this region has.
pub fn endpoints(region: &str, service: &str, uri: &str) -> Vec<String> {
    let mut all: Vec<String> = Vec::new();
    for name in [format!("{service}.{region}.amazonaws.com"), format!("{service}.amazonaws.com")] {
        all.push(name);
    }
    if service == "s3" {
        all.push(format!("s3-{region}.amazonaws.com"));
        all.push(format!("{region}.digitaloceanspaces.com"));
        all.push(format!("s3.{region}.backblazeb2.com"));
        all.push(format!("s3.{region}.wasabisys.com"));
        all.push("s3.wasabisys.com".to_string());
        all.push("storage.googleapis.com".to_string());
        all.push(format!("s3.{region}.scw.cloud"));
        all.push(format!("{region}.linodeobjects.com"));
        for local in ["localhost", "127.0.0.1", "minio"] {
            all.push(format!("{local}:9000"));
        }
        let bucket = uri.split('/').nth(1).unwrap_or_default();
        let virtual_hosted: Vec<String> =
            all.iter().take(4).map(|host| format!("{bucket}.{host}")).collect();
        all.extend(virtual_hosted);
    }
    all
}

/// The usual type of a file by its extension, then the types that clients send by default.
pub fn content_types(uri: &str) -> Vec<String> {
    const BY_EXTENSION: [(&str, &str); 24] = [
        ("png", "image/png"),
        ("jpg", "image/jpeg"),
        ("jpeg", "image/jpeg"),
        ("gif", "image/gif"),
        ("webp", "image/webp"),
        ("svg", "image/svg+xml"),
        ("pdf", "application/pdf"),
        ("txt", "text/plain"),
        ("csv", "text/csv"),
        ("html", "text/html"),
        ("css", "text/css"),
        ("js", "text/javascript"),
        ("json", "application/json"),
        ("xml", "application/xml"),
        ("zip", "application/zip"),
        ("gz", "application/gzip"),
        ("mp4", "video/mp4"),
        ("mov", "video/quicktime"),
        ("mp3", "audio/mpeg"),
        ("wav", "audio/wav"),
        ("bin", "application/octet-stream"),
        ("tar", "application/x-tar"),
        ("doc", "application/msword"),
        ("md", "text/markdown"),
    ];
    const DEFAULTS: [&str; 12] = [
        "application/octet-stream",
        "application/json",
        "application/x-www-form-urlencoded",
        "application/x-www-form-urlencoded; charset=utf-8",
        "application/x-amz-json-1.0",
        "application/x-amz-json-1.1",
        "text/plain",
        "text/plain;charset=UTF-8",
        "application/xml",
        "binary/octet-stream",
        "application/json; charset=utf-8",
        "",
    ];
    let extension = uri.rsplit('.').next().unwrap_or_default().to_ascii_lowercase();
    let by_extension =
        BY_EXTENSION.iter().filter(|(known, _)| *known == extension).map(|(_, kind)| *kind);
    let every = BY_EXTENSION.iter().map(|(_, kind)| *kind);
    by_extension.chain(DEFAULTS).chain(every).map(ToString::to_string).collect()
}

/// The regions that code has left in it by default.
pub const REGIONS: [&str; 37] = [
    "us-east-1",
    "us-east-2",
    "us-west-1",
    "us-west-2",
    "eu-west-1",
    "eu-west-2",
    "eu-west-3",
    "eu-central-1",
    "eu-central-2",
    "eu-north-1",
    "eu-south-1",
    "eu-south-2",
    "ap-south-1",
    "ap-south-2",
    "ap-northeast-1",
    "ap-northeast-2",
    "ap-northeast-3",
    "ap-southeast-1",
    "ap-southeast-2",
    "ap-southeast-3",
    "ap-southeast-4",
    "ap-east-1",
    "ca-central-1",
    "ca-west-1",
    "sa-east-1",
    "me-south-1",
    "me-central-1",
    "af-south-1",
    "il-central-1",
    "us-gov-west-1",
    "us-gov-east-1",
    "cn-north-1",
    "cn-northwest-1",
    "auto",
    "default",
    "",
    "aws-global",
];

/// Signing names, and host labels that are mistaken for one.
pub const SERVICES: [&str; 44] = [
    "s3",
    "execute-api",
    "dynamodb",
    "iam",
    "sts",
    "lambda",
    "sqs",
    "sns",
    "ses",
    "email",
    "es",
    "aoss",
    "opensearch",
    "kms",
    "ec2",
    "kinesis",
    "firehose",
    "bedrock",
    "bedrock-runtime",
    "apigateway",
    "appsync",
    "cloudfront",
    "route53",
    "logs",
    "monitoring",
    "events",
    "states",
    "secretsmanager",
    "ssm",
    "rekognition",
    "textract",
    "comprehend",
    "translate",
    "polly",
    "transcribe",
    "iotdata",
    "iotdevicegateway",
    "iot",
    "sagemaker",
    "glue",
    "athena",
    "neptune-db",
    "host",
    "service",
];
