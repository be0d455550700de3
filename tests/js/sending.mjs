// Requests that an Explanation's code is to send, and what must arrive.
import assert from "node:assert/strict";
import { explain } from "../../pkg/inspect.js";
import { verify } from "../support/verifier.mjs";

export const credentials = { accessKeyId: "AKIDEXAMPLE", secretAccessKey: "hush/ThisMayNeverBeSeenInAnyMessage" };

/** The paths and queries that are sent. */
export const TARGETS = [
  "/",
  "/key",
  "/a b/ü/\u{1f600}",
  "/a!b'c(d)*e\"f<g>h|i^j`k{l}m\\n",
  "/$HOME/`id`/$(id)/;id&id",
  "/[1-3]/{a,b}",
  "/100%/%zz/%",
  "//double//slash/",
  "/?list-type=2&prefix=a/b&b=2&a=1&a=0&flag&=x",
  "/?q=[1-3]{a,b}'\"$(id)%20+",
  "/key?a=1#fragment",
];
/** Paths that clients rewrite unless they are told not to, and some that look like them. */
export const DOTS = ["/a/../b", "/./a/.", "/a/..", "/a/%2e%2E/b", "/a/.%2e", "/.hidden/..."];

const BODIES = {
  text: "a=b&c=d",
  "quotes and such": `it's "quoted" \\ $(id) \`id\` \${x}\r\n\ttab \u0001\u007f\u2028 é\u{1f600}\n`,
  "one that starts with @": "@/etc/hostname",
  "one that starts with -": "--output x",
  empty: "",
  bytes: new Uint8Array([0, 255, 254, 10, 13, 39, 0]),
  "NUL in text": "a\0b",
  large: "x".repeat(20_000),
};

const HEADERS = {
  plain: { "X-Custom": "value", accept: "text/plain" },
  "white space": { "x-custom": "  a   b\tc " },
  quotes: { "x-custom": `it's "quoted" \\ $(id) \`id\` %41` },
  empty: { "x-custom": "", "x-other": " " },
  repeated: [
    ["x-custom", "b"],
    ["X-Custom", "a"],
  ],
  folded: { "x-custom": "a\r\n b" },
  "content-type": { "content-type": "application/json; charset=utf-8" },
  "never signed": { "user-agent": "tester", "x-forwarded-for": "127.0.0.1" },
  semicolon: { "x-custom": ";", "x-other": "@body" },
};

const METHODS = ["GET", "HEAD", "PUT", "POST", "DELETE", "PATCH", "OPTIONS", "PROPFIND"];

/** Requests by name; the URL is the server's. */
export function* requests(targets) {
  for (const target of targets) yield [`the target ${target}`, { target }];
  for (const [name, body] of Object.entries(BODIES)) yield [`a body: ${name}`, { method: "PUT", body }];
  for (const [name, headers] of Object.entries(HEADERS)) yield [`headers: ${name}`, { headers }];
  for (const method of METHODS) yield [`the method ${method}`, { method, target: "/key?x=1" }];
  yield ["a body with a content-type", { body: "{}", headers: { "Content-Type": "application/json" } }];
  yield ["a session token", { sessionToken: "token/with+signs==" }];
}

/** Every step of signing a request to the server. */
export function explained(server, service, placement, { target = "/key", sessionToken, ...request }) {
  const keys = sessionToken === undefined ? credentials : { ...credentials, sessionToken };
  const signer = { credentials: keys, region: "us-east-1", service };
  // The payload is signed always, so that the body is compared too.
  return explain(signer, { url: server.url + target, ...request }, { placement, payload: "signed" });
}

/** What arrived, which is what the explanation says was signed, and what an independent verifier accepts. */
export function receivedBy(server, { placement, canonicalRequest, result }, body = "") {
  const [sent, ...more] = server.received.splice(0);
  assert.equal(more.length, 0);
  assert.equal(sent.method, canonicalRequest.method);
  assert.equal(server.url + sent.target, result.url);
  assert.deepEqual(sent.body, Buffer.from(body));
  for (const { name, value } of canonicalRequest.headers.signed) {
    const values = valuesOf(sent, name);
    assert.deepEqual(values, [result.headers[name] ?? value], name);
    assert.equal(values[0].trim().replaceAll(/[ \t]+/g, " "), value, name);
  }
  if (placement === "header") verify(sent, credentials.secretAccessKey);
  return sent;
}

/** The values of a header, one for each time that it was sent. */
export function valuesOf({ headers }, wanted) {
  return headers.filter(([name]) => name.toLowerCase() === wanted).map(([, value]) => value);
}
