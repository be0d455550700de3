// `node start.mjs SIGNER`: milliseconds from here to the first presigned URL, in a process that has loaded nothing yet.
// Packages are found by their names, as those of a user are.
import given from "./start.json" with { type: "json" };

const { credentials, region, service, host, path } = given;
const { accessKeyId, secretAccessKey } = credentials;
const url = `https://${host}${path}`;

const STARTS = {
  async "sigv4-wasm"() {
    const { Signer } = await import("sigv4-wasm");
    return new Signer({ credentials, region, service }).presign(url);
  },
  async aws4() {
    const { default: aws4 } = await import("aws4");
    return aws4.sign({ host, path, service, region, signQuery: true }, credentials).path;
  },
  async smithy() {
    const { SignatureV4 } = await import("@smithy/signature-v4");
    const { Hash } = await import("@smithy/core/serde");
    const sha256 = Hash.bind(null, "sha256");
    const signer = new SignatureV4({ service, region, credentials, sha256, uriEscapePath: false });
    const headers = { host, "x-amz-content-sha256": "UNSIGNED-PAYLOAD" };
    const request = { method: "GET", protocol: "https:", hostname: host, path, headers };
    return (await signer.presign(request)).query["X-Amz-Signature"];
  },
  async minio() {
    const { Client } = await import("minio");
    const client = new Client({
      endPoint: "s3.amazonaws.com",
      accessKey: accessKeyId,
      secretKey: secretAccessKey,
      region,
    });
    return client.presignedGetObject("examplebucket", "photos/IMG_0001.jpg", 3600);
  },
  async s3mini() {
    const { S3mini } = await import("s3mini");
    return new S3mini({ ...credentials, endpoint: `https://${host}`, region }).getPresignedUrl(
      "GET",
      "photos/IMG_0001.jpg",
    );
  },
  async aws4fetch() {
    const { AwsV4Signer } = await import("aws4fetch");
    return (await new AwsV4Signer({ ...credentials, url, service, region, signQuery: true }).sign()).url.href;
  },
  async "aws-sdk"() {
    const { GetObjectCommand, S3Client } = await import("@aws-sdk/client-s3");
    const { getSignedUrl } = await import("@aws-sdk/s3-request-presigner");
    const command = new GetObjectCommand({ Bucket: "examplebucket", Key: "photos/IMG_0001.jpg" });
    return getSignedUrl(new S3Client({ region, credentials }), command);
  },
};

const start = STARTS[process.argv[2]];
const before = performance.now();
if ((await start()).length === 0) throw new Error("nothing was signed");
console.log(performance.now() - before);
