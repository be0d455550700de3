// The lines that print the canonical request and the string to sign, in the languages people sign in.
export const PRINTERS = [
  {
    id: "python",
    name: "Python: boto3, botocore",
    lines: [
      "import boto3, logging",
      'boto3.set_stream_logger("botocore.auth", logging.DEBUG)',
      "# then send the request as before: CanonicalRequest and StringToSign are logged",
    ],
    note: "Before the client is used. Without boto3: logging.basicConfig(level=logging.DEBUG).",
  },
  {
    id: "javascript",
    name: "JavaScript: AWS SDK v3",
    lines: [
      'import { SignatureV4 as S } from "@smithy/signature-v4";',
      "const print = (step, make = S.prototype[step]) => (S.prototype[step] = function (...given) { const made = make.apply(this, given); Promise.resolve(made).then(console.log); return made; });",
      'print("createCanonicalRequest"), print("createStringToSign");',
    ],
    note: "Before the client is made, with the SDK’s own copy of the package.",
  },
  {
    id: "aws4",
    name: "JavaScript: aws4",
    lines: [
      "const signer = new aws4.RequestSigner(options, credentials);",
      "signer.sign();",
      'console.log(signer.canonicalString() + "\\n\\n" + signer.stringToSign());',
    ],
    note: "With the options and credentials that you give to aws4.sign.",
  },
  {
    id: "go",
    name: "Go: AWS SDK v2",
    lines: [
      "cfg, err := config.LoadDefaultConfig(ctx,",
      "\tconfig.WithClientLogMode(aws.LogSigning))",
      "// clients made from cfg log CANONICAL STRING and STRING TO SIGN",
    ],
    note: "Both are logged to standard error.",
  },
  {
    id: "php",
    name: "PHP: AWS SDK, own code",
    lines: [
      "// in vendor/aws/aws-sdk-php/src/Signature/SignatureV4.php, createStringToSign(), or where your code does the same",
      '$text = "AWS4-HMAC-SHA256\\n{$longDate}\\n{$credentialScope}\\n" . hash("sha256", $creq);',
      'error_log("CanonicalRequest:\\n{$creq}\\nStringToSign:\\n{$text}");',
    ],
    note: "The SDK has no switch for it; take the lines out again afterwards.",
  },
  {
    id: "java",
    name: "Java: AWS SDK v2",
    lines: [
      "# log4j2.properties",
      "logger.signer.name = software.amazon.awssdk.http.auth.aws.internal.signer",
      "logger.signer.level = debug",
    ],
    note: "SDK versions before 2.21 log under software.amazon.awssdk.auth.signer.",
  },
  {
    id: "csharp",
    name: "C#: AWS SDK for .NET",
    lines: [
      "AWSConfigs.LoggingConfig.LogTo = LoggingOptions.Console;",
      "AWSConfigs.LoggingConfig.LogMetrics = true;",
      "// then send the request as before: CanonicalRequest and StringToSign are among the metrics",
    ],
    note: "Before the client is made.",
  },
  {
    id: "ruby",
    name: "Ruby: aws-sigv4",
    lines: [
      "signature = signer.sign_request(http_method: method, url: url, headers: headers, body: body)",
      'puts "CanonicalRequest:", signature.canonical_request',
      'puts "StringToSign:", signature.string_to_sign',
    ],
    note: "The signer is an Aws::Sigv4::Signer, which the SDK uses too.",
  },
  {
    id: "bash",
    name: "bash: own script, curl, aws",
    lines: [
      'printf \'CanonicalRequest:\\n%s\\nStringToSign:\\n%s\\n\' "$canonical_request" "$string_to_sign" >&2',
      "# or let curl sign, and say what it signs:",
      'curl --verbose --aws-sigv4 "aws:amz:us-east-1:s3" --user "$AWS_ACCESS_KEY_ID:$AWS_SECRET_ACCESS_KEY" "$url"',
    ],
    note: "curl says it since version 8.14; the aws command does with --debug.",
  },
];
