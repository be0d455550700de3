// presignMany() answers what presign() answers for each.
import assert from "node:assert/strict";
import { test } from "node:test";
import { Signer } from "../../pkg/index.js";

const credentials = { accessKeyId: "AKIDEXAMPLE", secretAccessKey: "hush/ThisMayNeverBeSeenInAnyMessage" };
const URL_ = "https://bucket.s3.us-east-1.amazonaws.com/key";
const date = new Date("2015-08-30T12:36:00Z");
const signer = new Signer({ credentials, region: "us-east-1", service: "s3" });

const URLS = [
  URL_,
  `${URL_}?b=2&a=1`,
  "https://bucket.s3.us-east-1.amazonaws.com/a b/ü!+%2F/../c//",
  new URL("http://127.0.0.1:9000/bucket/key?x=y#fragment"),
  "https://[::1]:9000/",
  "https://BÜCHER.example:443",
  `${URL_}/${"long!".repeat(5000)}`,
  URL_,
];

/** Without the host that has to be spelt anew, for which each is signed alone. */
const AS_ONE = URLS.filter((url) => !String(url).includes("BÜCHER"));

const MANY_OPTIONS = [
  {},
  { expiresIn: 60 },
  { expiresIn: null },
  { method: "PUT" },
  { method: "delete", expiresIn: 604800 },
  { region: "eu-central-1" },
  { service: "execute-api", region: "cn-north-1" },
  { payload: "signed" },
  { payload: { sha256: "0123456789abcdef".repeat(4) }, method: "PUT" },
  { rules: { doubleEncodePath: true, normalizePath: true } },
];

for (const options of MANY_OPTIONS) {
  test(`presignMany equals presign of each: ${JSON.stringify(options)}`, () => {
    const { method, ...rest } = options;
    for (const urls of [URLS, AS_ONE]) {
      const each = urls.map((url) => signer.presign({ url, ...(method && { method }) }, { date, ...rest }));
      assert.deepEqual(signer.presignMany(urls, { date, ...options }), each);
      assert.equal(new Set(each).size, urls.length - 1); // one URL is there twice
    }
  });
}

test("presignMany equals presign of each, of any number and of any length", () => {
  const ends = ["x!", "x-", "/x", "x"];
  const queries = ["", "", "", "?n=1"];
  const urls = Array.from(
    { length: 1000 },
    (_, i) => `${URL_}-${i}/${ends[(i >> 3) & 3].repeat(i % 97)}${queries[(i >> 1) & 3]}`,
  );
  // As requests: a URL alone could be signed by the same shortcut.
  const each = urls.map((url) => signer.presign({ url }, { date }));
  for (const count of [0, 1, 2, 3, 4, 5, 7, 8, 9, 255, 256, 257, 258, 1000]) {
    assert.deepEqual(signer.presignMany(urls.slice(0, count), { date }), each.slice(0, count), `${count} URLs`);
  }
});

test("presignMany takes any iterable", () => {
  const expected = URLS.map((url) => signer.presign(url, { date }));
  function* generated() {
    yield* URLS;
  }
  assert.deepEqual(signer.presignMany(generated(), { date }), expected);
  assert.deepEqual(signer.presignMany(new Set(URLS), { date }), expected.slice(0, -1));
  assert.deepEqual(signer.presignMany(new Map(URLS.entries()).values(), { date }), expected);
  assert.deepEqual(signer.presignMany(new Set()), []);
});

test("presignMany signs all at one date, also when time passes meanwhile", (context) => {
  let now = date.getTime();
  context.mock.method(Date, "now", () => (now += 1000));
  const dates = signer.presignMany(URLS).map((url) => new URL(url).searchParams.get("X-Amz-Date"));
  assert.equal(new Set(dates).size, 1);
});

test("an item's error is caused by that of the URL alone", () => {
  const errorOf = (call) => {
    try {
      return call();
    } catch (error) {
      return error;
    }
  };
  const alone = errorOf(() => signer.presign("/wrong"));
  const { cause } = errorOf(() => signer.presignMany([URL_, "/wrong"]));
  assert.deepEqual([cause.name, cause.code, cause.message], [alone.name, alone.code, alone.message]);
});

const WRONG_ITEMS = [
  ["URL_INVALID", 5],
  ["URL_INVALID", [URL_]],
  ["URL_INVALID", "/wrong/path"],
  ["HOST_INVALID", "https://wro ng.example/"],
  ["URL_CONTROL_CHARACTER", "https://example.com/\n"],
  ["URL_CONTROL_CHARACTER", "https://example.com/\0"],
  ["URL_TOO_LONG", `${URL_}/${"long".repeat(32 << 10)}`],
];

for (const [code, item] of WRONG_ITEMS) {
  test(`presignMany names the item that is refused: ${code} ${JSON.stringify(item).slice(0, 60)}`, () => {
    for (const place of [0, 1, 4, 255, 256, 300]) {
      const urls = [...Array(place).fill(URL_), item, URL_, "https://as wrong.example/"];
      const message = new RegExp(`^${code}: urls\\[${place}\\]: (?!${code})`);
      assert.throws(() => signer.presignMany(urls, { date }), { name: "SigV4Error", code, message });
      assert.throws(() => signer.presignMany(urls, { date, method: "PUT" }), { name: "SigV4Error", code, message });
    }
    assert.equal(signer.presignMany([URL_], { date })[0], signer.presign(URL_, { date }));
  });
}
