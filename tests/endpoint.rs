//! Host inference: AWS's own endpoints by the list, every family of hosts by its rule, and hosts made to mislead.
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing)]

use proptest::prelude::*;
use sigv4_wasm::endpoint::Endpoint;

/// Asserts `(host, service, region)` rows; `-` is unknown.
#[track_caller]
fn assert_rows(rows: &[(&str, &str, &str)]) {
    for &(host, service, region) in rows {
        let endpoint = Endpoint::from_host(host);
        let found = (endpoint.service.unwrap_or("-"), endpoint.region.unwrap_or("-"));
        assert_eq!(found, (service, region), "{host}");
    }
}

#[track_caller]
fn assert_unknown(hosts: &[&str]) {
    for host in hosts {
        assert_rows(&[(host, "-", "-")]);
    }
}

/// Asserts that every host of a file of `tests/data` is inferred as it says.
#[track_caller]
fn assert_right(file: &str, count: usize) {
    let file: serde_json::Value = serde_json::from_str(file).unwrap();
    let hosts = file["hosts"].as_array().unwrap();
    let (mut right, mut refused, mut wrong) = (0, Vec::new(), Vec::new());
    for row in hosts {
        let (host, service, region) =
            (row[0].as_str().unwrap(), row[1].as_str().unwrap(), row[2].as_str().unwrap());
        let found = Endpoint::from_host(host);
        match (found.service, found.region) {
            (Some(s), Some(r)) if (s, r) == (service, region) => right += 1,
            (s, r) if s.is_some_and(|s| s != service) || r.is_some_and(|r| r != region) => {
                wrong.push((host, found));
            }
            _ => refused.push(host),
        }
    }
    println!("{right} right, {} refused, {} wrong of {}", refused.len(), wrong.len(), hosts.len());
    println!("refused: {refused:#?}");
    assert_eq!(hosts.len(), count);
    assert!(wrong.is_empty(), "wrong: {wrong:#?}");
    assert_eq!(right, hosts.len(), "of all hosts");
}

#[test]
fn endpoints_of_aws_are_right_or_refused() {
    assert_right(include_str!("data/hosts.json"), 1415);
}

#[test]
fn operations_with_a_host_of_their_own_are_right() {
    assert_right(include_str!("data/operation-hosts.json"), 220);
}

#[test]
fn the_label_before_the_region_is_the_service() {
    assert_rows(&[
        ("dynamodb.eu-west-1.amazonaws.com", "dynamodb", "eu-west-1"),
        ("dynamodb.us-east-1.api.aws", "dynamodb", "us-east-1"),
        ("kms.us-gov-east-1.amazonaws.com", "kms", "us-gov-east-1"),
        ("lambda.cn-north-1.amazonaws.com.cn", "lambda", "cn-north-1"),
        ("lambda.cn-north-1.api.amazonwebservices.com.cn", "lambda", "cn-north-1"),
        ("sqs.eusc-de-east-1.amazonaws.eu", "sqs", "eusc-de-east-1"),
        ("sqs.eusc-de-east-1.api.amazonwebservices.eu", "sqs", "eusc-de-east-1"),
        ("sqs.us-iso-east-1.c2s.ic.gov", "sqs", "us-iso-east-1"),
        ("sqs.us-iso-west-1.api.aws.ic.gov", "sqs", "us-iso-west-1"),
        ("sqs.us-isob-east-1.sc2s.sgov.gov", "sqs", "us-isob-east-1"),
        ("sqs.us-isob-east-1.api.aws.scloud", "sqs", "us-isob-east-1"),
        ("sqs.eu-isoe-west-1.cloud.adc-e.uk", "sqs", "eu-isoe-west-1"),
        ("sqs.eu-isoe-west-1.api.cloud-aws.adc-e.uk", "sqs", "eu-isoe-west-1"),
        ("sqs.us-isof-south-1.csp.hci.ic.gov", "sqs", "us-isof-south-1"),
        ("sqs.us-isof-south-1.api.aws.hci.ic.gov", "sqs", "us-isof-south-1"),
        ("monitoring.mx-central-1.amazonaws.com", "monitoring", "mx-central-1"),
    ]);
}

