//! What the rules of host inference cannot know, as data.
//!
//! A table is text, which is the smallest form it can have in the artefact: one entry a line, the answer first, then the
//! patterns it answers, separated by single spaces. A pattern is exact, or begins with `*`: `*-chime` stands for every name
//! with that end, `*.s3` for `s3` and everything in front of it. The first match counts.
//!
//! Sources: the endpoint rule sets, service models and partitions.json that the AWS SDKs are generated from; the service
//! endpoints of the AWS General Reference and the developer guides for customers' hosts; each store's own documentation.

/// The region that runs what is global in the commercial partition.
pub(super) const US_EAST_1: &str = "us-east-1";

/// DNS suffixes by the region that runs what is global there.
///
/// partitions.json: `implicitGlobalRegion`, `dnsSuffix`, `dualStackDnsSuffix`; and the `on.` suffixes of customers' hosts.
/// GovCloud shares the suffixes of the commercial partition.
pub(super) const PARTITIONS: &str = "\
us-east-1 *.amazonaws.com *.api.aws *.on.aws
cn-northwest-1 *.amazonaws.com.cn *.api.amazonwebservices.com.cn *.on.amazonwebservices.com.cn
eusc-de-east-1 *.amazonaws.eu *.api.amazonwebservices.eu *.on.amazonwebservices.eu
us-iso-east-1 *.c2s.ic.gov *.api.aws.ic.gov
us-isob-east-1 *.sc2s.sgov.gov *.api.aws.scloud
eu-isoe-west-1 *.cloud.adc-e.uk *.api.cloud-aws.adc-e.uk
us-isof-south-1 *.csp.hci.ic.gov *.api.aws.hci.ic.gov
";

/// What the regions of the other partitions begin with (partitions.json: `regionRegex`), and their `dnsSuffix`.
pub(super) const DNS_SUFFIXES: &[(&str, &str)] = &[
    ("cn-", "amazonaws.com.cn"),
    ("eusc-", "amazonaws.eu"),
    ("us-iso-", "c2s.ic.gov"),
    ("us-isob-", "sc2s.sgov.gov"),
    ("eu-isoe-", "cloud.adc-e.uk"),
    ("us-isof-", "csp.hci.ic.gov"),
];

/// Signing names that are not the one label before the region. S3 is first, being asked most.
///
/// From `signingName` and the operations' `hostPrefix` of the service models and `authSchemes` of the endpoint rule sets;
/// with `*.`, services that give their customers hosts.
pub(super) const SIGNING_NAMES: &str = "\
s3 *.s3 *.s3-accelerate *.s3-accesspoint *.s3-control *.s3-external-1
IoTSecuredTunneling api.tunneling.iot api.iot-tunneling
account-access account-access-runtime
acm acm-acme
agent-registry agent-registry-control
aoss *.aoss
appconfig appconfigdata
appstream appstream2
appsync *.appsync-api *.appsync-realtime-api
aps aps-workspaces
arc-region-switch arc-region-switch-control-plane
aws-marketplace *-marketplace *.marketplace
awsssoportal portal.sso
bedrock bedrock-agent bedrock-agent-runtime bedrock-data-automation bedrock-data-automation-runtime bedrock-runtime
bedrock-agentcore *.gateway.bedrock-agentcore bedrock-agentcore-control
cassandra cassandra-streams
chime *-chime
cloudhsm cloudhsmv2
cloudsearch cloudsearchdomain
cloudwatch cloudwatch-omni
codecommit git-codecommit
connect contact-lens
dsql *.dsql
dynamodb *.ddb *-dynamodb streams.dynamodb
ecr *.dkr.ecr *.dkr-ecr
elasticfilesystem efs
es *.aos
events eventsv2
execute-api *.execute-api participant.connect
forecast forecastquery
geo-maps maps.geo
geo-places places.geo
geo-routes routes.geo
greengrass greengrass-ats.iot
health global.health
iam iam-toolbox
iot-jobs-data *.jobs.iot
iotdata *.ats.iot
ioteventsdata data.iotevents
ivs ivsrealtime
kafka kafka-api
kinesis *.control-kinesis *.data-kinesis kinesis-queues
kinesisvideo *.kinesisvideo
lakeformation *-lakeformation
lambda *.lambda-url
lex *-lex *.lex
logs stream-logs streaming-logs
managedblockchain *.managedblockchain
mediaconvert *.mediaconvert
mediastore *.data.mediastore
medical-imaging runtime-medical-imaging
memorydb memory-db
mgh migrationhub-config
mobiletargeting pinpoint
mturk-requester mturk-requester-sandbox
neptune-graph *.neptune-graph
omics *-omics
osm *.osm
partnercentral partnercentral-prm
personalize personalize-events personalize-runtime
qldb session.qldb
route53-recovery-control-config arc-recovery-control-config
s3-object-lambda *.s3-object-lambda
s3-outposts *.s3-outposts
s3express *.s3express-control
sagemaker *.sagemaker
servicecatalog servicecatalog-appregistry
servicediscovery data-servicediscovery
ses email email-smtp mail-manager
signer data-signer verification.signer
sms-voice sms-voice.pinpoint
sqs queue
sso-oauth oidc
states sync-states
timestream *.timestream timestream-ingest timestream-query
transcribe cn.transcribe transcribestreaming
vpc-lattice-svcs *.vpc-lattice-svcs
wellarchitected wellarchitected-agent
wickr admin.wickr
";

