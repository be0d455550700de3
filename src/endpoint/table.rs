//! What the rules of host inference cannot know, as data. Hosts of these lists are patterns: exact, or with a leading `*`.
//!
//! Sources: the endpoint rule sets, service models and partitions.json that the AWS SDKs are generated from; the service
//! endpoints of the AWS General Reference; each store's own documentation.

/// The region that runs what is global in the commercial partition.
pub(super) const US_EAST_1: &str = "us-east-1";

/// A DNS suffix of AWS, and the region that runs what is global there.
pub(super) struct Partition {
    pub suffix: &'static str,
    pub region: &'static str,
}

const fn partition(suffix: &'static str, region: &'static str) -> Partition {
    Partition { suffix, region }
}

/// partitions.json: `dnsSuffix`, `dualStackDnsSuffix`, `implicitGlobalRegion`; and the `on.` suffixes of customers' hosts.
///
/// GovCloud shares the suffixes of the commercial partition.
pub(super) const PARTITIONS: &[Partition] = &[
    partition("amazonaws.com", US_EAST_1),
    partition("api.aws", US_EAST_1),
    partition("on.aws", US_EAST_1),
    partition("amazonaws.com.cn", "cn-northwest-1"),
    partition("api.amazonwebservices.com.cn", "cn-northwest-1"),
    partition("on.amazonwebservices.com.cn", "cn-northwest-1"),
    partition("amazonaws.eu", "eusc-de-east-1"),
    partition("api.amazonwebservices.eu", "eusc-de-east-1"),
    partition("on.amazonwebservices.eu", "eusc-de-east-1"),
    partition("c2s.ic.gov", "us-iso-east-1"),
    partition("api.aws.ic.gov", "us-iso-east-1"),
    partition("sc2s.sgov.gov", "us-isob-east-1"),
    partition("api.aws.scloud", "us-isob-east-1"),
    partition("cloud.adc-e.uk", "eu-isoe-west-1"),
    partition("api.cloud-aws.adc-e.uk", "eu-isoe-west-1"),
    partition("csp.hci.ic.gov", "us-isof-south-1"),
    partition("api.aws.hci.ic.gov", "us-isof-south-1"),
];

/// Signing names that are not the last label before the region, and the hosts they sign for. The first match counts.
///
/// From `signingName` of the service models and `authSchemes` of the endpoint rule sets; customers' hosts (`*.`) from the
/// services' developer guides.
pub(super) const SIGNING_NAMES: &[(&str, &str)] = &[
    ("IoTSecuredTunneling", "api.tunneling.iot api.iot-tunneling"),
    ("account-access", "account-access-runtime"),
    ("agent-registry", "agent-registry-control"),
    ("aoss", "*.aoss"),
    ("appconfig", "appconfigdata"),
    ("appstream", "appstream2"),
    ("appsync", "*.appsync-api *.appsync-realtime-api"),
    ("aps", "aps-workspaces"),
    ("aws-marketplace", "*-marketplace *.marketplace"),
    ("awsssoportal", "portal.sso"),
    (
        "bedrock",
        "bedrock-agent bedrock-agent-runtime bedrock-data-automation bedrock-data-automation-runtime bedrock-runtime",
    ),
    ("bedrock-agentcore", "bedrock-agentcore-control"),
    ("cassandra", "cassandra-streams"),
    ("chime", "*-chime"),
    ("cloudhsm", "cloudhsmv2"),
    ("cloudsearch", "cloudsearchdomain"),
    ("cloudwatch", "cloudwatch-omni"),
    ("codecommit", "git-codecommit"),
    ("connect", "contact-lens"),
    ("dsql", "*.dsql"),
    ("dynamodb", "*.ddb streams.dynamodb streams-dynamodb"),
    ("ecr", "*.dkr.ecr *.dkr-ecr"),
    ("elasticfilesystem", "efs"),
    ("es", "*.aos"),
    ("events", "eventsv2"),
    ("execute-api", "*.execute-api participant.connect"),
    ("forecast", "forecastquery"),
    ("geo-maps", "maps.geo"),
    ("geo-places", "places.geo"),
    ("geo-routes", "routes.geo"),
    ("greengrass", "greengrass-ats.iot"),
    ("health", "global.health"),
    ("iam", "iam-toolbox"),
    ("iot-jobs-data", "*.jobs.iot"),
    ("iotdata", "*.ats.iot"),
    ("ioteventsdata", "data.iotevents"),
    ("ivs", "ivsrealtime"),
    ("kafka", "kafka-api"),
    ("kinesis", "*.control-kinesis *.data-kinesis"),
    ("kinesisvideo", "*.kinesisvideo"),
    ("lambda", "*.lambda-url"),
    ("lex", "*-lex *.lex"),
    ("managedblockchain", "*.managedblockchain"),
    ("mediaconvert", "*.mediaconvert"),
    ("mediastore", "*.data.mediastore"),
    ("memorydb", "memory-db"),
    ("mgh", "migrationhub-config"),
    ("mobiletargeting", "pinpoint"),
    ("mturk-requester", "mturk-requester-sandbox"),
    ("partnercentral", "partnercentral-prm"),
    ("personalize", "personalize-events personalize-runtime"),
    ("qldb", "session.qldb"),
    (
        "route53-recovery-control-config",
        "arc-recovery-control-config",
    ),
    (
        "s3",
        "*.s3 *.s3-accelerate *.s3-accesspoint *.s3-control *.s3-external-1",
    ),
    ("s3-object-lambda", "*.s3-object-lambda"),
    ("s3-outposts", "*.s3-outposts"),
    ("s3express", "*.s3express-control"),
    ("sagemaker", "*.sagemaker"),
    ("servicecatalog", "servicecatalog-appregistry"),
    ("ses", "email email-smtp mail-manager"),
    ("signer", "data-signer verification.signer"),
    ("sms-voice", "sms-voice.pinpoint"),
    ("sqs", "queue"),
    ("sso-oauth", "oidc"),
    (
        "timestream",
        "*.timestream timestream-ingest timestream-query",
    ),
    ("transcribe", "cn.transcribe transcribestreaming"),
    ("vpc-lattice-svcs", "*.vpc-lattice-svcs"),
    ("wickr", "admin.wickr"),
];

