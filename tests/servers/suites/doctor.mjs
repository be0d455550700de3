// Mistakes made for real: each request is signed by hand with one of them, the server refuses it, and `diagnose` names
// the mistake from what the server says and from what a caller has.
import assert from "node:assert/strict";
import { before, describe, test } from "node:test";
import { diagnose, explain } from "../../../pkg/inspect.js";
import { hmac, sha256 } from "../../support/hashes.mjs";
import { Bucket, each, send } from "../store.mjs";

const EMPTY = sha256("");

const line = (number, alter) => (text) =>
  text
    .split("\n")
    .map((each, index) => (index === number - 1 ? alter(each) : each))
    .join("\n");
const path = (alter) => line(2, alter);
const query = (alter) => line(3, alter);
const headers = (alter) => (text) => {
  const [, head, lines, rest] = /^((?:.*\n){3})([\s\S]*?\n)(\n.*\n.*)$/.exec(text);
  return head + lines.replace(/^(.*?):(.*)$/gm, (_, name, value) => alter(name, value)) + rest;
};

/** Made in the canonical request. */
const canonical = {
  "path-bucket-missing": path((uri) => uri.replace(/^\/[^/]+/, "")),
  "path-char-not-encoded": path((uri) => uri.replace("%21", "!")),
  "path-double-encoded-s3": path((uri) => uri.replaceAll("%", "%25")),
  "path-lowercase-hex": path((uri) => uri.replace(/%../g, (octet) => octet.toLowerCase())),
  "path-no-leading-slash": path((uri) => uri.slice(1)),
  "path-not-utf8": path((uri) => uri.replace("%C3%A9", "%E9")),
  "path-slash-encoded": path((uri) => `/${uri.slice(1).replaceAll("/", "%2F")}`),
  "path-space-as-plus": path((uri) => uri.replaceAll("%20", "+")),
  "path-trailing-slash": path((uri) => `${uri}/`),
  "query-double-encoded": query((text) => text.replaceAll("%", "%25")),
  "query-lowercase-hex": query((text) => text.replace(/%../g, (octet) => octet.toLowerCase())),
  "query-not-sorted": query((text) => text.split("&").reverse().join("&")),
  "query-omitted": query(() => ""),
  "query-plus-for-space": query((text) => text.replaceAll("%20", "+")),
  "query-value-not-encoded": query(decodeURIComponent),
  "tilde-encoded": query((text) => text.replaceAll("~", "%7E")),
  "header-host-without-port": headers((name, value) => `${name}:${name === "host" ? value.split(":")[0] : value}`),
  "header-space-after-colon": headers((name, value) => `${name}: ${value}`),
  "header-value-not-trimmed": headers((name, value) => `${name}:${name === "x-amz-meta-odd" ? "one   two" : value}`),
  "headers-extra-blank-line": (text) => text.replace("\n\nhost;", "\n\n\nhost;"),
  "headers-no-blank-line": (text) => text.replace("\n\nhost;", "\nhost;"),
  "headers-no-newline-at-all": (text) => text.replace("\n\nhost;", "host;"),
  "headers-not-lowercase": headers((name, value) => `${name.replace(/\b./g, (first) => first.toUpperCase())}:${value}`),
  "payload-hash-uppercase": (text) => text.replace(/.*$/, (hash) => hash.toUpperCase()),
  "payload-header-differs-from-line": (text) => text.replace(/.*$/, "UNSIGNED-PAYLOAD"),
  "payload-line-missing": (text) => text.replace(/\n.*$/, ""),
  "cr-crlf": (text) => text.replaceAll("\n", "\r\n"),
  "cr-literal-backslash-n": (text) => text.replaceAll("\n", "\\n"),
  "cr-method-lowercase": line(1, (method) => method.toLowerCase()),
  "cr-trailing-newline": (text) => `${text}\n`,
};

