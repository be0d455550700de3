// Every error code, the value in its message where that is no secret, and what to do instead; and that a Signer
// is as usable after a refusal as before.
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { test } from "node:test";
import { SigV4Error, Signer, s3Url } from "../../pkg/index.js";
import { diagnose, explain, recognise, signCanonicalRequest } from "../../pkg/inspect.js";
import { CODES } from "../support/error-codes.mjs";

const credentials = { accessKeyId: "AKIDEXAMPLE", secretAccessKey: "hush/ThisMayNeverBeSeenInAnyMessage" };
const S3 = { credentials, region: "us-east-1", service: "s3" };
const URL_ = "https://bucket.s3.us-east-1.amazonaws.com/key";
const signer = new Signer(S3);
const disposed = new Signer(S3);
disposed.dispose();

const sign = (request) => () => signer.sign({ url: URL_, ...request });
const signWith = (options) => () => signer.sign({ url: URL_ }, options);
const presign = (url) => () => signer.presign(url);
const presignWith = (options) => () => signer.presign(URL_, options);
const make = (options) => () => new Signer({ ...S3, ...options });
const makeWith = (member) => make({ credentials: { ...credentials, ...member } });
const object = (members) => () => s3Url({ bucket: "bucket", region: "us-east-1", ...members });

