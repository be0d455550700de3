// "Coming from" of the README: what the calls of aws4fetch, aws4 and @smithy/signature-v4 do, and what the calls that take
// their place do otherwise.
import assert from "node:assert/strict";
import { test } from "node:test";
import { Sha256 } from "@aws-crypto/sha256-js";
import { SignatureV4 } from "@smithy/signature-v4";
import aws4 from "aws4";
import { AwsClient } from "aws4fetch";
import { Signer } from "../../pkg/index.js";

const credentials = { accessKeyId: "AKIDEXAMPLE", secretAccessKey: "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY" };
const host = "bucket.s3.eu-west-1.amazonaws.com";
const url = `https://${host}/key`;
const signer = new Signer({ credentials });
const client = new AwsClient(credentials);

const lifetime = (presigned) => /[?&]X-Amz-Expires=([^&]*)/.exec(presigned)?.[1];
const dateOf = (dateTime) =>
  new Date(dateTime.replace(/(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z/, "$1-$2-$3T$4:$5:$6Z"));
const presignedByFetch = async (from) => (await client.sign(from, { aws: { signQuery: true } })).url;

test("aws4fetch: an unknown host is signed for us-east-1, and is an error here", async () => {
  const { headers } = await client.sign("https://minio.example/bucket/key");
  assert.match(headers.get("authorization"), /\/us-east-1\//);
  assert.throws(() => signer.sign({ url: "https://minio.example/bucket/key" }), { code: "SERVICE_UNKNOWN" });
  const s3 = new Signer({ credentials, service: "s3" });
  assert.throws(() => s3.sign({ url: "https://minio.example/bucket/key" }), { code: "REGION_UNKNOWN" });
});

test("aws4fetch: the body of a PUT to S3 is not hashed; here it is, and the old way has the same signature", async () => {
  const init = { method: "PUT", body: "body" };
  const theirs = (await client.sign(url, init)).headers;
  assert.equal(theirs.get("x-amz-content-sha256"), "UNSIGNED-PAYLOAD");
  assert.match((await signer.signRequest(url, init)).headers.get("x-amz-content-sha256"), /^[0-9a-f]{64}$/);
  const date = dateOf(theirs.get("x-amz-date"));
  const ours = signer.sign({ url, ...init }, { date, payload: "unsigned" }).headers;
  assert.equal(ours.authorization, theirs.get("authorization"));
});

test("aws4fetch: a presigned URL of S3 lives for a day, with any lifetime, and without dot segments", async () => {
  assert.equal(lifetime(await presignedByFetch(url)), "86400");
  assert.equal(lifetime(signer.presign(url)), "3600");
  for (const expiresIn of [0, 1.5]) {
    assert.equal(lifetime(await presignedByFetch(`${url}?X-Amz-Expires=${expiresIn}`)), String(expiresIn));
    assert.throws(() => signer.presign(url, { expiresIn }), { code: "EXPIRES_IN_INVALID" });
  }
  assert.ok((await presignedByFetch(`${url}/../b`)).startsWith(`https://${host}/b?`));
  assert.ok(signer.presign(`${url}/../b`).startsWith(`${url}/../b?`));
});

test("aws4: changes what it is given, and reads credentials from the environment; here neither", (context) => {
  const given = { host: "sqs.eu-west-1.amazonaws.com", path: "/" };
  assert.equal(aws4.sign(given, credentials), given);
  const request = Object.freeze({ url: `https://${given.host}/`, headers: Object.freeze({ "x-a": "1" }) });
  const signed = signer.sign(request);
  assert.deepEqual(Object.keys(signed).slice(0, 3), ["method", "url", "headers"]);
  assert.deepEqual(request.headers, { "x-a": "1" });

  const { AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY } = process.env;
  context.after(() => {
    for (const [name, value] of Object.entries({ AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY })) {
      if (value === undefined) delete process.env[name];
      else process.env[name] = value;
    }
  });
  Object.assign(process.env, { AWS_ACCESS_KEY_ID: "AKIDENVIRONMENT", AWS_SECRET_ACCESS_KEY: "secret" });
  assert.match(aws4.sign({ host: given.host, path: "/" }).headers.Authorization, /Credential=AKIDENVIRONMENT\//);
  assert.throws(() => new Signer({}), { code: "CREDENTIALS_INVALID" });
});

test("aws4: presigns a path, of S3 for a day; here it is the whole URL, with the same signature for the same lifetime", () => {
  const theirs = aws4.sign(
    { host, path: "/key", service: "s3", region: "eu-west-1", signQuery: true },
    credentials,
  ).path;
  assert.equal(lifetime(theirs), "86400");
  const date = dateOf(/X-Amz-Date=(\w+)/.exec(theirs)[1]);
  const ours = signer.presign(url, { date, expiresIn: 86400 });
  const signature = (presigned) => /X-Amz-Signature=(\w{64})/.exec(presigned)[1];
  assert.equal(signature(ours), signature(theirs));
});

test("a token for EKS is presigned as by @smithy/signature-v4, with the cluster's name as a header", async () => {
  const sts = { hostname: "sts.eu-west-1.amazonaws.com", path: "/" };
  const theirs = new SignatureV4({ credentials, region: "eu-west-1", service: "sts", sha256: Sha256 });
  const query = { Action: "GetCallerIdentity", Version: "2011-06-15" };
  const headers = { host: sts.hostname, "x-k8s-aws-id": "cluster" };
  const date = new Date("2026-03-04T05:06:07Z");
  const request = { protocol: "https:", method: "GET", ...sts, headers, query };
  const signed = await theirs.presign(request, { signingDate: date, expiresIn: 60 });
  const caller = `https://${sts.hostname}/?${new URLSearchParams(query)}`;
  const ours = signer.presign({ url: caller, headers: { "x-k8s-aws-id": "cluster" } }, { date, expiresIn: 60 });
  assert.deepEqual(Object.fromEntries(new URL(ours).searchParams), { ...signed.query });
  assert.equal(signed.query["X-Amz-SignedHeaders"], "host;x-k8s-aws-id");
});

test("@smithy/signature-v4: the same default lifetime", async () => {
  const theirs = new SignatureV4({ credentials, region: "eu-west-1", service: "s3", sha256: Sha256 });
  const request = { protocol: "https:", hostname: host, path: "/key", method: "GET", headers: { host }, query: {} };
  assert.equal((await theirs.presign(request)).query["X-Amz-Expires"], lifetime(signer.presign(url)));
});