/// Signing names by the label that follows the region in `[customer.]<region>.<label>`.
///
/// `rds` is signed only to make a password (IAM database authentication).
pub(super) const REGION_FIRST: &str = "\
aoss aoss
cloudsearch cloudsearch
elasticmapreduce elasticmapreduce
es es
neptune-db neptune
neptune-graph neptune-graph
osis osis
rds-db rds
sqs queue
";

/// Labels that stand where a region would, for the one region that runs a global service; `home` is the partition's.
///
/// Pseudo regions of partitions.json, and the labels `iam.us-gov.amazonaws.com` and `iam.global.api.aws` have.
pub(super) const PSEUDO_REGIONS: &str = "\
us-gov-west-1 us-gov aws-us-gov-global
home global aws-global aws-cn-global aws-iso-global aws-iso-b-global aws-iso-e-global aws-iso-f-global
";

/// S3's hosts for the buckets of every region: Transfer Acceleration and multi-region access points.
pub(super) const EVERY_REGION: &str = "\
s3 *.s3-accelerate *.s3-accelerate.dualstack *.accesspoint.s3-global
";

/// What stands in front of a service, as in `api.ecr`, and does not change the signing name.
pub(super) const PLANES: &str = "\
plane api api-fulfill controlplane cp data dataplane datatransformation dp env management monitor ops runtime scheduling streaming
geo *.geofencing *.metadata *.tracking cp.maps cp.places cp.routes
";

/// Hosts without any region in each partition.
pub(super) const GLOBAL: &str = "\
global budgets cloudfront global.health iam route53 savingsplans
";

/// Hosts without any region in the commercial partition: `us-east-1` by history.
pub(super) const GLOBAL_IN_AWS: &str = "\
global *.s3 *.s3-external-1 autoscaling ec2 elasticmapreduce importexport queue rds sdb sts waf
";

/// Signing names of hosts of the commercial partition that may carry any region's label and yet belong to one region.
///
/// As `signingRegion` of their rule sets, which this holds for there alone.
pub(super) const ONE_HOME: &str = "\
IngestionService importexport
sustainability api.sustainability
";

