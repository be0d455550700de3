// Requests that signers are compared on, each with an id.
import { s3Url } from "../../pkg/index.js";
import { REGION } from "./peers.mjs";

const KEY = { accessKeyId: "AKIDEXAMPLE", secretAccessKey: "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY" };
const TEMPORARY = { ...KEY, sessionToken: "FwoGZXIvYXdzEBYaDK+/token==" };

const PLACEMENTS = ["header", "query"];

/** What the services and placements are all asked for: GET of these targets. */
const TARGETS = [
  ["/", "/key", "/a/b/c.txt", "/a/", "/~user/-._", "/a%20b", "/%C3%BC.txt", "/a%2Bb", "/a%21b%27%28%29%2A%3D%3A%40"],
  ["/a%23b%3Fc%25d", "/%E1%88%B4/%F0%9F%98%80", "/a..b/.hidden/...", `/${"long/".repeat(150)}`],
  ["/?list-type=2&prefix=a%2Fb", "/?acl", "/?a=", "/?a=1&b", "/?b=2&A=1&a=0", "/?a=1&a-=2&aa=3&a.b=4", "/?x=%E1%88%B4"],
  ["/?x=a%20b%2Bc%26d%3De", "/?x=a+b", "/?x=a=b", "/?a=%2f", "/?a=%7E", "/?a%2Db=1", "/?a=!*'()", "/?delimiter=/"],
  ["/?response-content-disposition=attachment%3B%20filename%3D%22a%27b.txt%22", "/?a=1&&b=2", "/?a=1#fragment"],
  ["/a!b", "/a*b", "/a'b", "/a(b)c", "/a=b", "/a:b", "/a@b", "/a;b", "/a,b", "/a$b", "/a&b", "/a+b"],
  ["/%7Ea", "/%61bc", "/a%2Fb", "/a%2fb", "/a//b", "//a", "/a/./b", "/a/../b", "/a/b/..", "/."],
  ["/a b", "/ü.txt", "/?x=ü", "/a%b", "/?x=%", "/?x=%zz", "/?=x", "/?a=2&a=1", "/?a=1&a=1"],
  ["/?X-Amz-Signature=abc&b=1", "/?X-Amz-Expires=5&X-Amz-Date=20000101T000000Z"],
].flat();

const S3_KEYS = [
  ["plain.txt", "a b", "a+b", "a%20b", "a&b=c", "a?b#c", "ü/ሴ/😀", "!'()*", "$,;:@=+", "~-._", '\\^`{|}"<>', "a\tb\nc"],
  ["a//b", "/leading", "trailing/", " ", "%", "%zz", "a..b", "...", "100% sure [1].txt", "é", "e\u0301"],
  ["a/../b", "a/./b", "..", "."],
].flat();

const BODY = [
  ["Content-Type", "text/plain"],
  ["Content-Length", "9"],
];

/** Requests of their own: method, headers, bodies, hosts and credentials. */
const REQUESTS = {
  HEAD: { method: "HEAD" },
  DELETE: { method: "DELETE" },
  "method get": { method: "get" },
  "method patch": { method: "patch" },
  "a body": { method: "PUT", body: "the body ü", headers: BODY },
  "a large body": { method: "POST", body: "x".repeat(300_000), headers: BODY },
  "an empty body": { method: "PUT", body: "", headers: [] },
  "a body without content-type": { method: "POST", body: "a=b" },
  "payload hash given": { method: "PUT", headers: [["x-amz-content-sha256", "0123456789abcdef".repeat(4)]] },
  "UNSIGNED-PAYLOAD given": { method: "PUT", headers: [["X-Amz-Content-Sha256", "UNSIGNED-PAYLOAD"]] },
  "session token": { credentials: TEMPORARY, path: "/key?x=1" },
  "host: port 8443": { base: "https://storage.example.com:8443" },
  "host: port 9000 on http": { base: "http://127.0.0.1:9000" },
  "host: port 443 on https": { base: "https://storage.example.com:443" },
  "host: port 80 on http": { base: "http://storage.example.com:80" },
  "host: port 80 on https": { base: "https://storage.example.com:80" },
  "host: IPv6": { base: "http://[::1]:9000" },
  "host: upper case": { base: "https://Storage.Example.COM" },
  "host: IDN": { base: "https://bücher.example" },
  "value: spaces": { headers: [["X-Custom", "  a   b  "]] },
  "value: tabs": { headers: [["X-Custom", "\ta \t b\t"]] },
  "value: quotes": { headers: [["X-Custom", '"a   b"']] },
  "value: empty": { headers: [["X-Custom", ""]] },
  "value: latin 1": { headers: [["X-Custom", "café"]] },
  "value: no-break space": { headers: [["X-Custom", "a\u00a0\u00a0b"]] },
  "repeated header": {
    headers: [
      ["X-Custom", "v2"],
      ["X-Custom", "v1"],
    ],
  },
  "header order": {
    headers: [
      ["X-B", "1"],
      ["x-a", "2"],
      ["X-A-B", "3"],
      ["x-A.b", "4"],
    ],
  },
  "x-amz-meta": {
    method: "PUT",
    headers: [
      ["X-Amz-Meta-A", "1"],
      ["x-amz-acl", "private"],
    ],
  },
};