#[test]
fn fips_is_a_variant_and_no_part_of_the_service() {
    assert_rows(&[
        ("kms-fips.us-east-1.amazonaws.com", "kms", "us-east-1"),
        ("fips.eks.us-east-1.amazonaws.com", "eks", "us-east-1"),
        ("fips.transcribe.us-gov-west-1.amazonaws.com", "transcribe", "us-gov-west-1"),
        ("api-fips.sagemaker.us-east-1.amazonaws.com", "sagemaker", "us-east-1"),
        ("runtime.sagemaker-fips.us-east-1.amazonaws.com", "sagemaker", "us-east-1"),
        ("streams.dynamodb-fips.us-east-1.amazonaws.com", "dynamodb", "us-east-1"),
        ("runtime-fips.lex.us-east-1.amazonaws.com", "lex", "us-east-1"),
    ]);
}

#[test]
fn some_labels_have_another_signing_name() {
    assert_rows(&[
        ("email.eu-west-1.amazonaws.com", "ses", "eu-west-1"),
        ("bedrock-runtime.us-east-1.amazonaws.com", "bedrock", "us-east-1"),
        ("bedrock-agent-runtime.us-east-1.amazonaws.com", "bedrock", "us-east-1"),
        ("bedrock-agentcore.us-east-1.amazonaws.com", "bedrock-agentcore", "us-east-1"),
        ("bedrock-agentcore-control.us-east-1.amazonaws.com", "bedrock-agentcore", "us-east-1"),
        ("runtime.sagemaker.us-west-2.amazonaws.com", "sagemaker", "us-west-2"),
        ("personalize-runtime.us-east-1.amazonaws.com", "personalize", "us-east-1"),
        ("session.qldb.eu-west-1.amazonaws.com", "qldb", "eu-west-1"),
        ("monitoring.eu-west-1.amazonaws.com", "monitoring", "eu-west-1"),
        ("metering.marketplace.us-east-1.amazonaws.com", "aws-marketplace", "us-east-1"),
        ("meetings-chime.eu-central-1.amazonaws.com", "chime", "eu-central-1"),
        (
            "gw-1.gateway.bedrock-agentcore.us-east-1.amazonaws.com",
            "bedrock-agentcore",
            "us-east-1",
        ),
        ("runtime-v2-lex.eu-west-1.amazonaws.com", "lex", "eu-west-1"),
        ("oidc.us-east-1.amazonaws.com", "sso-oauth", "us-east-1"),
        ("portal.sso.us-east-1.amazonaws.com", "awsssoportal", "us-east-1"),
        ("participant.connect.us-east-1.amazonaws.com", "execute-api", "us-east-1"),
        ("git-codecommit.us-east-2.amazonaws.com", "codecommit", "us-east-2"),
        ("aps-workspaces.us-east-1.amazonaws.com", "aps", "us-east-1"),
        ("maps.geo.us-gov-west-1.us-gov.amazonaws.com", "geo-maps", "us-gov-west-1"),
        ("data.iotevents.us-east-1.amazonaws.com", "ioteventsdata", "us-east-1"),
        ("sync-states.us-east-1.amazonaws.com", "states", "us-east-1"),
        ("streaming-logs.us-east-1.amazonaws.com", "logs", "us-east-1"),
        ("query-lakeformation.us-east-1.amazonaws.com", "lakeformation", "us-east-1"),
        ("control-storage-omics.us-east-1.amazonaws.com", "omics", "us-east-1"),
        ("health-agent.us-east-1.amazonaws.com", "health-agent", "us-east-1"),
    ]);
}

