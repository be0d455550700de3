// Signature Version 4 from the receiving side, for S3, in plain node:crypto: what arrived is checked, byte for byte.
import { createHash, createHmac } from "node:crypto";

const sha256 = (data) => createHash("sha256").update(data).digest("hex");
const hmac = (key, text) => createHmac("sha256", key).update(text).digest();
const encode = (text) => encodeURIComponent(text).replace(/[!'()*]/g, (c) => `%${c.charCodeAt(0).toString(16).toUpperCase()}`);

/** Null when the signature of a received request holds, or else what is wrong. */
export function wrongSignature({ method, url, headers }, body, secret) {
  const [path, search = ""] = url.split(/\?(.*)/s);
  const parameters = search.split("&").filter(Boolean).map((piece) => {
    const [name, value = ""] = piece.split(/=(.*)/s).map((each) => decodeURIComponent(each.replaceAll("+", " ")));
    return [name, value];
  });
  const query = new Map(parameters);
  const [, fields] = /^AWS4-HMAC-SHA256 (.+)$/.exec(headers.authorization ?? "") ?? [];
  const field = (name) =>
    fields ? new RegExp(`${name}=([^, ]+)`).exec(fields)?.[1] : query.get(`X-Amz-${name}`);
  const [credential, signedHeaders, signature] = ["Credential", "SignedHeaders", "Signature"].map(field);
  if (!credential || !signedHeaders || !signature) return "not signed";

  const payload = fields ? headers["x-amz-content-sha256"] : "UNSIGNED-PAYLOAD";
  if (payload !== "UNSIGNED-PAYLOAD" && payload !== sha256(body)) return `body is not of ${payload}`;
  const canonicalQuery = parameters
    .filter(([name]) => name !== "X-Amz-Signature")
    .map((pair) => pair.map(encode).join("="))
    .sort()
    .join("&");
  const lines = signedHeaders.split(";").map((name) => `${name}:${(headers[name] ?? "").trim().replace(/\s+/g, " ")}\n`);
  const strictPath = path.split("/").map((segment) => encode(decodeURIComponent(segment))).join("/");
  const canonical = [method, strictPath, canonicalQuery, lines.join(""), signedHeaders, payload].join("\n");

  const [, ...scope] = credential.split("/");
  const date = fields ? headers["x-amz-date"] : query.get("X-Amz-Date");
  const toSign = ["AWS4-HMAC-SHA256", date, scope.join("/"), sha256(canonical)].join("\n");
  const expected = hmac(scope.reduce(hmac, `AWS4${secret}`), toSign).toString("hex");
  return expected === signature ? null : `signed something else than\n${canonical}`;
}