/** A code, what is said about the value, and the calls that are refused with both. */
const REFUSED = [
  ["CREDENTIALS_INVALID", /got undefined$/, make({ credentials: undefined })],
  ["CREDENTIALS_INVALID", /got null$/, make({ credentials: null })],
  ["CREDENTIALS_INVALID", /got a string$/, make({ credentials: "AKIDEXAMPLE:hush" })],
  ["CREDENTIALS_INVALID", /got a function$/, make({ credentials: () => credentials })],
  ["CREDENTIALS_INVALID", /got a Promise: await it first$/, make({ credentials: Promise.resolve(credentials) })],
  ["CREDENTIALS_INVALID", /got no accessKeyId$/, makeWith({ accessKeyId: undefined })],
  ["CREDENTIALS_INVALID", /got "" as accessKeyId$/, makeWith({ accessKeyId: "" })],
  // As text, a variable that is not set.
  ["CREDENTIALS_INVALID", /got "undefined" as accessKeyId$/, makeWith({ accessKeyId: `${undefined}` })],
  ["CREDENTIALS_INVALID", /got "undefined" as secretAccessKey$/, makeWith({ secretAccessKey: "undefined" })],
  ["CREDENTIALS_INVALID", /got "null" as sessionToken$/, makeWith({ sessionToken: "null" })],
  ["CREDENTIALS_INVALID", /got no secretAccessKey$/, makeWith({ secretAccessKey: undefined })],
  ["CREDENTIALS_INVALID", /got a number as secretAccessKey$/, makeWith({ secretAccessKey: 12345 })],
  ["CREDENTIALS_INVALID", /got null as sessionToken$/, makeWith({ sessionToken: null })],
  ["CREDENTIALS_INVALID", /got an object as secretAccessKey$/, makeWith({ secretAccessKey: {} })],
  [
    "CREDENTIALS_INVALID",
    /no accessKeyId, but accessKeyID$/,
    make({ credentials: { accessKeyID: "AKIDEXAMPLE", secretAccessKey: "hush" } }),
  ],
  ["CREDENTIALS_INVALID", /no secretAccessKey, but secretAccesKey$/, make({ credentials: misspelt() })],
  ["SECRET_ACCESS_KEY_INVALID", /the secret alone/, makeWith({ secretAccessKey: "hush\0b" })],
  ["SECRET_ACCESS_KEY_INVALID", /the secret alone/, makeWith({ secretAccessKey: "hush\ud800" })],
  ["SESSION_TOKEN_INVALID", /the token alone/, makeWith({ sessionToken: "hush\udfff" })],
  ["SESSION_TOKEN_INVALID", /token/, makeWith({ sessionToken: "token\0" })],
  ["ACCESS_KEY_ID_INVALID", /public id/, makeWith({ accessKeyId: "AKID\0" })],
  ...["token", "securityToken", "aws_session_token", "aws_security_token"].map((name) => [
    "OPTION_UNKNOWN",
    new RegExp(`${name}: credentials has only accessKeyId, secretAccessKey, sessionToken$`),
    makeWith({ [name]: "token" }),
  ]),
  ["ACCESS_KEY_ID_INVALID", /not the secret/, makeWith({ accessKeyId: "hush/UtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEYx" })],
  ["ACCESS_KEY_ID_INVALID", /not the secret/, makeWith({ accessKeyId: "0123456789abcdef".repeat(4) })],
  ["ACCESS_KEY_ID_INVALID", /white space/, makeWith({ accessKeyId: "AKIDEXAMPLE\n" })],
  ["SECRET_ACCESS_KEY_INVALID", /white space/, makeWith({ secretAccessKey: "hush\n" })],
  ["SECRET_ACCESS_KEY_INVALID", /on one line/, makeWith({ secretAccessKey: "hush\nhush" })],
  ["SECRET_ACCESS_KEY_INVALID", /white space/, makeWith({ secretAccessKey: " hush" })],
  ["SECRET_ACCESS_KEY_INVALID", /quotes/, makeWith({ secretAccessKey: '"hush"' })],
  ["SESSION_TOKEN_INVALID", /quotes/, makeWith({ sessionToken: "'token'" })],
  ["OPTION_UNKNOWN", /rgion: did you mean region\?/, make({ rgion: "us-east-1" })],
  ["OPTION_UNKNOWN", /sesionToken: did you mean sessionToken\?/, makeWith({ sesionToken: "token" })],
  ["OPTION_UNKNOWN", /doubleEncode: did you mean doubleEncodePath\?/, make({ rules: { doubleEncode: true } })],
  ["OPTION_UNKNOWN", /expires: did you mean expiresIn\?/, presignWith({ expires: 60 })],
  ["OPTION_UNKNOWN", /expiresIn: .* has only date, region/, signWith({ expiresIn: 60 })],
  ["OPTION_UNKNOWN", /Region: did you mean region\?/, presignWith({ Region: "us-east-1" })],
  ["OPTION_UNKNOWN", /got constructor: options has only date/, presignWith({ constructor: "us-east-1" })],
  ["OPTION_UNKNOWN", /params: request has only method, url, headers, body/, sign({ params: {} })],
  ["OPTION_UNKNOWN", /sha: payload has only sha256/, signWith({ payload: { sha: "00" } })],
  ["OPTION_UNKNOWN", /methods: did you mean method\?/, () => signer.presignMany([], { methods: "PUT" })],
  ["OPTION_UNKNOWN", /placment: did you mean placement\?/, () => explain(S3, URL_, { placment: "query" })],
  ["OPTION_UNKNOWN", /regoin: did you mean region\?/, () => signer.signString("text", { regoin: "x" })],
  ["OPTION_UNKNOWN", /buket: did you mean bucket\?/, object({ buket: "bucket" })],
  ["OPTION_UNKNOWN", /other: object has only bucket, key/, object({ other: "" })],
  ["OPTION_INVALID", /object must be an object, got a string/, () => s3Url("bucket/key")],
  ["OPTION_INVALID", /options must be an object, got undefined/, () => new Signer()],
  ["OPTION_INVALID", /options must be an object, got a string/, () => new Signer(JSON.stringify(S3))],
  ["OPTION_INVALID", /signer must be an object, got a string/, () => explain(JSON.stringify(S3), URL_)],
  ["OPTION_INVALID", /evidence must be an object, got a string/, () => diagnose(JSON.stringify(S3))],
  ["OPTION_INVALID", /options must be an object, got 3600/, presignWith(3600)],
  ["OPTION_INVALID", /options must be an object, got null/, presignWith(null)],
  ["OPTION_INVALID", /rules must be an object, got true/, signWith({ rules: true })],
  ["OPTION_INVALID", /rules.normalizePath must be true or false, got 1/, make({ rules: { normalizePath: 1 } })],
  ["OPTION_INVALID", /unsignedHeaders must be an iterable.*got "range"/, signWith({ unsignedHeaders: "range" })],
  ["OPTION_INVALID", /signedHeaders must be an iterable.*got "range"/, signWith({ signedHeaders: "range" })],
  ["OPTION_INVALID", /unsignedHeaders must be an iterable.*got an Object/, signWith({ unsignedHeaders: uniterable() })],
  ["OPTION_INVALID", /urls must be an iterable.*got an Object/, () => signer.presignMany(uniterable())],
  ["HEADER_CHOICE_INVALID", /must be signed.*got host/, signWith({ unsignedHeaders: ["host"] })],
  ["HEADER_CHOICE_INVALID", /must be signed.*got X-Amz-Date/, signWith({ unsignedHeaders: ["X-Amz-Date"] })],
  ["HEADER_CHOICE_INVALID", /cannot name authorization/, signWith({ signedHeaders: ["authorization"] })],
  ["OPTION_INVALID", /placement must be .*got "url"/, () => explain(S3, URL_, { placement: "url" })],
  ["OPTION_INVALID", /includeKeys must be true or false, got "yes"/, () => explain(S3, URL_, { includeKeys: "yes" })],
  ["OPTION_INVALID", /urls must be an iterable.*got null/, () => signer.presignMany(null)],
  ["OPTION_INVALID", /urls must be an iterable of strings or URLs, got "https/, () => signer.presignMany(URL_)],
  ["OPTION_INVALID", /text must be a string, got a Uint8Array/, () => signer.signString(new Uint8Array(1))],
  ["OPTION_INVALID", /canonicalRequest must be a string, got 5/, () => signCanonicalRequest(S3, 5, {})],
  ["OPTION_INVALID", /pathStyle must be true or false, got "yes"/, object({ pathStyle: "yes" })],
  [
    "OPTION_INVALID",
    /query must be names with strings as values, got "versionId": 5/,
    object({ query: { versionId: 5 } }),
  ],
  ["OPTION_INVALID", /got a Promise$/, object({ query: Promise.resolve({ versionId: "5" }) })],
  ["OPTION_INVALID", /query must be .* without NUL, got "a\\u0000b"/, object({ query: { marker: "a\0b" } })],
  ["OPTION_INVALID", /query must be well-formed.*got "\\ud800"/, object({ query: { prefix: "\ud800" } })],
  ["OPTION_INVALID", /status must be a number, got an Object/, answeredWith({ status: {} })],
  ["OPTION_INVALID", /status must be a number, got Symbol/, answeredWith({ status: Symbol("403") })],
  ["OPTION_INVALID", /status must be a number, got true/, answeredWith({ status: true })],
  ["REGION_UNKNOWN", /pass \{ region \}.*minio\.example\.com/, unscoped("https://minio.example.com/bucket/key", "s3")],
  ["REGION_UNKNOWN", /pass \{ region \}/, () => s3Url({ bucket: "bucket" })],
  ["SERVICE_UNKNOWN", /pass \{ service \}.*minio\.example\.com/, unscoped("https://minio.example.com/bucket/key")],
  ["REGION_INVALID", /got ""/, make({ region: "" })],
  ["REGION_INVALID", /got " us-east-1"/, make({ region: " us-east-1" })],
  ["REGION_INVALID", /got ""/, () => signer.signString("text", { region: "" })],
  ["REGION_INVALID", /got ""/, object({ region: "" })],
  ["REGION_INVALID", /got "undefined"$/, make({ region: `${undefined}` })],
  ["REGION_INVALID", /got "null"$/, object({ region: "null" })],
  ["SERVICE_INVALID", /like s3 .*got "S3"$/, make({ service: "S3" })],
  ["SERVICE_INVALID", /got "undefined"$/, presignWith({ service: "undefined" })],
  ["REGION_INVALID", /got \/$/, presignWith({ region: "/" })],
  ["REGION_INVALID", /letters, digits, - \. and _, got us east/, presignWith({ region: "us east" })],
  ["REGION_INVALID", /got 5/, presignWith({ region: 5 })],
  ["REGION_INVALID", /got null/, presignWith(Object.defineProperty({}, "region", { value: null }))],
  ["SERVICE_INVALID", /got ""/, make({ service: "" })],
  ["SERVICE_INVALID", /got s3\/x/, make({ service: "s3/x" })],
  ["REGION_INVALID", /got "us\\u0000east"/, presignWith({ region: "us\0east" })],
  ["SERVICE_INVALID", /got s3\/x/, presignWith({ service: "s3/x" })],
  ["SERVICE_INVALID", /got 5/, presignWith({ service: 5 })],
  ["URL_INVALID", /got undefined/, presign(undefined)],
  ["URL_INVALID", /got 5/, presign(5)],
  ["URL_INVALID", /got null/, presign(null)],
  ["URL_INVALID", /got \/path/, presign("/path")],
  ["URL_INVALID", /got bucket\.s3\.amazonaws\.com\/key/, presign("bucket.s3.amazonaws.com/key")],
  ["URL_INVALID", /http\(s\) or ws\(s\).*got s3:\/\/bucket\/key/, presign("s3://bucket/key")],
  ["URL_INVALID", /got ftp:\/\/host\/key/, presign("ftp://host/key")],
  ["URL_INVALID", /got https:\/\/$/, presign("https://")],
  ["URL_INVALID", /got https:\/\/\/path/, presign("https:///path")],
  ["URL_INVALID", /\/path\?query$/, presign("key:hush@minio.example/bucket")],
  ["URL_INVALID", /\/path\?query$/, presign("//key:hush@minio.example/bucket")],
  ["URL_INVALID", /got bucket\/key$/, presign("bucket/key?X-Amz-Security-Token=hush")],
  ["URL_INVALID", /got undefined/, () => signer.sign({})],
  ["URL_INVALID", /: urls\[1\]: .*got 5/, () => signer.presignMany([URL_, 5])],
  ["URL_USER_INFO", /must not hold user:password@$/, presign("https://user:password@example.com/")],
  ["URL_CONTROL_CHARACTER", /percent-encode it/, presign(`${URL_}\r\nx: y`)],
  ["URL_CONTROL_CHARACTER", /percent-encode it/, presign(`${URL_}\0`)],
  ["URL_CONTROL_CHARACTER", /percent-encode it/, () => signer.presign({ url: `${URL_}\0`, headers: { range: "x" } })],
  ["HOST_INVALID", /0\.\.65535$/, presign("https://key:hush/slash@minio.example/bucket")],
  ["HOST_INVALID", /got exa mple\.com/, presign("https://exa mple.com/")],
  ["HOST_INVALID", /got example\.com:65536/, presign("https://example.com:65536/")],
  ["URL_TOO_LONG", /128 KiB/, presign(`${URL_}?${"q".repeat(1 << 17)}`)],
  ["METHOD_INVALID", /got G T/, sign({ method: "G T" })],
  ["METHOD_INVALID", /got ""/, sign({ method: "" })],
  ["METHOD_INVALID", /got "G\\u0000T"/, sign({ method: "G\0T" })],
  ["METHOD_INVALID", /got null/, sign({ method: null })],
  ["METHOD_INVALID", /got 5/, () => signer.presignMany([URL_], { method: 5 })],
  ["HEADER_NAME_INVALID", /got a b/, sign({ headers: { "a b": "value" } })],
  ["HEADER_NAME_INVALID", /tokens/, sign({ headers: { "": "value" } })],
  ["HEADER_NAME_INVALID", /got "a\\u0000b" in unsignedHeaders$/, signWith({ unsignedHeaders: ["a\0b"] })],
  ["HEADER_NAME_INVALID", /got 5 in signedHeaders$/, signWith({ signedHeaders: [5] })],
  ["HEADER_VALUE_INVALID", /CR or LF.*got x-name/, sign({ headers: { "x-name": "a\r\nb: c" } })],
  ["HEADER_VALUE_INVALID", /CR or LF.*got x-name/, sign({ headers: { "x-name": "a\rb" } })],
  ["HEADER_VALUE_INVALID", /NUL/, sign({ headers: { "x-name": "a\0b" } })],
  [
    "HEADER_VALUE_INVALID",
    /headers must be names with strings as values, got "x-name": 5/,
    sign({ headers: { "x-name": 5 } }),
  ],
  ["HEADER_VALUE_INVALID", /got "x-name": an Array/, sign({ headers: { "x-name": ["a", "b"] } })],
  ["HEADER_VALUE_INVALID", /got a string/, sign({ headers: "x-name: value" })],
  ["HEADER_VALUE_INVALID", /got a Promise$/, sign({ headers: Promise.resolve({ "x-name": "value" }) })],
  ["HEADER_VALUE_INVALID", /got a Request$/, sign({ headers: new Request(URL_) })],
  ["HEADER_VALUE_INVALID", /got a string/, sign({ headers: ["x-name", "value"] })],
  ["HEADER_VALUE_INVALID", /got a string/, sign({ headers: ["xy"] })],
  ["HEADER_VALUE_INVALID", /got null/, sign({ headers: [null] })],
  ["HEADER_VALUE_INVALID", /got an Array/, sign({ headers: [["x-name"]] })],
  ["HEADER_VALUE_INVALID", /got an Array/, sign({ headers: [["x-name", "value", "value"]] })],
  ["HEADER_VALUE_INVALID", /got the name 5/, sign({ headers: [[5, "value"]] })],
  ["HEADER_VALUE_INVALID", /got null/, sign({ headers: null })],
  ["HEADER_VALUE_INVALID", /got a string/, sign({ headers: ["x-amz-security-token: hush"] })],
  [
    "HEADER_CONFLICT",
    /there once.*got x-amz-date/,
    sign({ headers: Array(2).fill(["x-amz-date", "20150830T123600Z"]) }),
  ],
  ["HEADER_CONFLICT", /got host: other\.example\.com$/, sign({ headers: { host: "other.example.com" } })],
  ["HEADER_CONFLICT", /got x-amz-content-sha256: UNSIGNED-PAYLOAD$/, conflictingPayload()],
  ["HEADER_CONFLICT", /got "x-amz-security-token: …"$/, otherToken()],
  ["HEADERS_TOO_MANY", /at most 10,000/, sign({ headers: Array(100_000).fill(["x-name", "value"]) })],
  ["DATE_INVALID", /1970\.\.9999.*got an invalid Date/, presignWith({ date: new Date(Number.NaN) })],
  ["DATE_INVALID", /got "2015-08-30"/, presignWith({ date: "2015-08-30" })],
  ["DATE_INVALID", /got 1440938160000/, signWith({ date: 1440938160000 })],
  ["DATE_INVALID", /got null/, presignWith({ date: null })],
  ["DATE_INVALID", /got a function$/, presignWith({ date: () => date })],
  ["DATE_INVALID", /got "(x{100})"$/, presignWith({ date: "x".repeat(500) })],
  ["DATE_INVALID", /got 1969-12-31T23:59:59/, signWith({ date: new Date(-1000) })],
  ["DATE_INVALID", /got \+010000-01-01/, presignWith({ date: new Date(253402300800000) })],
  ["DATE_INVALID", /got yesterday/, sign({ headers: { "x-amz-date": "yesterday" } })],
  ["DATE_INVALID", /got undefined/, () => signCanonicalRequest(S3, "GET", {})],
  ["OPTION_UNKNOWN", /dat: did you mean date\?/, () => signCanonicalRequest(S3, "GET", { date, dat: date })],
  ["DATE_INVALID", /got an invalid Date/, () => signer.signString("text", { date: new Date("x") })],
  ...[0, 0.5, -5, Number.NaN, Number.POSITIVE_INFINITY, 604801].map((expiresIn) => [
    "EXPIRES_IN_INVALID",
    new RegExp(`integer 1\\.\\.604800.*got ${expiresIn}$`),
    presignWith({ expiresIn }),
  ]),
  ["EXPIRES_IN_INVALID", /got "abc"/, presignWith({ expiresIn: "abc" })],
  ["EXPIRES_IN_INVALID", /got "3600"/, presignWith({ expiresIn: "3600" })],
  ["EXPIRES_IN_INVALID", /got 60n/, presignWith({ expiresIn: 60n })],
  ["EXPIRES_IN_INVALID", /: expiresIn .*got 0/, () => signer.presignMany([URL_], { expiresIn: 0 })],
  ["PAYLOAD_HASH_INVALID", /: sha256 .*got a$/, () => signer.presignMany([URL_, "x"], { payload: { sha256: "a" } })],
  ["EXPIRES_IN_INVALID", /got 0/, () => signer.presignMany([], { expiresIn: 0 })],
  ["EXPIRES_IN_INVALID", /got 0/, () => explain(S3, URL_, { placement: "query", expiresIn: 0 })],
  ["EXPIRES_IN_INVALID", /got "abc"/, () => explain(S3, URL_, { expiresIn: "abc" })],
  // What a class has, or what an object inherits, is named as well.
  ["EXPIRES_IN_INVALID", /got 0$/, presignWith(Object.create({ expiresIn: 0 }))],
  ["DATE_INVALID", /got null$/, signWith(Object.create({ date: null }))],
  ["DATE_INVALID", /got null$/, () => explain(S3, URL_, Object.create({ date: null }))],
  ["PAYLOAD_INVALID", /got "sined"/, signWith({ payload: "sined" })],
  ["PAYLOAD_INVALID", /got true/, signWith({ payload: true })],
  ["PAYLOAD_INVALID", /got null/, signWith({ payload: null })],
  ["PAYLOAD_HASH_INVALID", /64 lower-case hex digits.*got "?AB/, signWith({ payload: { sha256: "AB".repeat(32) } })],
  ["PAYLOAD_HASH_INVALID", /got undefined/, signWith({ payload: {} })],
  ["PAYLOAD_HASH_INVALID", /got ""/, signWith({ payload: { sha256: "" } })],
  ["PAYLOAD_HASH_INVALID", /got "a\\u0000b"/, signWith({ payload: { sha256: "a\0b" } })],
  ["PAYLOAD_HASH_INVALID", /got an Object/, signWith({ payload: { sha256: { toString: () => "0".repeat(64) } } })],
  ["PAYLOAD_HASH_INVALID", /got unsigned/, sign({ headers: { "x-amz-content-sha256": "unsigned" } })],
  ["BODY_INVALID", /a string, a URLSearchParams, an ArrayBuffer or a view of one, got 5/, sign({ body: 5 })],
  ["BODY_INVALID", /got an Object/, sign({ body: { a: 1 } })],
  ["BODY_INVALID", /got an Array/, sign({ body: [1, 2] })],
  ["BODY_INVALID", /got an Error/, sign({ body: new Error("x") })],
  ["OPTION_INVALID", /text must be a string, got an Int8Array/, () => signer.signString(new Int8Array(1))],
  ["BODY_INVALID", /got a detached buffer/, sign({ body: detached() })],
  ["BODY_INVALID", /got a detached buffer/, sign({ body: shrunk() })],
  ["BODY_INVALID", /got a Proxy/, sign({ body: new Proxy(new URLSearchParams("a=1"), {}) })],
  ["BODY_INVALID", /got 5/, () => signer.sign({ url: URL_, body: 5 }, { payload: "unsigned" })],
  ["BODY_NOT_SYNCHRONOUS", /use signRequest\(\).*got a ReadableStream/, sign({ body: new ReadableStream() })],
  ["BODY_NOT_SYNCHRONOUS", /payload: "unsigned".*got a Blob/, sign({ body: new Blob(["x"]) })],
  ["BODY_NOT_SYNCHRONOUS", /got a FormData/, sign({ body: new FormData() })],
  ["BODY_NOT_SYNCHRONOUS", /got a File/, sign({ body: new File(["x"], "name") })],
  ["BODY_NOT_SYNCHRONOUS", /got a Request/, sign({ body: new Request(URL_) })],
  ["BODY_NOT_SYNCHRONOUS", /got a Response/, sign({ body: new Response("x") })],
  ["BODY_NOT_SYNCHRONOUS", /got an AsyncGenerator/, sign({ body: (async function* () {})() })],
  // As in an engine whose streams cannot be iterated.
  ["BODY_NOT_SYNCHRONOUS", /got a ReadableStream/, sign({ body: { [Symbol.toStringTag]: "ReadableStream" } })],
  ["BODY_NOT_SYNCHRONOUS", /got a Promise/, sign({ body: Promise.resolve("x") })],
  ["BODY_NOT_SYNCHRONOUS", /got a Blob/, () => explain(S3, { url: URL_, body: new Blob(["x"]) })],
  ["BODY_NOT_SYNCHRONOUS", /Request's body.*use signRequest\(\)/, () => signer.sign(new Request(URL_))],
  ["BUCKET_INVALID", /got undefined/, object({ bucket: undefined })],
  ["BUCKET_INVALID", /got "a\\u0000b"/, object({ bucket: "a\0b" })],
  ["BUCKET_INVALID", /got A_B: a host has 63 lower-case/, object({ bucket: "A_B", pathStyle: false })],
  ["REGION_INVALID", /got EU-WEST-1: .* lower-case/, object({ region: "EU-WEST-1" })],
  ["BUCKET_INVALID", /got a\/b/, object({ bucket: "a/b" })],
  ["KEY_INVALID", /got 5/, object({ key: 5 })],
  ["KEY_INVALID", /got "\\ud800"/, object({ key: "\ud800" })],
  ["ENDPOINT_INVALID", /got localhost:9000/, object({ endpoint: "localhost:9000" })],
  [
    "ENDPOINT_INVALID",
    /user info, got 127\.0\.0\.1: an IP address holds no bucket/,
    object({ endpoint: "http://127.0.0.1", pathStyle: false }),
  ],
  ["ENDPOINT_INVALID", /user info$/, object({ endpoint: "https://key:hush@minio.example" })],
  ["ENDPOINT_INVALID", /got "https:\/\/a\\u0000b"/, object({ endpoint: "https://a\0b" })],
  ["ENDPOINT_INVALID", /got ""/, object({ endpoint: "" })],
  ["ENDPOINT_INVALID", /got https:\/\/example\.com/, object({ endpoint: "https://example.com/?a=1" })],
  ["SIGNER_DISPOSED", /make a new one/, () => disposed.presign(URL_)],
  ["SIGNER_DISPOSED", /make a new one/, () => disposed.sign({ url: URL_ })],
  ["SIGNER_DISPOSED", /make a new one/, () => disposed.signString("text")],
  ["SIGNER_DISPOSED", /make a new one/, () => disposed.presignRequest(URL_, { expiresIn: 0 })],
  ["SIGNER_DISPOSED", /make a new one/, () => disposed.presignMany([], { method: 5 })],
  ["SIGNER_DISPOSED", /make a new one/, () => disposed.presign(URL_, { expiresIn: 0, date: 5 })],
  ["SIGNER_DISPOSED", /make a new one/, () => disposed.sign({ url: URL_, method: 5 })],
  ["OPTION_INVALID", /signer\.presign/, () => [URL_].map(signer.presign)],
  ["OPTION_INVALID", /signer\.presign/, () => signer.presign.call(null, URL_)],
  ["OPTION_INVALID", /signer\.presign/, () => signer.dispose.call(undefined)],
  ...["sign", "presign", "presignRequest", "presignMany", "signString", "dispose"].map((name) => [
    "OPTION_INVALID",
    /not on a Proxy/,
    () => new Proxy(signer, {})[name](URL_),
  ]),
  ["OPTION_INVALID", /options must be an object, got 1970-/, presignWith(new Date(0))],
  ["OPTION_INVALID", /options must be an object, got a Map/, signWith(new Map([["region", "x"]]))],
  ["OPTION_INVALID", /options must be an object, got an Array/, signWith([])],
  ["OPTION_INVALID", /options must be an object, got a Promise/, presignWith(Promise.resolve({ expiresIn: 60 }))],
  ["OPTION_INVALID", /request must be an object, got a Promise/, () => signer.presign(Promise.resolve(URL_))],
  ["OPTION_INVALID", /rules must be an object, got an Array/, make({ rules: [] })],
  ...["method", "headers", "body"].map((name) => [
    "OPTION_UNKNOWN",
    new RegExp(`${name}: it belongs to the request: pass \\{ url, ${name} \\} first`),
    presignWith({ [name]: "PUT" }),
  ]),
  ["DATE_INVALID", /got an Object/, signWith({ date: new Proxy(new Date(0), {}) })],
  ["DATE_INVALID", /got an Object/, signWith({ date: Object.create(Date.prototype) })],
  ["DATE_INVALID", /got ""$/, () => signer.sign({ url: URL_, headers: { "x-amz-date": "" } }, { date })],
  ["URL_INVALID", /got a URL/, () => signer.sign({ url: Object.create(URL.prototype) })],
  ["METHOD_INVALID", /got "GET "/, sign({ method: "GET " })],
  ["HEADER_NAME_INVALID", /got "a\\u0000b"/, sign({ headers: { x: "y", "a\0b": "c" } })],
  ["HEADER_VALUE_INVALID", /got "a": a value with a NUL/, sign({ headers: { a: "x\0y" } })],
  ["HEADER_VALUE_INVALID", /got "a": a value with a NUL/, () => explain(S3, { url: URL_, headers: { a: "x\0y" } })],
  ["HEADER_VALUE_INVALID", /Headers/, sign({ headers: new Proxy(new Headers({ a: "1" }), {}) })],
  ["OPTION_UNKNOWN", /rules has only/, () => signCanonicalRequest({ ...S3, rules: { no: true } }, "GET", { date })],
  ["REGION_INVALID", /got a\/b/, () => signer.presignMany([], { region: "a/b" })],
  ["METHOD_INVALID", /got a b/, () => signer.presignMany([], { method: "a b" })],
];

function uniterable() {
  return { [Symbol.iterator]: 1 };
}

function answeredWith(response) {
  return () => diagnose({ response: { body: "", ...response } });
}

function misspelt() {
  const { secretAccessKey, ...rest } = credentials;
  return { ...rest, secretAccesKey: secretAccessKey };
}

function unscoped(url, service) {
  return () => new Signer({ credentials, ...(service && { service }) }).presign(url);
}

function otherToken() {
  const temporary = new Signer({ credentials: { ...credentials, sessionToken: "TOKEN" } });
  return () => temporary.sign({ url: URL_, headers: { "x-amz-security-token": "hush" } });
}

function conflictingPayload() {
  const headers = { "x-amz-content-sha256": "UNSIGNED-PAYLOAD" };
  return () => signer.sign({ url: URL_, headers }, { payload: { sha256: "0".repeat(64) } });
}

/** A view that lay within its buffer before that shrank. */
function shrunk() {
  const buffer = new ArrayBuffer(8, { maxByteLength: 16 });
  const view = new Uint8Array(buffer, 4, 4);
  buffer.resize(2);
  return view;
}

function detached() {
  const buffer = new ArrayBuffer(8);
  const view = new Uint8Array(buffer);
  structuredClone(buffer, { transfer: [buffer] });
  return view;
}

const date = new Date("2015-08-30T12:36:00Z");
const before = signer.presign(URL_, { date });

for (const [code, value, call] of REFUSED) {
  test(`${code}: ${value.source}`, () => {
    assert.throws(call, (error) => {
      assert.ok(error instanceof SigV4Error && error instanceof Error, String(error?.stack ?? error));
      assert.equal(error.name, "SigV4Error");
      assert.equal(error.code, code);
      assert.ok(error.message.startsWith(`${code}: `), error.message);
      assert.match(error.message, value);
      assert.ok(!error.message.includes("hush"), "the secret is in the message");
      return true;
    });
    assert.equal(signer.presign(URL_, { date }), before);
  });
}

test("a name is taken for one that differs in at most a third of its letters, and in one letter at least", () => {
  const near = {
    region: "egion gion xregion xxregion regio regi regionxx rxgixn rgon reegiion REGION".split(" "),
    date: ["ate", "dates", "dame"],
    unsignedHeaders: ["unsigndHeadr", "xunsignedheadersxxx"],
  };
  for (const [known, names] of Object.entries(near)) {
    for (const name of names) {
      assert.throws(signWith({ [name]: "x" }), { message: new RegExp(`got ${name}: did you mean ${known}\\?$`) });
    }
  }
  for (const name of "ion xxxregion reg regionxxx rxgxxn xrgiox dames te unsigxxxxxxders".split(" ")) {
    assert.throws(
      signWith({ [name]: "x" }),
      { message: new RegExp(`got ${name}: options has only date, region`) },
      name,
    );
  }
});

test("NOT_INITIALIZED: ./slim says how to initialise it", () => {
  const script = `
    import { Signer, s3Url } from ${JSON.stringify(new URL("../../pkg/slim.js", import.meta.url).href)};
    const credentials = { accessKeyId: "AKIDEXAMPLE", secretAccessKey: "hush" };
    for (const call of [() => new Signer({ credentials }), () => s3Url({ bucket: "bucket", region: "eu-west-1" })]) {
      try { call(); } catch (error) { console.log(String(error)); }
    }
  `;
  const { stdout } = spawnSync(process.execPath, ["--input-type=module", "--eval", script], { encoding: "utf8" });
  const lines = stdout.trim().split("\n");
  assert.equal(lines.length, 2);
  for (const line of lines) assert.match(line, /^SigV4Error: NOT_INITIALIZED: .*await init\(url\)/);
});

test("every error code has a test that reaches it", () => {
  const elsewhere = ["NOT_INITIALIZED", "URL_REWRITTEN"]; // the latter in sign-request.test.mjs
  const reached = new Set([...REFUSED.map(([code]) => code), ...elsewhere]);
  assert.deepEqual([...reached].sort(), CODES.toSorted());
});

test("input of any size ends in a signature or a refusal, and leaves the Signer as it was", () => {
  const tenMegabytes = "a!é".repeat(2_500_000);
  const signed = (call) => assert.match(call(), /^[0-9a-f]{64}$/);
  const refused = (code, call) => assert.throws(call, { code });
  signed(() => signer.sign({ url: `https://example.com/${tenMegabytes}` }).signature);
  signed(() => signer.sign({ url: `https://example.com/?${"a=!&".repeat(1_000_000)}` }).signature);
  signed(
    () => signer.sign({ url: `https://example.com/${"a/../".repeat(1_000_000)}` }, { service: "lambda" }).signature,
  );
  signed(() => signer.sign({ url: URL_, headers: { "x-long": tenMegabytes } }).signature);
  signed(() => signer.sign({ url: URL_, body: "é".repeat(50_000_000) }).signature);
  signed(() => signer.signString("é".repeat(30_000_000)));
  refused("URL_TOO_LONG", () => signer.sign({ url: `https://example.com/${"a".repeat(20_000_000)}` }));
  refused("URL_TOO_LONG", () => signer.presign(`https://example.com/${tenMegabytes}`));
  refused("OPTION_INVALID", () => signer.presign(`https://example.com/${"é".repeat(100_000_000)}`));
  assert.throws(() => signer.signString("é".repeat(100_000_000)), {
    message: /^OPTION_INVALID: a request must be shorter than 64 MiB, got \d+ bytes$/,
  });
  refused("HEADERS_TOO_MANY", () => signer.sign({ url: URL_, headers: new Map(numbered(100_000)) }));
  signed(() => signer.sign({ url: URL_, headers: numbered(9_000) }).signature);
  assert.equal(signer.presign(URL_, { date }), before);

  function numbered(count) {
    return Array.from({ length: count }, (_, i) => [`x-${i}`, "value"]);
  }
});

test("what only calls itself a URL is refused where it has no text", () => {
  // Read twice, it would be signed as one and sent as the other.
  const texts = [URL_, "https://other.example/"];
  const href = { toString: () => texts.reverse()[0], includes: () => false, length: URL_.length };
  for (const each of [href, new String(URL_), 5, null]) {
    const url = { [Symbol.toStringTag]: "URL", href: each };
    for (const call of [sign({ url }), presign({ url }), () => signer.presignMany([url])]) {
      assert.throws(call, { name: "SigV4Error", code: "URL_INVALID" }, String(call));
    }
  }
});

test("a secret in the wrong place is not repeated, be it in quotes or among other text", () => {
  const secret = "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY";
  for (const text of [secret, `"${secret}"`, `${secret}\n`, ` ${secret}`, `${secret},`, `s3 ${secret}`]) {
    for (const call of [
      presignWith({ region: text }),
      presignWith({ service: text }),
      presignWith({ date: text }),
      presignWith({ payload: text }),
      presignWith({ payload: { sha256: text } }),
      signWith({ signedHeaders: text }),
      signWith({ signedHeaders: [text] }),
      sign({ method: text }),
      sign({ headers: { host: text } }),
      sign({ headers: { [text]: "value" } }),
      presign(text),
      object({ bucket: text }),
      object({ region: text }),
      object({ endpoint: text }),
      () => explain(S3, { url: URL_, method: text }),
    ]) {
      assert.throws(call, ({ name, message }) => name === "SigV4Error" && !message.includes("wJal"), `${call} ${text}`);
    }
  }
});

test("an error is short, whatever is refused", () => {
  const long = "x/".repeat(100_000);
  for (const call of [
    presign(long),
    presign(`https://${long}ü%/`),
    presignWith({ [long]: 1 }),
    presignWith({ date: long }),
    presignWith({ region: { [Symbol.toStringTag]: long } }),
    presignWith({ region: long }),
    presignWith({ payload: { sha256: long } }),
    sign({ [long]: 1 }),
    sign({ method: long }),
    sign({ headers: { [long]: "value" } }),
    sign({ headers: { host: long } }),
    sign({ headers: { "x-amz-date": long } }),
    signWith({ signedHeaders: [long] }),
    make({ [long]: 1 }),
    makeWith({ [`secretAccesKey${long}`]: 1, secretAccessKey: undefined }),
    object({ [long]: 1 }),
    () => diagnose({ [long]: 1 }),
    () => explain(S3, { url: URL_, method: long }),
  ]) {
    assert.throws(call, ({ name, message }) => name === "SigV4Error" && message.length < 400, String(call));
  }
});

test("a list without end is refused", async () => {
  function* endless(item) {
    for (;;) yield item;
  }
  const header = ["x-name", "value"];
  const refused = (code, call) => assert.throws(call, { name: "SigV4Error", code }, String(call));
  refused("HEADER_VALUE_INVALID", sign({ headers: endless(header) }));
  refused("OPTION_INVALID", object({ query: endless(header) }));
  for (const name of ["signedHeaders", "unsignedHeaders"]) {
    refused("HEADERS_TOO_MANY", signWith({ [name]: endless("x-name") }));
    await assert.rejects(signer.signRequest(URL_, {}, { [name]: endless("x-name") }), { code: "HEADERS_TOO_MANY" });
  }
  signer.sign({ url: URL_ }, { unsignedHeaders: Array(10_000).fill("x-name") });
  refused("HEADERS_TOO_MANY", signWith({ unsignedHeaders: Array(10_001).fill("x-name") }));
});

test("an option of all objects decides nothing", () => {
  const methods = {
    presign: (given) => signer.presign(URL_, given),
    presignRequest: (given) => signer.presignRequest(URL_, given),
    presignMany: (given) => signer.presignMany([URL_], given),
    sign: (given) => signer.sign({ url: URL_ }, given),
    signString: (given) => signer.signString("text", given),
    make: (given) => new Signer(S3).presign(URL_, given),
    explain: (given) => explain(S3, URL_, given).signature,
    s3Url: () => s3Url({ bucket: "bucket", region: "us-east-1" }),
  };
  const unpolluted = Object.entries(methods).map(([name, call]) => [name, call, call({ date })]);
  const options = {
    ...{ method: "DELETE", headers: { "x-evil": "1" }, body: "evil", url: "https://evil.example/" },
    ...{ region: "eu-west-1", service: "evil", expiresIn: 604_800, payload: "unsigned", signedHeaders: ["te"] },
    ...{ rules: { doubleEncodePath: true }, unsignedHeaders: ["x-a"], sha256: "0".repeat(64), placement: "query" },
    ...{ credentials: {}, sessionToken: "evil", key: "evil", endpoint: "https://evil.example", pathStyle: true },
  };
  for (const [option, value] of Object.entries(options)) {
    for (const [name, call, expected] of unpolluted) {
      let signed;
      Object.prototype[option] = value;
      try {
        signed = call({ date });
      } catch (error) {
        assert.match(error.code, /^OPTION_(INVALID|UNKNOWN)$/, `${name} ${option}`);
        continue;
      } finally {
        delete Object.prototype[option];
      }
      assert.deepEqual(signed, expected, `${name} ${option}`);
    }
  }
  const now = signer.presignRequest(URL_);
  Object.prototype.expiresIn = 604_800;
  try {
    const lifetime = signer.presignRequest(URL_).expiresAt - now.expiresAt;
    assert.ok(lifetime < 60_000, `${lifetime} ms more`);
  } finally {
    delete Object.prototype.expiresIn;
  }
});

test("what a getter answers is asked for once", () => {
  const answers = [60, null, 60, null];
  const options = { date };
  Object.defineProperty(options, "expiresIn", { enumerable: true, get: () => answers.shift() });
  const { url, expiresAt } = signer.presignRequest(URL_, options);
  assert.match(url, /&X-Amz-Expires=60&/);
  assert.deepEqual(expiresAt, new Date(date.getTime() + 60_000));
});

test("explaining and the doctor refuse what wasm's memory cannot hold, and are as usable after it", () => {
  const body = new Uint8Array((512 << 20) + 1);
  const text = "x".repeat((32 << 20) + 1);
  const expected = explain(S3, URL_, { date }).signature;
  const tooLong = /^OPTION_INVALID: there must be at most 32 Mi characters of text, got 335\d{5} characters$/;
  const tooLarge = /^OPTION_INVALID: a body must be at most 512 MiB here: .*sha256 \}, got a length of 536870913$/;
  for (const [message, call] of [
    [tooLong, () => explain(S3, { url: URL_, headers: { "x-long": text } })],
    [tooLong, () => signCanonicalRequest(S3, text, { date })],
    [tooLarge, () => diagnose({ request: { url: URL_, body } })],
    [tooLong, () => diagnose({ response: text })],
    [tooLong, () => recognise(text)],
  ]) {
    assert.throws(call, { name: "SigV4Error", message }, String(call));
  }
  assert.equal(explain(S3, URL_, { date }).signature, expected);
});

test("a body of any size is explained as it is signed", () => {
  const request = { url: URL_, body: new Uint8Array(600 << 20) };
  assert.equal(explain(S3, request, { date }).signature, signer.sign(request, { date }).signature);
});

test("an iterable that signs while it is read disturbs nothing", () => {
  function* headers() {
    yield ["x-a", signer.presign("https://example.com/other")];
    yield ["x-b", "2"];
  }
  const { headers: sent } = signer.sign({ url: URL_, headers: headers() }, { date });
  assert.ok(sent["x-a"].startsWith("https://example.com/other?"));
  assert.equal(sent["x-b"], "2");
});

test("an error thrown by the caller's own iterable or getter comes through as it is", () => {
  const own = new RangeError("mine");
  const failing = {
    // biome-ignore lint/correctness/useYield: it fails before
    *[Symbol.iterator]() {
      throw own;
    },
  };
  for (const call of [
    sign({ headers: failing }),
    signWith({ unsignedHeaders: failing }),
    () => signer.presignMany(failing),
  ]) {
    assert.throws(call, (error) => error === own);
  }
  assert.equal(signer.presign(URL_, { date }), before);
});