#[test]
fn planes_and_customers_have_hosts_of_their_own() {
    assert_rows(&[
        ("abc123.execute-api.eu-west-1.amazonaws.com", "execute-api", "eu-west-1"),
        ("abc123-vpce-0a1b.execute-api.eu-west-1.amazonaws.com", "execute-api", "eu-west-1"),
        ("abcdefg.lambda-url.eu-west-1.on.aws", "lambda", "eu-west-1"),
        ("xyz.appsync-api.us-east-1.amazonaws.com", "appsync", "us-east-1"),
        ("xyz.appsync-realtime-api.us-east-1.amazonaws.com", "appsync", "us-east-1"),
        ("123456789012.dkr.ecr.us-east-1.amazonaws.com", "ecr", "us-east-1"),
        ("123456789012.dkr.ecr-fips.us-east-1.amazonaws.com", "ecr", "us-east-1"),
        ("123456789012.dkr-ecr.us-east-1.on.aws", "ecr", "us-east-1"),
        ("api.ecr.us-east-1.amazonaws.com", "ecr", "us-east-1"),
        ("abc.data.mediastore.us-west-2.amazonaws.com", "mediastore", "us-west-2"),
        ("s-1234abcd.kinesisvideo.us-west-2.amazonaws.com", "kinesisvideo", "us-west-2"),
        ("query-cell2.timestream.us-east-1.amazonaws.com", "timestream", "us-east-1"),
        ("ingest.timestream.us-east-1.amazonaws.com", "timestream", "us-east-1"),
        ("123456789012.ddb.us-east-1.amazonaws.com", "dynamodb", "us-east-1"),
        ("cp.tracking.geo.eu-west-1.amazonaws.com", "geo", "eu-west-1"),
        ("maps.geo.eu-west-1.amazonaws.com", "geo-maps", "eu-west-1"),
        ("management.deadline.us-west-2.amazonaws.com", "deadline", "us-west-2"),
        ("svc-0a.7d67968.vpc-lattice-svcs.us-west-2.on.aws", "vpc-lattice-svcs", "us-west-2"),
        ("abc.dsql.us-east-1.on.aws", "dsql", "us-east-1"),
        (
            "nd-1a.ethereum.managedblockchain.us-east-1.amazonaws.com",
            "managedblockchain",
            "us-east-1",
        ),
    ]);
}

#[test]
fn customers_hosts_may_have_the_region_before_the_service() {
    assert_rows(&[
        ("search-logs-1a2b.eu-west-1.es.amazonaws.com", "es", "eu-west-1"),
        ("vpc-logs-1a2b.cn-north-1.es.amazonaws.com.cn", "es", "cn-north-1"),
        ("search-logs-1a2b.aos.eu-west-1.on.aws", "es", "eu-west-1"),
        ("1a2b3c.us-east-1.aoss.amazonaws.com", "aoss", "us-east-1"),
        ("aoss.us-east-1.amazonaws.com", "aoss", "us-east-1"),
        ("doc-movies-1a2b.us-east-1.cloudsearch.amazonaws.com", "cloudsearch", "us-east-1"),
        ("us-east-2.queue.amazonaws.com", "sqs", "us-east-2"),
        ("cn-north-1.queue.amazonaws.com.cn", "sqs", "cn-north-1"),
        ("eu-west-1.elasticmapreduce.amazonaws.com", "elasticmapreduce", "eu-west-1"),
        ("db.cluster-1a2b.us-east-1.neptune.amazonaws.com", "neptune-db", "us-east-1"),
        ("db.1a2b.us-east-1.rds.amazonaws.com", "rds-db", "us-east-1"),
    ]);
}

#[test]
fn devices_endpoints_of_iot_are_signed_as_iotdata() {
    assert_rows(&[
        ("iot.us-east-1.amazonaws.com", "iot", "us-east-1"),
        ("a1b2c3-ats.iot.us-east-1.amazonaws.com", "iotdata", "us-east-1"),
        ("a1b2c3.iot.us-east-1.amazonaws.com", "iotdata", "us-east-1"),
        ("data-ats.iot.us-east-1.amazonaws.com", "iotdata", "us-east-1"),
        ("data.iot-fips.us-east-1.amazonaws.com", "iotdata", "us-east-1"),
        ("a1b2c3.ats.iot.cn-north-1.amazonaws.com.cn", "iotdata", "cn-north-1"),
        ("a1b2c3.jobs.iot.us-east-1.amazonaws.com", "iot-jobs-data", "us-east-1"),
        ("api.tunneling.iot.us-east-1.amazonaws.com", "IoTSecuredTunneling", "us-east-1"),
        ("a1b2c3.credentials.iot.us-east-1.amazonaws.com", "-", "us-east-1"),
    ]);
}