/// Hosts with the region before the service, `[customer.]<region>.<label>`, and the signing name of the label.
pub(super) const REGION_FIRST: &[(&str, &str)] = &[
    ("aoss", "aoss"),
    ("cloudsearch", "cloudsearch"),
    ("elasticmapreduce", "elasticmapreduce"),
    ("es", "es"),
    ("neptune", "neptune-db"),
    ("neptune-graph", "neptune-graph"),
    ("osis", "osis"),
    ("queue", "sqs"),
    // Signed only to make a password: IAM database authentication.
    ("rds", "rds-db"),
];

/// Hosts without any region in each partition.
pub(super) const GLOBAL: &str = "budgets cloudfront global.health iam route53 savingsplans";

/// Hosts without a region in the commercial partition: `us-east-1` by history.
pub(super) const GLOBAL_IN_AWS: &str =
    "*.s3 autoscaling ec2 elasticmapreduce importexport queue rds *.s3-external-1 sdb sts waf";

/// Hosts of the commercial partition that may carry any region's label but belong to one region, and their signing names.
///
/// Like the rule sets' `signingRegion`, this holds there alone: GovCloud's `shield.us-gov-west-1` is signed for that region.
pub(super) const ONE_HOME: &[(&str, &str)] = &[
    ("api.sustainability", "sustainability"),
    ("billingconductor", "billingconductor"),
    ("chime", "chime"),
    ("importexport", "IngestionService"),
    ("savingsplans", "savingsplans"),
    ("shield", "shield"),
    ("waf", "waf"),
];

/// Where a store beside AWS has its region.
#[derive(Clone, Copy)]
pub(super) enum Place {
    /// Nowhere: always this one.
    Fixed(&'static str),
    /// `[bucket.]<region>`, which ends in a digit.
    Last,
    /// `[bucket.]s3.<region>`.
    AfterS3,
}

/// S3-compatible stores with public hosts of their own.
pub(super) const STORES: &[(&str, Place)] = &[
    ("r2.cloudflarestorage.com", Place::Fixed("auto")),
    ("storage.googleapis.com", Place::Fixed("auto")),
    ("fly.storage.tigris.dev", Place::Fixed("auto")),
    ("t3.storage.dev", Place::Fixed("auto")),
    ("s3.wasabisys.com", Place::Fixed("us-east-1")),
    ("wasabisys.com", Place::AfterS3),
    ("backblazeb2.com", Place::AfterS3),
    ("scw.cloud", Place::AfterS3),
    ("io.cloud.ovh.net", Place::AfterS3),
    ("perf.cloud.ovh.net", Place::AfterS3),
    ("io.cloud.ovh.us", Place::AfterS3),
    ("perf.cloud.ovh.us", Place::AfterS3),
    ("idrivee2.com", Place::AfterS3),
    ("digitaloceanspaces.com", Place::Last),
    ("linodeobjects.com", Place::Last),
    ("vultrobjects.com", Place::Last),
    ("your-objectstorage.com", Place::Last),
];