/// S3-compatible stores with public hosts of their own, by their region.
///
/// `LAST`: `[bucket.]<region>`, which ends in a digit. `AFTER_S3`: `[bucket.]s3.<region>`.
pub(super) const STORES: &str = "\
auto *.r2.cloudflarestorage.com *.storage.googleapis.com *.commondatastorage.googleapis.com *.fly.storage.tigris.dev *.t3.storage.dev
us-east-1 *.s3.wasabisys.com
AFTER_S3 *.wasabisys.com *.backblazeb2.com *.scw.cloud *.idrivee2.com
AFTER_S3 *.io.cloud.ovh.net *.perf.cloud.ovh.net *.cloud.ovh.net *.io.cloud.ovh.us *.perf.cloud.ovh.us
LAST *.digitaloceanspaces.com *.linodeobjects.com *.vultrobjects.com *.your-objectstorage.com
";

/// The answer of the first entry of `table` with a pattern for `name`, and what the pattern's `*` stands for: the name
/// before `.s3` for `*.s3`, and nothing for an exact pattern.
pub(super) fn look_up<'n>(table: &'static str, name: &'n str) -> Option<(&'static str, &'n str)> {
    let (mut answer, mut rest) = ("", table);
    while let Some(end) = rest.bytes().position(|byte| byte <= b' ') {
        let (word, tail) = rest.split_at_checked(end)?;
        if answer.is_empty() {
            answer = word;
        } else if let Some(front) = front_of(word, name) {
            return Some((answer, front));
        }
        if tail.starts_with('\n') {
            answer = "";
        }
        rest = tail.get(1..)?;
    }
    None
}

fn front_of<'n>(pattern: &str, name: &'n str) -> Option<&'n str> {
    let Some(tail) = pattern.strip_prefix('*') else {
        return (pattern == name).then_some("");
    };
    match name.strip_suffix(tail) {
        None if tail.strip_prefix('.') == Some(name) => Some(""),
        front => front,
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used, clippy::indexing_slicing)]
mod tests {
    use super::*;
    use std::{collections::BTreeSet, vec::Vec};

    /// `look_up` reads single spaces and closed lines only; and a pattern that is listed twice answers once.
    #[test]
    fn tables_are_well_formed() {
        let tables = [
            EVERY_REGION,
            PLANES,
            PSEUDO_REGIONS,
            PARTITIONS,
            SIGNING_NAMES,
            REGION_FIRST,
            GLOBAL,
            GLOBAL_IN_AWS,
            ONE_HOME,
            STORES,
        ];
        for table in tables {
            assert!(table.ends_with('\n'));
            let mut seen = BTreeSet::new();
            for line in table.lines() {
                let words: Vec<&str> = line.split(' ').collect();
                assert!(words.len() >= 2 && !words.contains(&""), "{line}");
                for pattern in words.iter().skip(1) {
                    assert!(seen.insert(*pattern), "{pattern} is listed twice");
                    assert!(!pattern.trim_start_matches('*').contains('*'), "{pattern}");
                }
            }
        }
    }

    /// Both tables know the suffix of each partition but the commercial one.
    #[test]
    fn every_partition_has_its_dns_suffix() {
        for line in PARTITIONS.lines().skip(1) {
            let words: Vec<&str> = line.split(' ').collect();
            let (_, suffix) = DNS_SUFFIXES.iter().find(|(p, _)| words[0].starts_with(p)).unwrap();
            assert_eq!(words[1], std::format!("*.{suffix}"));
        }
        assert_eq!(PARTITIONS.lines().count(), DNS_SUFFIXES.len() + 1);
    }

    #[test]
    fn signing_names_are_sorted_after_s3() {
        let names: Vec<&str> = SIGNING_NAMES.lines().skip(1).collect();
        assert!(names.is_sorted());
    }

    #[test]
    fn a_star_stands_for_anything_and_before_a_dot_also_for_nothing() {
        assert_eq!(front_of("*.s3", "a.b.s3"), Some("a.b"));
        assert_eq!(front_of("*.s3", "s3"), Some(""));
        assert_eq!(front_of("*.s3", "nots3"), None);
        assert_eq!(front_of("*-chime", "voice-chime"), Some("voice"));
        assert_eq!(front_of("*-chime", "chime"), None);
        assert_eq!(front_of("queue", "queue"), Some(""));
        assert_eq!(front_of("queue", "a.queue"), None);
    }
}
