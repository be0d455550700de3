// Three other signers behind one call: the signature each gives for a request, with its defaults.
import { Sha256 } from "@aws-crypto/sha256-js";
import { SignatureV4 } from "@smithy/signature-v4";
import aws4 from "aws4";
import { AwsV4Signer } from "aws4fetch";

export const REGION = "us-east-1";
export const DATE = new Date("2015-08-30T12:36:00Z");
export const EXPIRES_IN = 900;
const DATE_TIME = "20150830T123600Z";

// A request is { service, credentials, method, url, headers, body, placement }: the URL as text, the headers as pairs.
export const PEERS = { "@smithy/signature-v4": smithy, aws4: mhartAws4, aws4fetch };

/** Takes the path as it goes on the wire, the query decoded, and wants to be told how S3 differs. */
async function smithy({ service, credentials, method, url, headers, body, placement }) {
  const { protocol, host, path, query } = split(url);
  const isS3 = service === "s3";
  const signer = new SignatureV4({
    credentials,
    region: REGION,
    service,
    sha256: Sha256,
    uriEscapePath: !isS3,
    applyChecksum: isS3,
  });
  const request = { method, protocol, hostname: host, path, query, headers: { host, ...joined(headers) }, body };
  if (placement === "query") {
    // A body that it cannot hash is its way to UNSIGNED-PAYLOAD.
    const signed = await signer.presign(isS3 ? { ...request, body: {} } : request, {
      signingDate: DATE,
      expiresIn: EXPIRES_IN,
    });
    return signed.query["X-Amz-Signature"];
  }
  const signed = await signer.sign(request, { signingDate: DATE });
  return signatureIn(signed.headers.authorization);
}

function mhartAws4({ service, credentials, method, url, headers, body, placement }) {
  const presign = placement === "query";
  const { host, target } = split(url);
  const dated = presign ? withQuery(target, `X-Amz-Expires=${EXPIRES_IN}&X-Amz-Date=${DATE_TIME}`) : target;
  const signed = aws4.sign(
    {
      service,
      region: REGION,
      method,
      path: dated,
      headers: { Host: host, ...(!presign && { "X-Amz-Date": DATE_TIME }), ...joined(headers) },
      body,
      signQuery: presign,
    },
    credentials,
  );
  return signatureIn(presign ? signed.path : signed.headers.Authorization);
}

async function aws4fetch({ service, credentials, method, url, headers, body, placement }) {
  const presign = placement === "query";
  const sent = new Headers(headers);
  if (service === "s3" && !presign && !sent.has("x-amz-content-sha256")) {
    sent.set("x-amz-content-sha256", await sha256(body ?? ""));
  }
  const signer = new AwsV4Signer({
    ...credentials,
    service,
    region: REGION,
    method,
    url: presign ? withQuery(url, `X-Amz-Expires=${EXPIRES_IN}`) : url,
    headers: sent,
    body,
    datetime: DATE_TIME,
    signQuery: presign,
    // Its only way to sign the content-type that comes with a body.
    allHeaders: body !== undefined,
  });
  const signed = await signer.sign();
  return signatureIn(presign ? String(signed.url) : signed.headers.get("authorization"));
}

async function sha256(text) {
  const hash = new Sha256();
  hash.update(text);
  return Buffer.from(await hash.digest()).toString("hex");
}

/** The parts of a URL as text, for the signers that take them one by one. */
function split(url) {
  const [, protocol, host, target] = /^(https?:)\/\/([^/?#]*)(.*)$/s.exec(url);
  const [path, queryText = ""] = target.replace(/#.*/s, "").split(/\?(.*)/s);
  const query = {};
  for (const name of new Set(new URLSearchParams(queryText).keys())) {
    const values = new URLSearchParams(queryText).getAll(name);
    query[name] = values.length === 1 ? values[0] : values;
  }
  return { protocol, host, target, path, query };
}

function withQuery(target, added) {
  const [, start, fragment] = /^([^#]*)(.*)$/s.exec(target);
  return `${start}${start.includes("?") ? "&" : "?"}${added}${fragment}`;
}

/** Repeated names as one list of values, the way HTTP allows. */
function joined(headers) {
  const record = {};
  for (const [name, value] of headers) record[name] = name in record ? `${record[name]},${value}` : value;
  return record;
}

function signatureIn(text) {
  return /Signature=([0-9a-f]{64})/.exec(text)[1];
}