/** Made in the string to sign; `text` is the canonical request. */
const stringToSign = {
  "sts-algorithm-wrong": line(1, () => "AWS4-HMAC-SHA-256"),
  "sts-cr-not-hashed": (lines, text) => line(4, () => text)(lines),
  "sts-date-format": line(2, (date) => date.replace(/(....)(..)(..)T(..)(..)(..)Z/, "$1-$2-$3T$4:$5:$6Z")),
  "sts-hash-uppercase": line(4, (hash) => hash.toUpperCase()),
  "sts-scope-no-terminator": line(3, (scope) => scope.replace("/aws4_request", "")),
  "sts-trailing-newline": (lines) => `${lines}\n`,
};

/** Made behind it: (secret, parts of the scope, string to sign, canonical request) => signature. */
const chain = (seed, parts) => parts.reduce(hmac, seed);
const behind = {
  "key-args-swapped": (secret, parts, text) =>
    hmac(
      parts.reduce((key, part) => hmac(part, key), `AWS4${secret}`),
      text,
    ).toString("hex"),
  "key-hex-chain": (secret, parts, text) =>
    hmac(
      parts.reduce((key, part) => hmac(key, part).toString("hex"), `AWS4${secret}`),
      text,
    ).toString("hex"),
  "key-no-aws4-prefix": (secret, parts, text) => hmac(chain(secret, parts), text).toString("hex"),
  "key-other-region": (secret, [date, , ...rest], text) =>
    hmac(chain(`AWS4${secret}`, [date, "eu-west-3", ...rest]), text).toString("hex"),
  "key-step-missing": (secret, parts, text) => hmac(chain(`AWS4${secret}`, parts.slice(0, 3)), text).toString("hex"),
  "secret-trailing-whitespace": (secret, parts, text) => hmac(chain(`AWS4${secret}\n`, parts), text).toString("hex"),
  "secret-truncated": (secret, parts, text) => hmac(chain(`AWS4${secret.slice(0, -1)}`, parts), text).toString("hex"),
  "sig-base64": (secret, parts, text) => hmac(chain(`AWS4${secret}`, parts), text).toString("base64"),
  "sig-of-canonical-request": (secret, parts, _, text) => hmac(chain(`AWS4${secret}`, parts), text).toString("hex"),
  "sig-plain-sha": (secret, parts, text) => sha256(Buffer.concat([chain(`AWS4${secret}`, parts), Buffer.from(text)])),
};

const same = (value) => value;
const signature = (secret, parts, text) => hmac(chain(`AWS4${secret}`, parts), text).toString("hex");

/** A request signed by hand, with the mistake in its place. */
function signed(server, bucket, { atCanonical = same, atString = same, atEnd = signature }) {
  const signer = { credentials: server.credentials, region: server.region, service: "s3" };
  const url = bucket.url("odd dir/it's caf\u00e9!.txt", { "response-content-type": "a/b c~d", "x-id": "GetObject" });
  const request = { method: "GET", url, headers: { "x-amz-meta-odd": "one   two" } };
  const right = explain(signer, request, { date: new Date() });
  const text = atCanonical(right.canonicalRequest.text);
  const { algorithm, dateTime, credentialScope } = right.stringToSign;
  const lines = atString([algorithm, dateTime, credentialScope, sha256(text)].join("\n"), text);
  const { secretAccessKey } = server.credentials;
  const written = atEnd(secretAccessKey, credentialScope.split("/"), lines, text);
  const authorization = right.result.headers.authorization.replace(/Signature=.*/, `Signature=${written}`);
  const sent = { ...request, url: right.result.url, headers: { ...right.result.headers, authorization } };
  return { sent, canonicalRequest: text, stringToSign: lines, signature: written };
}

