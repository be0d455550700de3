// Requests that are odd in their query, headers or body, as data: used to be accepted by a server, and, signed with a
// wrong secret, to compare the canonical request that the server computed with ours.
import { createHash } from "node:crypto";
import { sha256 } from "../support/hashes.mjs";
import { keys, shown } from "./keys.mjs";

/** Names and content of what the requests find in the bucket. */
export const subject = { key: "odd (subject)+1.txt", body: "0123456789", type: "text/plain" };
export const md5 = (bytes) => createHash("md5").update(bytes).digest("hex");

const dispositions = {
  plain: "attachment",
  "quoted name": 'attachment; filename="a b.txt"',
  "escaped quotes": 'attachment; filename="say \\"hi\\".txt"',
  "apostrophe, parentheses and star": "attachment; filename=\"it's (1)*!.txt\"; filename*=UTF-8''it%27s%20%281%29.txt",
  "plus, percent and equals": 'attachment; filename="50%+a=b&c;d.txt"',
  "percent-encoded UTF-8": "attachment; filename*=UTF-8''%e2%82%ac%20rates%2B.txt",
  "raw UTF-8": 'attachment; filename="€ üß 日本.txt"',
};

/** Headers that a query parameter of GET sets in the answer. */
export const overrides = [
  ...Object.entries(dispositions).map(([what, value]) => ({
    name: `content-disposition: ${what}`,
    query: { "response-content-disposition": value },
  })),
  {
    name: "content-type with a quoted parameter",
    query: { "response-content-type": 'text/plain; charset="utf-8"; a=b/c+d' },
  },
  { name: "cache-control", query: { "response-cache-control": 'no-cache="set-cookie, x", max-age=0' } },
  { name: "expires", query: { "response-expires": "Thu, 01 Dec 1994 16:00:00 GMT" } },
  {
    name: "content-language and content-encoding",
    query: { "response-content-language": "de-DE, en-GB", "response-content-encoding": "x-odd" },
  },
  {
    name: "all at once, not in order",
    query: {
      "response-expires": "0",
      "response-content-type": "a/b",
      "response-content-disposition": "inline",
      "response-cache-control": "private",
    },
  },
];

const listed = { "list-type": "2", "encoding-type": "url" };

/** Listings, and which of the stored keys they name. */
export const listings = [
  ...keys.map((key) => ({
    name: `prefix ${shown(key)}`,
    query: { ...listed, prefix: key },
    names: (all) => all.filter((name) => name.startsWith(key)),
  })),
  { name: "an empty prefix", query: { ...listed, prefix: "" }, names: (all) => all },
  { name: "max-keys 0", query: { ...listed, "max-keys": "0" }, names: () => [] },
];

/** The same listing in other spellings of its URL's query: each must be read as the prefix `a+b` or `a b`. */
export const spellings = [
  { name: "%20", query: "list-type=2&prefix=a%20b", prefix: "a b" },
  { name: "a plus is a space", query: "list-type=2&prefix=a+b", prefix: "a b" },
  { name: "%2B", query: "list-type=2&prefix=a%2Bb", prefix: "a+b" },
  { name: "lower-case hex", query: "list-type=2&prefix=a%2bb", prefix: "a+b" },
  { name: "letters percent-encoded", query: "%6Cist-type=%32&prefix=%61%2Bb", prefix: "a+b" },
  { name: "a raw space", query: "list-type=2&prefix=a b", prefix: "a b" },
  { name: "out of order, empty pieces, no value", query: "&&prefix=a%2Bb&&fetch-owner&list-type=2&", prefix: "a+b" },
  { name: "raw !'()* and : / ? @ $ , ;", query: "list-type=2&prefix=a%2Bb&start-after=!'()*:/?@$,;", prefix: "a+b" },
  { name: "raw UTF-8", query: "list-type=2&prefix=a%2Bb&x-id=ü😀", prefix: "a+b" },
];