#[test]
fn global_services_are_signed_for_their_partitions_region() {
    assert_rows(&[
        ("iam.amazonaws.com", "iam", "us-east-1"),
        ("sts.amazonaws.com", "sts", "us-east-1"),
        ("cloudfront.amazonaws.com", "cloudfront", "us-east-1"),
        ("route53.amazonaws.com", "route53", "us-east-1"),
        ("route53-fips.amazonaws.com", "route53", "us-east-1"),
        ("global.health.amazonaws.com", "health", "us-east-1"),
        ("importexport.amazonaws.com", "IngestionService", "us-east-1"),
        ("queue.amazonaws.com", "sqs", "us-east-1"),
        ("ec2.amazonaws.com", "ec2", "us-east-1"),
        ("iam.global.api.aws", "iam", "us-east-1"),
        ("organizations.aws-global.api.aws", "organizations", "us-east-1"),
        ("account-fips.aws-global.amazonaws.com", "account", "us-east-1"),
        ("organizations.us-east-1.amazonaws.com", "organizations", "us-east-1"),
        ("iam.us-gov.amazonaws.com", "iam", "us-gov-west-1"),
        ("route53.us-gov.amazonaws.com", "route53", "us-gov-west-1"),
        ("sts.us-gov-east-1.amazonaws.com", "sts", "us-gov-east-1"),
        ("route53-fips.aws-us-gov-global.api.aws", "route53", "us-gov-west-1"),
        ("route53.amazonaws.com.cn", "route53", "cn-northwest-1"),
        ("iam.amazonaws.com.cn", "iam", "cn-north-1"),
        ("support.aws-cn-global.amazonaws.com.cn", "support", "cn-north-1"),
        ("iam.amazonaws.eu", "iam", "eusc-de-east-1"),
        ("iam.c2s.ic.gov", "iam", "us-iso-east-1"),
        ("iam.sc2s.sgov.gov", "iam", "us-isob-east-1"),
        ("iam.cloud.adc-e.uk", "iam", "eu-isoe-west-1"),
        ("iam.csp.hci.ic.gov", "iam", "us-isof-south-1"),
        ("shield.ap-southeast-2.api.aws", "shield", "ap-southeast-2"),
        ("waf.eu-west-1.api.aws", "waf", "eu-west-1"),
        ("savingsplans-fips.eu-west-1.amazonaws.com", "savingsplans", "eu-west-1"),
        ("importexport-fips.eu-west-1.amazonaws.com", "IngestionService", "us-east-1"),
        ("api.sustainability.eu-west-1.api.aws", "sustainability", "us-east-1"),
        ("shield.us-gov-west-1.amazonaws.com", "shield", "us-gov-west-1"),
    ]);
}

