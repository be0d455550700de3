// Five true stories, each as what its person had to paste. What is wrong in them is for the doctor to say.
const EMPTY = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";
const WELCOME = "44ce7dd67c959e0d3524ffac1771dfbba87d2b6b4b4e99e42034a8b803f8b072";
const MISMATCH = "The request signature we calculated does not match the signature you provided.";

export const STORIES = [
  {
    id: "ceph",
    name: "Ceph: alpha!soup",
    says: "An upload that failed for years, because of one character in the object’s name.",
    paste: `curl -X PUT 'https://s3.ecloud.today/alpha!soup/' \\
  -H 'User-Agent: Boto/2.48.0 Python/2.7.5 Linux/3.10.0-693.11.6.el7.x86_64' \\
  -H 'x-amz-date: 20180325T035121Z' \\
  -H 'x-amz-content-sha256: ${EMPTY}' \\
  -H 'Authorization: AWS4-HMAC-SHA256 Credential=s3testuser1-id/20180325/us-east-1/s3/aws4_request, SignedHeaders=host;user-agent;x-amz-content-sha256;x-amz-date, Signature=30dcf3967d47efecbbe8bfe3f11180cb748e4ef66abf01d7649069bf350394ad'

<?xml version="1.0" encoding="UTF-8"?><Error><Code>SignatureDoesNotMatch</Code><RequestId>tx000000000000009440137-005d720a8e-c8079e-default</RequestId><HostId>c8079e-default-default</HostId></Error>

CanonicalRequest:
PUT
/alpha!soup/

host:s3.ecloud.today
user-agent:Boto/2.48.0 Python/2.7.5 Linux/3.10.0-693.11.6.el7.x86_64
x-amz-content-sha256:${EMPTY}
x-amz-date:20180325T035121Z

host;user-agent;x-amz-content-sha256;x-amz-date
${EMPTY}
StringToSign:
AWS4-HMAC-SHA256
20180325T035121Z
20180325/us-east-1/s3/aws4_request
8022bfe928617feede7994648f87933711ea8a747ae696acca56baa0a9fb9970
`,
  },
  {
    id: "ec2",
    name: "EC2: DescribeRegions",
    says: "A script without an SDK. EC2’s answer sounds as if the key were wrong.",
    paste: `curl 'https://ec2.amazonaws.com/?Version=2013-10-15&Action=DescribeRegions' \\
  -H 'x-amz-date: 20190906T063000Z' \\
  -H 'Authorization: AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20190906/us-east-1/ec2/aws4_request, SignedHeaders=host;x-amz-date, Signature=d71e46dee6c939c36a6895e64d31a709e1f7d08b86dab12497ecce7f4baabca2'

<?xml version="1.0" encoding="UTF-8"?>
<Response><Errors><Error><Code>AuthFailure</Code><Message>AWS was not able to validate the provided access credentials</Message></Error></Errors><RequestID>0f3a1c52-8d1e-4a35-9d55-3f1a7c7e8b11</RequestID></Response>

Canonical request:
GET
/
Version=2013-10-15&Action=DescribeRegions
host:ec2.amazonaws.com
x-amz-date:20190906T063000Z

host;x-amz-date
${EMPTY}
String to sign:
AWS4-HMAC-SHA256
20190906T063000Z
20190906/us-east-1/ec2/aws4_request
df19c41fd297972db701c1c99dde9a4c096da4c755e56c1edf9d854df8833423
`,
  },
  {
    id: "spaces",
    name: "DigitalOcean Spaces: a presigned GET",
    says: "A link to a private picture, refused without a reason.",
    paste: `https://fra1.digitaloceanspaces.com/cpi-germany/cpi-green-transparent-700x700.png?X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Credential=AKIAIOSFODNN7EXAMPLE%2F20190906%2Ffra1%2Fs3%2Faws4_request&X-Amz-Date=20190906T063000Z&X-Amz-Expires=30&X-Amz-SignedHeaders=host&X-Amz-Signature=a7cc4f6f27e51ad534846d8d65374b96950e5a445cba991887906bea0fd74131

<?xml version="1.0" encoding="UTF-8"?><Error><Code>SignatureDoesNotMatch</Code><RequestId>tx000000000000009440137-005d720a8e-c8079e-fra1a</RequestId><HostId>c8079e-fra1a-fra1</HostId></Error>

CanonicalRequest:
GET
/cpi-germany/cpi-green-transparent-700x700.png
X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Credential=AKIAIOSFODNN7EXAMPLE%2F20190906%2Ffra1%2Fs3%2Faws4_request&X-Amz-Date=20190906T063000Z&X-Amz-Expires=30&X-Amz-SignedHeaders=host
host:fra1.digitaloceanspaces.com

host
${EMPTY}
StringToSign:
AWS4-HMAC-SHA256
20190906T063000Z
20190906/fra1/s3/aws4_request
87faa4a077c2362795500066737593de9b1b9d9e3be2049d4a35165f7b98e73a

AWS_SECRET_ACCESS_KEY=wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY
`,
  },
  {
    id: "key",
    name: "IAM: the signing key",
    says: "Both texts are right, to the last byte, and still it does not match.",
    paste: `curl 'https://iam.amazonaws.com/?Action=ListUsers&Version=2010-05-08' \\
  -H 'Content-Type: application/x-www-form-urlencoded; charset=utf-8' \\
  -H 'x-amz-date: 20150830T123600Z' \\
  -H 'Authorization: AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20150830/us-east-1/iam/aws4_request, SignedHeaders=content-type;host;x-amz-date, Signature=133037f3d10cbfff74313cbe0d0d73e60f288f27b4d2be32e80f4ad807ed4536'

<ErrorResponse xmlns="https://iam.amazonaws.com/doc/2010-05-08/">
  <Error>
    <Type>Sender</Type>
    <Code>SignatureDoesNotMatch</Code>
    <Message>${MISMATCH} Check your AWS Secret Access Key and signing method. Consult the service documentation for details.</Message>
  </Error>
  <RequestId>9d1a6d62-1f0f-4e1b-9a25-6c5d2f4a8e11</RequestId>
</ErrorResponse>

String to sign:
AWS4-HMAC-SHA256
20150830T123600Z
20150830/us-east-1/iam/aws4_request
f536975d06c0309214f805bb90ccff089219ecd68b2577efef23edd43b7e1a59

AWS_SECRET_ACCESS_KEY=wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY
`,
  },
  {
    id: "put",
    name: "S3: a PUT with its body signed",
    says: "S3 says what it computed. The script’s own text differs from it twice.",
    paste: `<?xml version="1.0" encoding="UTF-8"?>
<Error><Code>SignatureDoesNotMatch</Code><Message>${MISMATCH} Check your key and signing method.</Message><AWSAccessKeyId>AKIAIOSFODNN7EXAMPLE</AWSAccessKeyId><StringToSign>AWS4-HMAC-SHA256
20190906T063000Z
20190906/eu-west-2/s3/aws4_request
9b2d95cd35ea18abb211a4f34eb3c690e41d8ed36f6bfe1c58998ee2a16c18cd</StringToSign><SignatureProvided>4e2b9b3d78c6282c5e94426d6a3b81516dbddf9a066bf10623b299e23050fb98</SignatureProvided><CanonicalRequest>PUT
/examplebucket/sometest.txt

date:Fri, 06 Sep 2019 06:30:00 GMT
host:s3-eu-west-2.amazonaws.com
x-amz-content-sha256:${WELCOME}
x-amz-date:20190906T063000Z
x-amz-storage-class:REDUCED_REDUNDANCY

date;host;x-amz-content-sha256;x-amz-date;x-amz-storage-class
${WELCOME}</CanonicalRequest><RequestId>0A49CE4060975EAC</RequestId><HostId>MzRISOwyjmnup7rM8T4XWbUCEXAMPLEHostIdEXAMPLEkCUJ9WtaHzkiM2J1c=</HostId></Error>

CanonicalRequest:
PUT
/sometest.txt

date:Fri, 06 Sep 2019 06:30:00 GMT
host:s3-eu-west-2.amazonaws.com
x-amz-content-sha256:${WELCOME}
x-amz-date:20190906T063000Z
x-amz-storage-class:REDUCED_REDUNDANCY
date;host;x-amz-content-sha256;x-amz-date;x-amz-storage-class
${WELCOME}
`,
  },
];