const HEADERS = {
  accept: "*/*",
  authorization: "old",
  "cache-control": "no-cache",
  connection: "keep-alive",
  "content-length": "0",
  "content-md5": "1B2M2Y8AsgTpgAmY7PhCfg==",
  "content-type": "text/plain",
  date: "Sun, 30 Aug 2015 12:36:00 GMT",
  expect: "100-continue",
  "if-match": '"etag"',
  "keep-alive": "timeout=5",
  "proxy-authorization": "Basic eA==",
  "proxy-connection": "keep-alive",
  range: "bytes=0-1",
  referer: "https://example.com/",
  "sec-fetch-mode": "cors",
  te: "trailers",
  traceparent: "00-0-0-00",
  trailer: "x-checksum",
  "transfer-encoding": "chunked",
  upgrade: "h2c",
  "user-agent": "test",
  "x-amzn-trace-id": "Root=1-0",
  "x-forwarded-for": "127.0.0.1",
};

/** Every request as { service, placement, name, credentials, method, url, headers, body }. */
export function* corpus() {
  for (const service of ["s3", "execute-api"]) {
    for (const placement of PLACEMENTS) {
      for (const target of TARGETS) yield request(service, placement, target, { path: target });
      for (const [name, value] of Object.entries(HEADERS)) {
        yield request(service, placement, `header ${name}`, { headers: [[name, value]] });
      }
      for (const [name, parts] of Object.entries(REQUESTS)) yield request(service, placement, name, parts);
    }
  }
  for (const key of S3_KEYS) {
    const url = s3Url({ bucket: "bucket", key, region: REGION });
    for (const placement of PLACEMENTS) yield { ...request("s3", placement, `key ${JSON.stringify(key)}`, {}), url };
  }
  for (const placement of PLACEMENTS) {
    yield request("iotdevicegateway", placement, "IoT session token", { credentials: TEMPORARY, path: "/mqtt" });
  }
}

/** Requests whose path and query are encoded strictly already: there no two signers should differ. The same every run. */
export function* strictRequests(count) {
  const random = generator(20150830);
  const pick = (list) => list[Math.floor(random() * list.length)];
  const repeat = (most, make) => Array.from({ length: Math.floor(random() * (most + 1)) }, (_, i) => make(i));
  const letters = [..."abzAZ09-._~ !'()*+,;:@&=$/?#%[]{}<>\"\\^`|\t\u00e9\u1234\u{1f600}"];
  const text = (most) => `x${repeat(most, () => pick(letters)).join("")}`;
  const strict = (each) => encodeURIComponent(each).replace(/[!'()*]/g, (letter) => `%${hexOf(letter)}`);
  for (let i = 0; i < count; i++) {
    const service = pick(["s3", "sqs", "execute-api"]);
    const path = repeat(5, () => `/${strict(text(9).replaceAll("/", ""))}`).join("") || "/";
    const query = repeat(6, (place) => `${strict(text(5) + place)}=${strict(text(9))}`).join("&");
    const body = pick([undefined, "the body", text(3000)]);
    const custom = repeat(4, (place) => [`X-Custom-${place}`, pick(["", " a  b ", "1,2", '"q  q"', "~!@#$%^&*"])]);
    const contentHeaders = [BODY[0], ["Content-Length", String(Buffer.byteLength(body ?? ""))]];
    yield request(service, pick(PLACEMENTS), `number ${i}`, {
      method: pick(["GET", "PUT", "POST", "DELETE", "HEAD", "PATCH"]),
      base: pick(["https://storage.example.com", "http://127.0.0.1:9000", "https://a.b.example:8443"]),
      path: query === "" ? path : `${path}?${query}`,
      headers: body === undefined ? custom : [...custom, ...contentHeaders],
      body,
      credentials: pick([KEY, TEMPORARY]),
    });
  }
}

function hexOf(letter) {
  return letter.charCodeAt(0).toString(16).toUpperCase();
}

/** Numbers from 0 to 1 by a linear congruential generator. */
function generator(seed) {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
}

function request(service, placement, name, parts) {
  const { method = "GET", base = `https://host.${service}.example.com`, path = "/key", headers = [], body } = parts;
  const { credentials = KEY } = parts;
  return { service, placement, name, credentials, method, url: base + path, headers, body };
}
