// What every request vector is held against, whichever suite it comes from.
import { Signer } from "../../pkg/index.js";
import { explain } from "../../pkg/inspect.js";
import { optionsOf, requestOf, signerOf } from "./vectors.mjs";

/** Name, got and expected of each step, in the order of the algorithm. */
export function requestSteps(vector) {
  return vector.kind === "presign" ? presignedSteps(vector) : headerSteps(vector);
}

function headerSteps(vector) {
  const explained = explain(signerOf(vector), requestOf(vector), { ...optionsOf(vector), placement: "header" });
  const signed = new Signer(signerOf(vector)).sign(requestOf(vector), optionsOf(vector));
  return [
    ...explainedSteps(vector, explained),
    ["sign().signature", signed.signature, vector.expected.signature],
    ["authorization", signed.headers.authorization, vector.expected.authorization ?? explained.result.authorization],
    ["sign().method", signed.method, explained.result.method],
    ["sign().url", signed.url, explained.result.url],
    ["sign().headers", JSON.stringify(signed.headers), JSON.stringify(explained.result.headers)],
  ];
}

function presignedSteps(vector) {
  const options = optionsOf(vector);
  const explained = explain(signerOf(vector), requestOf(vector), { ...options, placement: "query" });
  const signer = new Signer(signerOf(vector));
  const presigned = signer.presignRequest(requestOf(vector), options);
  const expiresAt = new Date(options.date.getTime() + options.expiresIn * 1000);
  return [
    ...explainedSteps(vector, explained),
    ["presignRequest().signature", presigned.signature, vector.expected.signature],
    ["presignRequest().url", presigned.url, explained.result.url],
    ["presign()", signer.presign(requestOf(vector), options), presigned.url],
    ["presignRequest().headers", JSON.stringify(presigned.headers), JSON.stringify(explained.result.headers)],
    ["presignRequest().expiresAt", presigned.expiresAt.toISOString(), expiresAt.toISOString()],
    ["the URL's query", queryOf(presigned.url), queryOf(vector.expected.url)],
  ];
}

function explainedSteps(vector, { canonicalRequest, stringToSign, signature, result, ...explained }) {
  const { expected } = vector;
  return [
    ["canonical request", canonicalRequest.text, expected.canonicalRequest],
    ["lines of the canonical request", textOf(canonicalRequest.lines), canonicalRequest.text],
    ["signed headers", canonicalRequest.signedHeaders, expected.signedHeaders ?? canonicalRequest.signedHeaders],
    ["string to sign", stringToSign.text, expected.stringToSign],
    ["lines of the string to sign", textOf(stringToSign.lines), stringToSign.text],
    ["hash of the canonical request", canonicalRequest.sha256, stringToSign.canonicalRequestHash],
    ["explain().signature", signature, expected.signature],
    ["parts of the URL", result.urlParts.map((part) => part.text).join(""), result.url],
    ["keys of the explanation", Object.keys(explained).sort().join(), "inferred,placement,region,rules,service"],
  ];
}

function textOf(lines) {
  return lines.map((line) => line.text).join("\n");
}

/** Decoded and in a fixed order: the expected URL's order and spelling are another signer's. */
function queryOf(url) {
  return JSON.stringify([...new URL(url.replace(/#.*/s, "")).searchParams].sort());
}