#[test]
fn s3_has_many_hosts() {
    assert_rows(&[
        ("s3.amazonaws.com", "s3", "us-east-1"),
        ("bucket.s3.amazonaws.com", "s3", "us-east-1"),
        ("s3-external-1.amazonaws.com", "s3", "us-east-1"),
        ("bucket.s3-external-1.amazonaws.com", "s3", "us-east-1"),
        ("s3.eu-west-1.amazonaws.com", "s3", "eu-west-1"),
        ("a.dotted.bucket.s3.eu-west-1.amazonaws.com", "s3", "eu-west-1"),
        ("s3-eu-west-1.amazonaws.com", "s3", "eu-west-1"),
        ("bucket.s3-eu-west-1.amazonaws.com", "s3", "eu-west-1"),
        ("s3-fips-us-gov-west-1.amazonaws.com", "s3", "us-gov-west-1"),
        ("s3.cn-north-1.amazonaws.com.cn", "s3", "cn-north-1"),
        ("s3.dualstack.eu-west-1.amazonaws.com", "s3", "eu-west-1"),
        ("bucket.s3.dualstack.eu-west-1.amazonaws.com", "s3", "eu-west-1"),
        ("bucket.s3-fips.us-gov-west-1.amazonaws.com", "s3", "us-gov-west-1"),
        ("bucket.s3-fips.dualstack.us-east-1.amazonaws.com", "s3", "us-east-1"),
        ("ap-123456789012.s3-accesspoint.us-west-2.amazonaws.com", "s3", "us-west-2"),
        ("123456789012.s3-control.us-west-2.amazonaws.com", "s3", "us-west-2"),
        (
            "ol-123456789012.s3-object-lambda.us-west-2.amazonaws.com",
            "s3-object-lambda",
            "us-west-2",
        ),
        ("ap-123456789012.op-0123.s3-outposts.us-west-2.amazonaws.com", "s3-outposts", "us-west-2"),
        ("s3-outposts.us-west-2.amazonaws.com", "s3-outposts", "us-west-2"),
        ("b--use1-az4--x-s3.s3express-use1-az4.us-east-1.amazonaws.com", "s3express", "us-east-1"),
        (
            "b--use1-az4--x-s3.s3express-fips-use1-az4.dualstack.us-east-1.amazonaws.com",
            "s3express",
            "us-east-1",
        ),
        ("s3express-control.us-west-2.amazonaws.com", "s3express", "us-west-2"),
        ("b--use1-az4--x-s3.s3express-control.us-east-1.amazonaws.com", "s3express", "us-east-1"),
        ("s3tables.us-east-1.amazonaws.com", "s3tables", "us-east-1"),
        ("s3vectors.us-east-1.api.aws", "s3vectors", "us-east-1"),
    ]);
}

#[test]
fn s3_hosts_of_every_region_have_no_region() {
    assert_rows(&[
        ("bucket.s3-accelerate.amazonaws.com", "s3", "-"),
        ("bucket.s3-accelerate.dualstack.amazonaws.com", "s3", "-"),
        ("mfzwi23gnjvgw.mrap.accesspoint.s3-global.amazonaws.com", "s3", "-"),
    ]);
}

#[test]
fn websites_take_no_signatures() {
    assert_rows(&[
        ("b.s3-website-us-east-1.amazonaws.com", "-", "us-east-1"),
        ("b.s3-website.eu-central-1.amazonaws.com", "-", "eu-central-1"),
    ]);
}

#[test]
fn private_link_names_the_service_before_the_region() {
    assert_rows(&[
        ("bucket.vpce-1a2b3c4d-5e6f.s3.us-east-1.vpce.amazonaws.com", "s3", "us-east-1"),
        ("vpce-1a2b3c4d-5e6f.s3.us-east-1.vpce.amazonaws.com", "s3", "us-east-1"),
        ("accesspoint.vpce-1a-2b.s3.us-east-1.vpce.amazonaws.com", "s3", "us-east-1"),
        ("vpce-1a-2b-us-east-1a.sqs.us-east-1.vpce.amazonaws.com", "sqs", "us-east-1"),
        ("vpce-1a-2b.execute-api.us-east-1.vpce.amazonaws.com", "execute-api", "us-east-1"),
        ("vpce-1a-2b.api.sagemaker.us-east-1.vpce.amazonaws.com", "sagemaker", "us-east-1"),
        ("vpce-1a-2b.email.us-east-1.vpce.amazonaws.com", "ses", "us-east-1"),
        ("vpce-1a-2b.vpce-svc-3c4d.us-east-1.vpce.amazonaws.com", "-", "us-east-1"),
    ]);
}