export function doctorSuite(server) {
  describe("the doctor, on what the server answers", { timeout: 300_000 }, () => {
    const bucket = new Bucket(server, "doctor", "header");
    const { credentials } = server;
    const response = (answer) => ({ status: answer.status, headers: answer.headers, body: answer.text });

    before(async () => {
      assert.equal((await bucket.create()).outcome, "200");
    });

    const makings = [
      ...Object.entries(canonical).map(([id, atCanonical]) => ({ id, atCanonical })),
      ...Object.entries(stringToSign).map(([id, atString]) => ({ id, atString })),
      ...Object.entries(behind).map(([id, atEnd]) => ({ id, atEnd })),
    ];

    test(`${makings.length} mistakes of signing, by the secret and by the caller's own strings`, async () => {
      assert.ok(makings.length >= 40);
      const others = [];
      await each(makings, async ({ id, ...making }) => {
        const { sent, ...own } = signed(server, bucket, making);
        const answer = await send(sent);
        if (answer.status < 400) others.push(`${id}: the server answered ${answer.outcome}`);
        const shown = { ...sent, headers: { ...sent.headers, "x-amz-meta-odd": "one   two" } };
        const evidence = { request: shown, response: response(answer), service: "s3" };
        const ways = { "by the secret": { ...evidence, credentials } };
        if (making.atEnd === undefined) {
          ways["by the own strings"] = { ...evidence, ...own };
          ways["by the own string to sign"] = { ...evidence, stringToSign: own.stringToSign };
        }
        for (const [how, given] of Object.entries(ways)) {
          const { findings, summary } = diagnose(given);
          const firm = findings.filter(({ certainty }) => certainty === "proven" || certainty === "certain");
          if (firm.length !== 1 || firm[0].id !== id) {
            others.push(`${id} ${how}: ${firm.map((finding) => finding.id).join(", ") || "nothing"}: ${summary}`);
          }
        }
      });
      assert.deepEqual(others, []);
    });

    test("what the server itself names", async () => {
      const signer = bucket.signer;
      const key = "doctor.txt";
      const hours = (count) => new Date(Date.now() + count * 3_600_000);
      const url = bucket.url(key);
      const presigned = (options) => ({ method: "GET", url: signer.presign(url, options), headers: {} });
      const header = (request, options) => signer.sign({ url, ...request }, options);
      const cases = {
        "clock-local-time": header({}, { date: hours(2) }),
        "presign-expired": presigned({ date: hours(-1), expiresIn: 60 }),
        "payload-sha256-mismatch": header({ method: "PUT", body: "one" }),
      };
      for (const [id, sent] of Object.entries(cases)) {
        const answer = await send(sent, id === "payload-sha256-mismatch" ? "another" : undefined);
        assert.ok(answer.status >= 400, `${id}: ${answer.outcome}`);
        const body = id === "payload-sha256-mismatch" ? "another" : undefined;
        const request = { ...sent, body };
        const { findings, summary, verdict } = diagnose({
          request,
          response: response(answer),
          credentials,
          service: "s3",
        });
        assert.equal(findings[0]?.id, id, `${answer.outcome}: ${summary}`);
        assert.equal(verdict, "explained");
      }
    });

    test("a presigned URL with the hash of no body", async () => {
      const url = bucket.signer.presign(bucket.url("doctor.txt"), { payload: { sha256: EMPTY } });
      const answer = await send({ method: "GET", url });
      const presign = diagnose({
        request: { method: "GET", url },
        response: response(answer),
        credentials,
        service: "s3",
      });
      assert.equal(answer.status, 403);
      assert.equal(presign.findings[0]?.id, "payload-empty-hash-in-presign");
      assert.equal(presign.findings[0]?.certainty, "proven");
    });

    test("an accepted request has nothing wrong in it", async () => {
      const sent = bucket.signed({ query: { "list-type": "2" } });
      const answer = await send(sent);
      assert.equal(answer.outcome, "200");
      const { verdict, findings } = diagnose({ request: sent, credentials, service: "s3" });
      assert.equal(verdict, "matches");
      assert.deepEqual(
        findings.filter(({ certainty }) => certainty !== "possible"),
        [],
      );
    });
  });
}
