// A form is hashed from the same bytes that the platform would send; only the boundary is its own.
import assert from "node:assert/strict";
import { test } from "node:test";
import { Signer } from "../../pkg/index.js";

const credentials = { accessKeyId: "AKIDEXAMPLE", secretAccessKey: "secret" };
const signer = new Signer({ credentials, region: "eu-central-1", service: "s3" });
const url = "https://photos.s3.eu-central-1.amazonaws.com/";

function form() {
  const data = new FormData();
  data.append("text", "lone \n and \r, pair \r\n, ü");
  data.append('quoted " name\n', "");
  data.append("twice", "1");
  data.append("twice", "2");
  data.append("typed", new File(["<p>"], 'a "b".html', { type: "text/html" }));
  data.append("untyped", new Blob([Uint8Array.of(0, 255, 13, 10)]));
  return data;
}

const boundaryOf = (request) => /boundary=(.+)$/.exec(request.headers.get("content-type"))[1];

async function bytes(request) {
  const boundary = boundaryOf(request);
  return Buffer.from(await request.arrayBuffer())
    .toString("latin1")
    .replaceAll(boundary, "BOUNDARY");
}

test("a signed form has the bytes that fetch would send", async () => {
  const platform = await bytes(new Request(url, { method: "POST", body: form() }));
  assert.equal(await bytes(await signer.signRequest(url, { method: "POST", body: form() })), platform);
  const given = new Request(url, { method: "POST", body: form() });
  assert.equal(await bytes(await signer.signRequest(given)), platform);
});

test("a form's boundary differs each time and its type is signed", async () => {
  const requests = await Promise.all([1, 2].map(() => signer.signRequest(url, { method: "POST", body: form() })));
  assert.notEqual(boundaryOf(requests[0]), boundaryOf(requests[1]));
  assert.match(requests[0].headers.get("authorization"), /SignedHeaders=content-type;host;/);
});

test("a form arrives with its fields and files", async () => {
  const sent = await signer.signRequest(url, { method: "POST", body: form() });
  const entries = [...(await sent.formData())];
  assert.deepEqual(
    entries.map(([name]) => name),
    [...form().keys()].map((name) => name.replace("\n", "\r\n")),
  );
  const file = entries.find(([name]) => name === "typed")[1];
  assert.equal(file.type, "text/html");
  assert.equal(await file.text(), "<p>");
});

/** A file of a polyfill, which the platform's Blob takes for text. */
class OtherFile {
  name = "a.txt";
  type = "text/plain";
  get [Symbol.toStringTag]() {
    return "File";
  }
  async arrayBuffer() {
    return new TextEncoder().encode("content").buffer;
  }
}

test("a polyfill's form is sent with what its files hold", async () => {
  const other = {
    [Symbol.toStringTag]: "FormData",
    *[Symbol.iterator]() {
      yield ["file", new OtherFile()];
    },
  };
  const same = new FormData();
  same.append("file", new File(["content"], "a.txt", { type: "text/plain" }));
  const platform = await bytes(new Request(url, { method: "POST", body: same }));
  assert.equal(await bytes(await signer.signRequest(url, { method: "POST", body: other })), platform);
});

test("what only calls itself a form, as that of the form-data package does, is refused", async () => {
  const body = { [Symbol.toStringTag]: "FormData", pipe() {} };
  const refused = { name: "SigV4Error", code: "BODY_INVALID", message: /got a FormData$/ };
  assert.throws(() => signer.sign({ method: "POST", url, body }), refused);
  for (const payload of ["signed", "unsigned"]) {
    await assert.rejects(signer.signRequest(url, { method: "POST", body }, { payload }), refused);
  }
});
