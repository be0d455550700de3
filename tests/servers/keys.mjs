// Object names that have gone wrong somewhere, most of them next to the name they are mistaken for. All of one list are
// stored at the same time, so that a name taken for another is seen.

const blanks = [
  "a b",
  "a+b",
  "a%20b",
  "a%2Bb",
  "a%2520b",
  " leading",
  "trailing ",
  "two  spaces",
  "tab\there",
  "line\nbreak",
  "nbsp\u00a0here",
  "line\u2028separator",
  "\ufeffbom",
];
const slashes = [
  "a/b",
  "a%2Fb",
  "a%252Fb",
  "/lead",
  "lead",
  "//double",
  "inner//double",
  "inner/double",
  "three///slashes",
  "trail/",
  "trail",
  "trail//",
  "/",
  "back\\slash",
  "back/slash",
  "C:\\Windows\\",
];
const dots = [
  ".",
  "..",
  "...",
  "./x",
  "../x",
  "x",
  "a/.",
  "a/..",
  "a/./c",
  "a/../c",
  "a/c",
  "c",
  "a/%2e%2e/c",
  "..\\c",
  ".hidden",
  "dots..",
  "../../etc/passwd",
];
const percents = ["%", "%%", "100%", "%zz", "%2", "%E0%A4%A", "%41", "A", "%00", "%F0%9F%98%80", "%25", "%u00fc"];
const reserved = [
  "!'()*",
  "alpha!soup/",
  "alpha%21soup/",
  "*",
  "it's (1).txt",
  ";semi;colon",
  "co:lon",
  "@at",
  "$dollar",
  "com,ma",
  "ampers&and",
  "=",
  "a=b=c",
  "+",
  "&",
  "~tilde~",
  "%7Etilde%7E",
  "-._~",
  "[brackets]",
  '"double"',
  "^|<>{}`",
  "<xml>&amp;</xml>",
  "]]>",
  "photos/c++ & more.txt",
];
const looksLikeUrl = [
  "?query",
  "a?b=c",
  "a",
  "#fragment",
  "a#b",
  "http://example.com/x?y=1#z",
  "index.html?X-Amz-Expires=5",
  "X-Amz-Signature=abc&X-Amz-Date=1",
  "user:password@host",
  "//example.com/x",
];
const queryWords = [
  "acl",
  "uploads",
  "location",
  "policy",
  "delete",
  "?acl",
  "list-type=2",
  "uploadId=1&partNumber=1",
  "versions",
];
const unicode = [
  "ü.txt",
  "caf\u00e9",
  "cafe\u0301",
  "\u212bngstr\u00f6m",
  "日本語/キー.txt",
  "العربية",
  "עברית",
  "ไทย",
  "😀",
  "👩‍👩‍👧.png",
  "ß",
  "SS",
  "ﬁ",
  "İstanbul",
  "\u{10ffff}",
  "zero\u200bwidth",
  "right\u202eto-left",
];
const words = [
  "UPPER",
  "upper",
  "null",
  "undefined",
  "__proto__",
  "constructor",
  "0",
  "-",
  "_",
  "2026-11-21T00:00:00.000Z.log",
  "'; drop table objects; --",
];
const long = ["n".repeat(1024), "ü".repeat(512), "+".repeat(1024), `${"d/".repeat(511)}ee`, "😀".repeat(256)];

export const keys = [
  ...blanks,
  ...slashes,
  ...dots,
  ...percents,
  ...reserved,
  ...looksLikeUrl,
  ...queryWords,
  ...unicode,
  ...words,
  ...long,
];

/** A key in a message: readable, and not a kilobyte. */
export function shown(key) {
  const text = JSON.stringify(key).replace(
    /[^\x20-\x7e]/g,
    (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, "0")}`,
  );
  return text.length <= 60 ? text : `${text.slice(0, 24)}…" of ${Buffer.byteLength(key)} bytes`;
}

/** Whether `fetch` leaves a URL's path as it is. It removes dot segments, and there is no way to ask it not to. */
export function fetchKeeps(url) {
  return new URL(url).href === url;
}