#[test]
fn stores_beside_aws() {
    assert_rows(&[
        ("acct.r2.cloudflarestorage.com", "s3", "auto"),
        ("b.acct.eu.r2.cloudflarestorage.com", "s3", "auto"),
        ("nyc3.digitaloceanspaces.com", "s3", "nyc3"),
        ("b.nyc3.digitaloceanspaces.com", "s3", "nyc3"),
        ("s3.us-west-004.backblazeb2.com", "s3", "us-west-004"),
        ("my.bucket.s3.us-west-004.backblazeb2.com", "s3", "us-west-004"),
        ("s3.eu-central-1.wasabisys.com", "s3", "eu-central-1"),
        ("b.s3.eu-central-1.wasabisys.com", "s3", "eu-central-1"),
        ("s3.wasabisys.com", "s3", "us-east-1"),
        ("b.s3.wasabisys.com", "s3", "us-east-1"),
        ("storage.googleapis.com", "s3", "auto"),
        ("b.storage.googleapis.com", "s3", "auto"),
        ("b.commondatastorage.googleapis.com", "s3", "auto"),
        ("s3.fr-par.scw.cloud", "s3", "fr-par"),
        ("b.s3.nl-ams.scw.cloud", "s3", "nl-ams"),
        ("us-east-1.linodeobjects.com", "s3", "us-east-1"),
        ("b.us-east-1.linodeobjects.com", "s3", "us-east-1"),
        ("s3.gra.io.cloud.ovh.net", "s3", "gra"),
        ("b.s3.eu-west-par.io.cloud.ovh.net", "s3", "eu-west-par"),
        ("s3.sbg.perf.cloud.ovh.net", "s3", "sbg"),
        ("s3.gra.cloud.ovh.net", "s3", "gra"),
        ("s3.us-east-va.io.cloud.ovh.us", "s3", "us-east-va"),
        ("fly.storage.tigris.dev", "s3", "auto"),
        ("b.fly.storage.tigris.dev", "s3", "auto"),
        ("b.t3.storage.dev", "s3", "auto"),
        ("s3.us-west-1.idrivee2.com", "s3", "us-west-1"),
        ("fsn1.your-objectstorage.com", "s3", "fsn1"),
        ("b.fsn1.your-objectstorage.com", "s3", "fsn1"),
        ("ewr1.vultrobjects.com", "s3", "ewr1"),
        ("b.ewr1.vultrobjects.com", "s3", "ewr1"),
    ]);
}

#[test]
fn unknown_hosts_are_unknown_and_not_us_east_1() {
    assert_unknown(&[
        "",
        "localhost",
        "127.0.0.1",
        "[::1]",
        "play.min.io",
        "minio.example.org",
        "ceph.internal",
        "ref.supabase.co",
        "us-east-1",
        "amazonaws.com",
        "us-east-1.amazonaws",
        "unheard-of.amazonaws.com",
        "iam.unheard-global.amazonaws.com",
        "bucket.s3-global.amazonaws.com",
        "iam.api.aws",
        "cdn.digitaloceanspaces.com",
        "b.nyc3.cdn.digitaloceanspaces.com",
        "digitaloceanspaces.com",
        "f004.backblazeb2.com",
        "k8s1.ch11.idrivee2-2.com",
        "www.googleapis.com",
        "eu-west-1.signin.aws.amazon.com",
    ]);
}

#[test]
fn a_label_that_only_looks_like_a_region_is_none() {
    assert_unknown(&[
        "sqs.eu-1.amazonaws.com",
        "sqs.eu-west.amazonaws.com",
        "sqs.eu-west-.amazonaws.com",
        "sqs.eu-west-1a.amazonaws.com",
        "sqs.eu-west-100.amazonaws.com",
        "sqs.eu-w3st-1.amazonaws.com",
        "sqs.eu-3west-1.amazonaws.com",
        "sqs.eu--west-1.amazonaws.com",
        "sqs.euro-west-1.amazonaws.com",
        "sqs.e-west-1.amazonaws.com",
        "sqs.eu-a-b-c-1.amazonaws.com",
    ]);
}