/** Requests of parts and conditions by header. */
export const conditions = [
  { name: "range", headers: { range: "bytes=2-5" }, status: 206, text: "2345" },
  { name: "range from the end", headers: { Range: "bytes=-3" }, status: 206, text: "789" },
  {
    name: "if-none-match with the object's tag",
    headers: { "if-none-match": `"${md5(subject.body)}"` },
    status: 304,
    text: "",
  },
  { name: "if-match with another tag", headers: { "If-Match": '"another"' }, status: 412 },
  {
    name: "if-unmodified-since with commas and spaces",
    headers: { "if-unmodified-since": "Sat, 29 Oct 2044 19:43:31 GMT" },
    status: 200,
    text: subject.body,
  },
  {
    name: "headers that are never signed",
    headers: {
      "user-agent": "a  b/1.0 (c)",
      te: "trailers",
      "x-forwarded-for": "10.0.0.1",
      "x-amzn-trace-id": "Root=1",
    },
    status: 200,
    text: subject.body,
  },
];

const metadata = {
  "inner spaces": "one   two    three",
  "spaces in quotes": '"one   two"',
  tabs: "one\ttwo\t\tthree",
  "spaces outside": "   padded   ",
  separators: "a, b;c=d:e/f?g&h",
  percents: "100% %41 %2B a+b",
  punctuation: "!#$%&'*+-.^_`|~(){}[]<>@\\\"",
  "UTF-8": "grüße, 日本",
  long: "x ".repeat(100),
};

/** Objects written with odd headers: what a later HEAD must show. */
export const writes = [
  ...Object.entries(metadata).map(([what, value]) => ({
    name: `metadata with ${what}`,
    headers: { "x-amz-meta-odd": value },
  })),
  {
    name: "metadata given twice, order kept",
    headers: [
      ["x-amz-meta-odd", "second"],
      ["X-Amz-Meta-Odd", "first"],
    ],
  },
  { name: "mixed-case names", headers: { "X-Amz-Meta-MixedCase": "Value", "CONTENT-TYPE": "Text/Plain" } },
  {
    name: "several, not in order",
    headers: { "x-amz-meta-b": "2", "x-amz-meta-a": "1", "x-amz-meta-a-b": "3", "x-amz-meta-a.b": "4" },
  },
  { name: "names alike but for - and _", headers: { "x-amz-meta-a-b": "1", "x-amz-meta-a_b": "2" } },
  { name: "content-type with a quoted parameter", headers: { "content-type": 'text/plain; charset="utf-8"' } },
  {
    name: "content headers",
    headers: {
      "content-disposition": "attachment; filename=\"a 'b' (c).txt\"",
      "content-encoding": "x-odd",
      "cache-control": "max-age=60,  must-revalidate",
    },
  },
];

const view = new Uint8Array([9, 9, 0, 1, 2, 250, 255, 9]).subarray(2, 7);

/** Bodies in every type, and every kind of payload line. */
export const bodies = [
  { name: "a string", body: "text" },
  { name: "a string beyond ASCII", body: "grüße 日本 😀" },
  { name: "an empty string", body: "" },
  { name: "nothing", body: undefined, bytes: "" },
  { name: "null", body: null, bytes: "" },
  { name: "bytes with every value", body: Uint8Array.from({ length: 256 }, (_, value) => value) },
  { name: "a view into a larger buffer", body: view },
  { name: "an ArrayBuffer", body: Uint8Array.from([1, 2, 3]).buffer },
  { name: "a DataView", body: new DataView(view.buffer, 1, 4) },
  { name: "an Uint16Array", body: Uint16Array.from([1, 0x1234, 0xffff]) },
  { name: "a megabyte", body: Buffer.alloc(1024 * 1024 + 1, "0123456789abcdef") },
];

/** How the payload line comes about, for each way: (bytes) => what is added to the request. */
export const payloads = {
  header: {
    "by default": () => ({}),
    signed: () => ({ options: { payload: "signed" } }),
    unsigned: () => ({ options: { payload: "unsigned" } }),
    "given as sha256": (bytes) => ({ options: { payload: { sha256: sha256(bytes) } } }),
    "given as a header": (bytes) => ({ headers: { "X-Amz-Content-Sha256": sha256(bytes) } }),
  },
  // A presigned URL's payload is unsigned unless the header says otherwise: the server has nothing else to go by.
  presigned: {
    "by default": () => ({}),
    unsigned: () => ({ options: { payload: "unsigned" } }),
    "given as a header": (bytes) => ({ headers: { "x-amz-content-sha256": sha256(bytes) } }),
    "unsigned, said in a header": () => ({ headers: { "x-amz-content-sha256": "UNSIGNED-PAYLOAD" } }),
  },
};
