// What prints the canonical request and the string to sign, in the languages people sign in.
const OWN = "Your own code";

/** Of each language the ways, by name, lines and note. Code of one's own prints literals, in which nothing is invisible. */
export const PRINTERS = {
  Python: [
    [OWN, "print(repr(canonical_request), repr(string_to_sign))"],
    [
      "boto3, botocore",
      `import boto3, logging
boto3.set_stream_logger("botocore.auth", logging.DEBUG)
# then send the request as before: CanonicalRequest and StringToSign are logged`,
      "Before the client is used. Without boto3: logging.basicConfig(level=logging.DEBUG).",
    ],
  ],
  JavaScript: [
    [OWN, "console.log(JSON.stringify([canonicalRequest, stringToSign]));"],
    [
      "AWS SDK v3",
      `import { SignatureV4 as S } from "@smithy/signature-v4";
const print = (step, make = S.prototype[step]) => (S.prototype[step] = function (...given) { const made = make.apply(this, given); Promise.resolve(made).then(console.log); return made; });
print("createCanonicalRequest"), print("createStringToSign");`,
      "Before the client is made, with the SDK’s own copy of the package.",
    ],
    [
      "aws4",
      `const signer = new aws4.RequestSigner(options, credentials);
signer.sign();
console.log(signer.canonicalString() + "\\n\\n" + signer.stringToSign());`,
      "With the options and credentials that you give to aws4.sign.",
    ],
  ],
  Go: [
    [OWN, 'fmt.Printf("%q %q\\n", canonicalRequest, stringToSign)'],
    [
      "AWS SDK v2",
      `cfg, err := config.LoadDefaultConfig(ctx,
\tconfig.WithClientLogMode(aws.LogSigning))
// clients made from cfg log CANONICAL STRING and STRING TO SIGN`,
      "Both are logged to standard error.",
    ],
  ],
  PHP: [
    [OWN, "echo json_encode([$canonicalRequest, $stringToSign]);"],
    [
      "AWS SDK",
      `// in vendor/aws/aws-sdk-php/src/Signature/SignatureV4.php, createStringToSign()
$text = "AWS4-HMAC-SHA256\\n{$longDate}\\n{$credentialScope}\\n" . hash("sha256", $creq);
error_log("CanonicalRequest:\\n{$creq}\\nStringToSign:\\n{$text}");`,
      "The SDK has no switch for it; take the lines out again afterwards.",
    ],
  ],
  Java: [
    [
      OWN,
      `for (String text : List.of(canonicalRequest, stringToSign))
    System.out.println('"' + text.replace("\\"", "\\\\\\"").replace("\\r", "\\\\r").replace("\\n", "\\\\n") + '"');`,
    ],
    [
      "AWS SDK v2",
      `# log4j2.properties
logger.signer.name = software.amazon.awssdk.http.auth.aws.internal.signer
logger.signer.level = debug`,
      "SDK versions before 2.21 log under software.amazon.awssdk.auth.signer.",
    ],
  ],
  "C#": [
    [OWN, "Console.WriteLine(JsonSerializer.Serialize(new[] { canonicalRequest, stringToSign }));"],
    [
      "AWS SDK for .NET",
      `AWSConfigs.LoggingConfig.LogTo = LoggingOptions.Console;
AWSConfigs.LoggingConfig.LogMetrics = true;
// then send the request as before: CanonicalRequest and StringToSign are among the metrics`,
      "Before the client is made.",
    ],
  ],
  Ruby: [
    [OWN, "p canonical_request, string_to_sign"],
    [
      "aws-sigv4",
      `signature = signer.sign_request(http_method: method, url: url, headers: headers, body: body)
puts "CanonicalRequest:", signature.canonical_request
puts "StringToSign:", signature.string_to_sign`,
      "The signer is an Aws::Sigv4::Signer, which the SDK uses too.",
    ],
  ],
  bash: [
    [OWN, 'printf "%q\\n" "$canonical_request" "$string_to_sign" >&2'],
    [
      "curl",
      'curl --verbose --aws-sigv4 "aws:amz:us-east-1:s3" --user "$AWS_ACCESS_KEY_ID:$AWS_SECRET_ACCESS_KEY" "$url"',
      "curl says what it signs since version 8.14; the aws command does with --debug.",
    ],
  ],
};
