// A host that is not spelt as clients send it is signed as they send it; nothing else of the URL is touched.
import assert from "node:assert/strict";
import { test } from "node:test";
import { Signer, s3Url } from "../../pkg/index.js";

const credentials = { accessKeyId: "AKIDEXAMPLE", secretAccessKey: "secret" };
const signer = new Signer({ credentials, region: "us-east-1", service: "s3" });
const date = new Date("2015-08-30T12:36:00Z");
const endpointOf = (endpoint) => s3Url({ bucket: "bucket", region: "us-east-1", endpoint, pathStyle: true });

const RESPELT = [
  ["https://BÜCHER.example/a", "https://xn--bcher-kva.example/a"],
  ["HTTPS://bücher.example/a", "https://xn--bcher-kva.example/a"],
  ["http://bücher.example", "http://xn--bcher-kva.example/"],
  ["http://bücher.example?x=1", "http://xn--bcher-kva.example/?x=1"],
  ["http://bücher.example#a/b", "http://xn--bcher-kva.example/"],
  ["ws://bücher.example/a", "ws://xn--bcher-kva.example/a"],
  ["wss://bücher.example:8443/a", "wss://xn--bcher-kva.example:8443/a"],
  ["https://bücher.example:443/a/../b//", "https://xn--bcher-kva.example/a/../b//"],
  [
    "https://bücher.example/?to=https://bü.example/",
    "https://xn--bcher-kva.example/?to=https%3A%2F%2Fb%C3%BC.example%2F",
  ],
  ["http://127.1:9000/a", "http://127.0.0.1:9000/a"],
  ["http://[0:0::1]/a", "http://[::1]/a"],
];

for (const [given, spelt] of RESPELT) {
  test(`${given} is signed as ${spelt}`, () => {
    assert.equal(signer.presign(given, { date }), signer.presign(spelt, { date }));
    assert.deepEqual(signer.presignMany([given], { date }), [signer.presign(spelt, { date })]);
    assert.deepEqual(signer.sign({ url: given }, { date }), signer.sign({ url: spelt }, { date }));
  });
}

for (const [given, spelt] of [
  ["https://bücher.example", "https://xn--bcher-kva.example/bucket"],
  ["http://127.1:9000/base", "http://127.0.0.1:9000/base/bucket"],
]) {
  test(`the endpoint ${given} is spelt as clients do`, () => assert.equal(endpointOf(given), spelt));
}

// The platform's parser takes all of these, for other hosts than one reads.
for (const host of [
  "bü cher.example",
  "b\tücher.example",
  "bücher.example\\path",
  "bücher.example:x",
  "b\u00a0ü.example",
  "bücher.example\x01",
  "example.com:80\x1f",
]) {
  test(`the host ${JSON.stringify(host)} is refused as it was given`, () => {
    const refused = (code, url) => ({ name: "SigV4Error", code, message: new RegExp(`got ${escaped(url)}$`) });
    assert.throws(() => signer.presign(`https://${host}/a`), refused("HOST_INVALID", host));
    assert.throws(() => endpointOf(`https://${host}/a`), refused("ENDPOINT_INVALID", `https://${host}/a`));
  });
}

test("an endpoint in which a URL stands further on is refused", () => {
  assert.throws(() => endpointOf("x https://bücher.example/and/more"), { code: "ENDPOINT_INVALID" });
});

function escaped(text) {
  return JSON.stringify(text).replace(/[\\.[\]]/g, "\\$&");
}