#[test]
fn a_suffix_counts_only_at_the_end_and_at_a_label() {
    assert_unknown(&[
        "s3.amazonaws.com.evil.example",
        "s3.eu-west-1.amazonaws.com.evil.example",
        "amazonaws.com.example.org",
        "s3.eu-west-1.notamazonaws.com",
        "s3.eu-west-1.amazonaws.com.",
        ".s3.eu-west-1.amazonaws.com",
        "bucket..s3.eu-west-1.amazonaws.com",
        "acct.evilr2.cloudflarestorage.com.example",
        "evilstorage.googleapis.com",
        "s3.eu-central-1.evilwasabisys.com",
    ]);
}

#[test]
fn buckets_may_look_like_regions_and_services() {
    assert_rows(&[
        ("us-east-1.s3.eu-west-1.amazonaws.com", "s3", "eu-west-1"),
        ("us-east-1.s3.amazonaws.com", "s3", "us-east-1"),
        ("eu-west-1.dynamodb.s3.eu-west-2.amazonaws.com", "s3", "eu-west-2"),
        ("s3-eu-west-1.s3.us-west-2.amazonaws.com", "s3", "us-west-2"),
        ("es.s3.us-west-2.amazonaws.com", "s3", "us-west-2"),
        ("vpce-1a.s3.us-west-2.amazonaws.com", "s3", "us-west-2"),
        ("s3.amazonaws.com.s3.eu-west-1.amazonaws.com", "s3", "eu-west-1"),
        ("s3express-use1-az4.s3.eu-west-1.amazonaws.com", "s3", "eu-west-1"),
        ("iot.s3.eu-west-1.amazonaws.com", "s3", "eu-west-1"),
        ("s3.nyc3.nyc3.digitaloceanspaces.com", "s3", "nyc3"),
        ("s3.gra.s3.sbg.io.cloud.ovh.net", "s3", "sbg"),
    ]);
}

#[test]
fn hosts_of_aws_that_take_no_signatures_have_no_service() {
    assert_rows(&[
        ("balancer-1a2b.elb.us-east-1.amazonaws.com", "-", "us-east-1"),
        ("balancer-123.us-east-1.elb.amazonaws.com", "-", "-"),
        ("ec2-1-2-3-4.us-west-2.compute.amazonaws.com", "-", "-"),
        ("b-1a2b.mq.us-east-1.amazonaws.com", "-", "us-east-1"),
        ("1a2b.gr7.us-east-1.eks.amazonaws.com", "-", "-"),
        ("abc.transfer-x.us-iso-east-1.c2s.ic.gov", "-", "us-iso-east-1"),
        ("codecatalyst.global.api.aws", "-", "-"),
        ("us-west-2.us-east-1.amazonaws.com", "-", "us-east-1"),
    ]);
}

proptest! {
    #[test]
    fn any_string_is_read_without_panic(host in ".*") {
        let _ = Endpoint::from_host(&host);
    }

    #[test]
    fn any_labels_under_a_known_suffix_are_read_without_panic(
        labels in "[-.a-z0-9é]{0,40}",
        suffix in prop::sample::select(vec![
            "amazonaws.com", "vpce.amazonaws.com", "us-gov.amazonaws.com", "dualstack.amazonaws.com",
            "amazonaws.com.cn", "api.aws", "on.aws", "s3.wasabisys.com", "io.cloud.ovh.net",
        ]),
    ) {
        let _ = Endpoint::from_host(&format!("{labels}{suffix}"));
    }

    #[test]
    fn a_bucket_in_front_changes_nothing(
        bucket in "[a-z0-9]([-.]?[a-z0-9]){2,30}",
        host in prop::sample::select(vec![
            "s3.eu-west-1.amazonaws.com", "s3-eu-west-1.amazonaws.com", "s3.amazonaws.com",
            "s3.dualstack.us-gov-west-1.amazonaws.com", "s3.fr-par.scw.cloud", "fly.storage.tigris.dev",
            "s3.wasabisys.com", "ams3.digitaloceanspaces.com", "acct.r2.cloudflarestorage.com",
        ]),
    ) {
        let with_bucket = format!("{bucket}.{host}");
        prop_assert_eq!(Endpoint::from_host(&with_bucket), Endpoint::from_host(host));
        prop_assert_eq!(Endpoint::from_host(host).service, Some("s3"));
    }
}
