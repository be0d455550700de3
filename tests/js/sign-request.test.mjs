// signRequest() and fetch(): what arrives on the wire carries a signature that an independent verifier accepts.
import assert from "node:assert/strict";
import { after, test } from "node:test";
import { inspect } from "node:util";
import { SigV4Error, Signer } from "../../pkg/index.js";
import { dateOf } from "../support/date-time.mjs";
import { verify } from "../support/verifier.mjs";
import { listen } from "../support/wire.mjs";

const credentials = { accessKeyId: "AKIDEXAMPLE", secretAccessKey: "hush/ThisMayNeverBeSeenInAnyMessage" };
const s3 = new Signer({ credentials, region: "us-east-1", service: "s3" });
const lambda = new Signer({ credentials, region: "us-east-1", service: "lambda" });
const server = await listen();
after(() => server.close());

/** Sends a signed Request and answers what arrived, verified. */
async function sendSigned(signer, input, init, options) {
  const request = await signer.signRequest(input, init, options);
  await (await fetch(request)).text();
  return lastVerified();
}

function lastVerified() {
  const last = server.received.at(-1);
  verify(last, credentials.secretAccessKey);
  return { ...last, headers: Object.fromEntries(last.headers.map(([name, value]) => [name.toLowerCase(), value])) };
}

function streamOf(...chunks) {
  return new ReadableStream({
    start(controller) {
      for (const chunk of chunks) controller.enqueue(new TextEncoder().encode(chunk));
      controller.close();
    },
  });
}

const PATHS = [
  "/",
  "/plain",
  "/a b/ü/!'()*~$&+,;=:@",
  "/a%20b/%C3%BC/%21%27%28%29%2A%7E%2B",
  "//double//slash/",
  "/query?b=2&a=1&a=0&%C3%BC=%21&space=a+b&flag&empty=&=x",
  "/fragment?x=1#not-sent",
  "/percent%zz%",
];

for (const path of PATHS) {
  test(`s3: what is sent for ${path} is what was signed`, async () => {
    await sendSigned(s3, server.url + path);
    await sendSigned(s3, new URL(server.url + path));
    await sendSigned(s3, new Request(server.url + path, { method: "DELETE" }));
  });
}

for (const path of [...PATHS, "/a/../b/./c", "/a/..", "/."]) {
  test(`lambda: what is sent for ${path} is what was signed`, async () => {
    await sendSigned(lambda, server.url + path);
    await sendSigned(lambda, new Request(server.url + path, { method: "DELETE" }));
  });
}

const BODIES = {
  string: "text with ü",
  empty: "",
  bytes: new Uint8Array([0, 255, 10, 13]),
  "a part of a buffer": new Uint16Array([1, 2, 3, 4]).subarray(1, 3),
  ArrayBuffer: new TextEncoder().encode("buffer").buffer,
  "half a surrogate pair": "\ud83d text",
  Blob: new Blob(["blob"], { type: "text/csv" }),
  URLSearchParams: new URLSearchParams({ a: "b c", ü: "&" }),
  FormData: formData(),
  large: "x".repeat(300_000),
};

function formData() {
  const form = new FormData();
  form.append("name", "value");
  form.append("file", new Blob(["content"]), "file.txt");
  return form;
}

for (const [name, body] of Object.entries(BODIES)) {
  test(`a body: ${name}`, async () => {
    const { body: sent, headers } = await sendSigned(s3, `${server.url}/k!`, { method: "PUT", body });
    const expected = Buffer.from(await new Response(body).arrayBuffer());
    if (name !== "FormData") assert.deepEqual(sent, expected);
    if (name !== "empty") assert.match(headers["x-amz-content-sha256"], /^[0-9a-f]{64}$/);
    await sendSigned(lambda, new Request(`${server.url}/k!`, { method: "POST", body }));
    await sendSigned(s3, new Request(`${server.url}/k!`, { method: "POST", body }), {
      headers: { "x-amz-meta-a": "1" },
    });
  });
}

for (const length of [0, 5, 100_000]) {
  test(`of ${length} bytes of shared memory these are sent, and not what the platform makes of them`, async () => {
    const memory = new SharedArrayBuffer(length);
    new Uint8Array(memory).fill(7);
    for (const body of [memory, new Uint8Array(memory), new DataView(memory)]) {
      for (const payload of ["signed", "unsigned"]) {
        const { body: sent } = await sendSigned(s3, `${server.url}/k`, { method: "PUT", body }, { payload });
        assert.deepEqual(sent, Buffer.alloc(length, 7));
      }
    }
  });
}

test("a buffer that is changed after the call is sent as it was, and that is signed", async () => {
  for (const length of [3, 1000, 1_000_000]) {
    for (const input of [`${server.url}/k`, new Request(`${server.url}/k!`)]) {
      const body = new Uint8Array(length).fill(1);
      const signing = s3.signRequest(input, { method: "PUT", body });
      body.fill(2);
      await (await fetch(await signing)).text();
      assert.deepEqual(lastVerified().body, Buffer.alloc(length, 1));
    }
  }
});

test("a body that is another at each reading is sent as it was signed", async () => {
  let count = 0;
  const init = {
    method: "PUT",
    get body() {
      return `body ${++count}`;
    },
  };
  await sendSigned(s3, `${server.url}/k`, init);
});

test("a stream is sent as it is with payload unsigned, and hashed otherwise", async () => {
  const init = () => ({ method: "PUT", body: streamOf("one ", "two"), duplex: "half" });
  const unsigned = await sendSigned(s3, `${server.url}/s`, init(), { payload: "unsigned" });
  assert.equal(unsigned.headers["x-amz-content-sha256"], "UNSIGNED-PAYLOAD");
  assert.equal(unsigned.headers["transfer-encoding"], "chunked");
  assert.equal(String(unsigned.body), "one two");
  for (const options of [{}, { payload: "signed" }]) {
    const hashed = await sendSigned(s3, `${server.url}/s`, init(), options);
    assert.match(hashed.headers["x-amz-content-sha256"], /^[0-9a-f]{64}$/);
    assert.equal(String(hashed.body), "one two");
  }
  const respelt = await sendSigned(s3, new Request(`${server.url}/s!`, init()), undefined, { payload: "unsigned" });
  assert.equal(String(respelt.body), "one two");
});

test("a stream whose length is given as a header is sent with it, and not in chunks", async () => {
  const init = { method: "PUT", headers: { "content-length": "7" }, body: streamOf("one ", "two"), duplex: "half" };
  const { headers, body } = await sendSigned(s3, `${server.url}/s`, init, { payload: "unsigned" });
  assert.equal(headers["content-length"], "7");
  assert.equal(headers["transfer-encoding"], undefined);
  assert.equal(String(body), "one two");
});

test("the body of a Request has a length also where its URL is spelt anew", async () => {
  for (const path of ["/photo.jpg", "/photo (1).jpg"]) {
    const given = new Request(server.url + path, { method: "PUT", body: new Blob(["a photo"]) });
    const { headers, body } = await sendSigned(s3, given, undefined, { payload: "unsigned" });
    assert.equal(headers["content-length"], "7");
    assert.equal(headers["x-amz-content-sha256"], "UNSIGNED-PAYLOAD");
    assert.equal(String(body), "a photo");
  }
});

test("a stream with payload unsigned is not read ahead", async () => {
  let pulled = 0;
  const body = new ReadableStream(
    { pull: (controller) => controller.enqueue(new Uint8Array(1024).fill(pulled++)) },
    { highWaterMark: 0 },
  );
  const init = { method: "PUT", body, duplex: "half", headers: { "content-length": "1000000" } };
  const once = await s3.signRequest(`${server.url}/s`, init, { payload: "unsigned" });
  const again = await s3.signRequest(new Request(`${server.url}/s!`, once), {}, { payload: "unsigned" });
  assert.ok(pulled <= 2, `${pulled} chunks were read`);
  await again.body.cancel();
});

test("a Request that does not tell whether it has a body is signed, as in Firefox", async (context) => {
  context.mock.getter(Request.prototype, "body", () => undefined);
  for (const path of ["/k", "/k!"]) {
    for (const method of ["GET", "HEAD", "DELETE"]) await sendSigned(s3, new Request(server.url + path, { method }));
    for (const options of [{}, { payload: "unsigned" }]) {
      const given = new Request(server.url + path, { method: "PUT", body: "body" });
      const { body, headers } = await sendSigned(s3, given, {}, options);
      assert.equal(String(body), "body");
      assert.equal(headers["x-amz-content-sha256"] === "UNSIGNED-PAYLOAD", options.payload === "unsigned");
    }
  }
});

test("a known hash is taken, and the body not read", async () => {
  const sha256 = "2e99758548972a8e8822ad47fa1017ff72f06f3ff6a016851f45c398732bc50c"; // of "this is a test"
  const init = { method: "PUT", body: streamOf("this is a test"), duplex: "half" };
  const { headers } = await sendSigned(s3, `${server.url}/k`, init, { payload: { sha256 } });
  assert.equal(headers["x-amz-content-sha256"], sha256);
});

test("the caller's x-amz-content-sha256 is the payload line", async () => {
  const headers = { "x-amz-content-sha256": "UNSIGNED-PAYLOAD" };
  const sent = await sendSigned(s3, `${server.url}/k`, { method: "PUT", body: "x".repeat(1000), headers });
  assert.equal(sent.headers["x-amz-content-sha256"], "UNSIGNED-PAYLOAD");
});

test("headers: kept, joined, trimmed, and signed as they are sent", async () => {
  const headers = new Headers([
    ["X-Twice", "one"],
    ["x-twice", "two"],
    ["X-Spaces", "  a   b  "],
    ["Content-Type", "text/plain"],
    ["Range", "bytes=0-1"],
    ["User-Agent", "test"],
    ["x-amz-acl", "private"],
  ]);
  const { headers: sent } = await sendSigned(s3, `${server.url}/k`, { headers });
  assert.equal(sent["x-twice"], "one, two");
  assert.equal(sent["user-agent"], "test");
  const signedHeaders = /SignedHeaders=([^,]+)/.exec(sent.authorization)[1].split(";");
  assert.ok(["content-type", "host", "range", "x-amz-acl", "x-twice"].every((name) => signedHeaders.includes(name)));
  assert.ok(!signedHeaders.includes("user-agent"));
});

test("headers that are changed behind the signature are sent and not signed, unless they are asked for", async () => {
  const passedOn = {
    ...{ "accept-encoding": "gzip, br", "cdn-loop": "cloudflare", "cf-connecting-ip": "192.0.2.1", "cf-ray": "0-FRA" },
    ...{ forwarded: "for=192.0.2.1", "true-client-ip": "192.0.2.1", via: "1.1 proxy" },
    ...{ range: "bytes=0-9", "sec-fetch-mode": "navigate", "x-real-ip": "192.0.2.1" },
  };
  for (const [method, headers, signed, body] of [
    ["GET", passedOn, "host;range"],
    ["DELETE", { "content-length": "0" }, "host"],
    ["PUT", { "content-length": "4" }, "host", new Uint8Array(4)],
  ]) {
    const arrived = await sendSigned(s3, `${server.url}/k`, { method, headers, body });
    assert.ok(
      arrived.headers.authorization.includes(`SignedHeaders=${signed};x-amz-content-sha256;x-amz-date,`),
      method,
    );
    for (const name of ["cf-ray", "range", "x-real-ip"]) assert.equal(arrived.headers[name], headers[name]);
  }
  const asked = await s3.signRequest(`${server.url}/k`, { headers: passedOn }, { signedHeaders: ["CF-Ray"] });
  assert.match(asked.headers.get("authorization"), /SignedHeaders=cf-ray;host;range;/);
});

test("a body that fetch would send as the name of its class is refused", async () => {
  for (const body of [Promise.resolve("x"), new Response("x"), new Request(server.url), {}]) {
    for (const payload of ["signed", "unsigned", { sha256: "0".repeat(64) }]) {
      await assert.rejects(s3.signRequest(server.url, { method: "PUT", body }, { payload }), { code: "BODY_INVALID" });
    }
  }
});

test("a body that never ends is waited for until the signal aborts", async () => {
  const reason = new Error("no longer wanted");
  const request = (signal) => ({ method: "PUT", duplex: "half", signal, body: new ReadableStream({}) });
  await assert.rejects(s3.signRequest(`${server.url}/k`, request(AbortSignal.abort(reason))), reason);
  const control = new AbortController();
  const signing = s3.signRequest(new Request(`${server.url}/k`, request(control.signal)));
  setTimeout(() => control.abort(reason), 20);
  await assert.rejects(signing, reason);
});

test("a Request whose body is being read by someone else is refused", async () => {
  const request = new Request(server.url, { method: "PUT", body: "x" });
  request.body.getReader();
  await assert.rejects(s3.signRequest(request), {
    code: "BODY_INVALID",
    message: /a Request whose body has been read$/,
  });
});

test("the token of temporary credentials is signed", async () => {
  const sessionToken = "token/with+signs==";
  const signer = new Signer({ credentials: { ...credentials, sessionToken }, region: "us-east-1", service: "s3" });
  const { headers } = await sendSigned(signer, `${server.url}/k`);
  assert.equal(headers["x-amz-security-token"], sessionToken);
  assert.match(headers.authorization, /SignedHeaders=[^,]*;x-amz-security-token,/);
});

test("an old signature is replaced, and its date stays, which is a given header", async () => {
  const old = await lambda.signRequest(`${server.url}/k`, {}, { date: new Date(0) });
  const { headers } = await sendSigned(s3, old);
  assert.match(headers.authorization, /^AWS4-HMAC-SHA256 Credential=[^,]*\/us-east-1\/s3\/aws4_request,[^,]*,[^,]*$/);
  assert.equal(headers["x-amz-date"], "19700101T000000Z");
});

for (const method of ["get", "put", "post", "head", "delete", "options", "patch", "PATCH", "Propfind"]) {
  test(`the method ${method} is signed as fetch sends it`, async () => {
    await sendSigned(s3, `${server.url}/k`, { method }).catch((error) => {
      // undici lets node:http refuse what is no method, after signing.
      if (method !== "Propfind" || error instanceof SigV4Error) throw error;
    });
  });
}

test("what is sent is spelt as it was signed", async () => {
  for (const method of ["GET", "DELETE"]) {
    for (const input of ["/a!", "/a!?b=!#c", "/a%21"].map((path) => server.url + path)) {
      const respelt = input.replace("a!", "a%21").replace("=!", "=%21").replace("#c", "");
      assert.equal((await s3.signRequest(input, { method })).url, respelt);
      assert.equal((await s3.signRequest(new Request(input, { method }))).url, respelt);
    }
  }
});

test("everything a Request carries is kept", async () => {
  const abort = new AbortController();
  const carried = {
    method: "POST",
    cache: "no-store",
    credentials: "omit",
    redirect: "manual",
    referrer: "",
    referrerPolicy: "no-referrer",
    integrity: "sha256-AAAA",
    keepalive: true,
    mode: "same-origin",
  };
  for (const path of ["/k", "/respelt!"]) {
    const given = new Request(server.url + path, {
      ...carried,
      body: "body",
      signal: abort.signal,
      headers: { "x-a": "1" },
    });
    const signed = await s3.signRequest(given);
    // Node 24 loses them of whatever it copies.
    const { referrer, referrerPolicy } = new Request(given.clone());
    const expected = { ...carried, referrer, referrerPolicy };
    for (const [name, value] of Object.entries(expected)) assert.equal(signed[name], value, name);
    assert.equal(signed.duplex, "half");
    assert.equal(signed.headers.get("x-a"), "1");
    assert.equal(signed.signal.aborted, false);
  }
  const signed = await s3.signRequest(new Request(`${server.url}/k`, { signal: abort.signal }));
  const respelt = await s3.signRequest(new Request(`${server.url}/k!`, { signal: abort.signal }));
  abort.abort();
  assert.ok(signed.signal.aborted && respelt.signal.aborted);
  await assert.rejects(fetch(signed), { name: "AbortError" });
});

test("the given Request is left as it was", async () => {
  for (const path of ["/k", "/respelt!"]) {
    const given = new Request(server.url + path, { method: "PUT", body: "body", headers: { "x-a": "1" } });
    const signed = await s3.signRequest(given, { headers: { "x-b": "2" } });
    assert.notEqual(signed, given);
    assert.equal(given.bodyUsed, false);
    assert.equal(await given.text(), "body");
    assert.deepEqual([...given.headers].map(([name]) => name).sort(), ["content-type", "x-a"]);
    assert.equal(await signed.text(), "body");
    assert.equal(signed.headers.get("x-a"), null);
    assert.equal(signed.headers.get("x-b"), "2");
  }
});

test("init replaces what the Request has, its body too, even one that was read", async () => {
  const given = new Request(`${server.url}/k`, { method: "PUT", body: "old" });
  await given.text();
  const { body } = await sendSigned(s3, given, { body: "new" });
  assert.equal(String(body), "new");
  await assert.rejects(s3.signRequest(given), { code: "BODY_INVALID", message: /body has been read/ });
});

test("a Request of mode navigate is signed, also at another spelling of its URL", async (context) => {
  const given = new Request(`${server.url}/k!`);
  context.mock.getter(Request.prototype, "mode", () => "navigate"); // which no constructor takes
  await sendSigned(s3, given);
});

test("URL_REWRITTEN: dot segments that fetch removes and the service would not", async () => {
  const s3Paths = ["/a/../b", "/a/./b", "/a/%2e%2e/b", "/.", "/a/..", "/a/../x://b"];
  for (const [signer, path] of [...s3Paths.map((each) => [s3, each]), [lambda, "/a/%2e%2E/b"]]) {
    await assert.rejects(signer.signRequest(server.url + path), (error) => {
      assert.ok(error instanceof SigV4Error);
      assert.equal(error.code, "URL_REWRITTEN");
      assert.ok(error.message.includes(path));
      return true;
    });
  }
  await assert.rejects(s3.signRequest("HTTPS://example.com/a/../b"), { code: "URL_REWRITTEN" });
  const token = "X-Amz-Security-Token=hush";
  for (const rest of [`?${token}`, `#${token}`, `?\u2028${token}`]) {
    await assert.rejects(s3.signRequest(`https://example.com/a/../b${rest}`), ({ message }) => {
      return message.endsWith("got /a/../b: fetch would ask for /b");
    });
  }
});

test("whether fetch asks for the same resource is compared at one date, also when time passes meanwhile", async (context) => {
  let now = Date.now();
  context.mock.method(Date, "now", () => (now += 1000));
  for (const options of [undefined, {}]) {
    const { url } = await lambda.signRequest("https://example.com/a/../b", {}, options);
    assert.equal(url, "https://example.com/b");
  }
});

test("a relative URL is one of the page, where there is one", async (context) => {
  const { Request } = globalThis;
  context.after(() => Object.assign(globalThis, { Request }));
  globalThis.Request = class extends Request {
    constructor(input, init) {
      super(typeof input === "string" ? new URL(input, "https://example.com/page/") : input, init);
    }
  };
  const sent = async (url) => (await s3.signRequest(url)).url;
  assert.equal(await sent("a"), "https://example.com/page/a");
  assert.equal(await sent("/a?to=b:c"), "https://example.com/a?to=b%3Ac");
  assert.equal(await sent("//example.org/a"), "https://example.org/a");
  await assert.rejects(sent("https://example.com/a/../b"), { code: "URL_REWRITTEN" });
});

test("what the caller changes while a body is read is not signed", async () => {
  const given = {
    date: new Date("2026-03-04T05:06:07Z"),
    unsignedHeaders: ["x-a"],
    signedHeaders: ["user-agent"],
    rules: { contentSha256Header: false },
    payload: "signed",
  };
  const headers = { "x-a": "1", "user-agent": "test" };
  const signing = s3.signRequest(`${server.url}/k`, { method: "PUT", body: "x", headers }, given);
  given.date.setTime(0);
  given.unsignedHeaders.pop();
  given.signedHeaders.pop();
  given.rules.contentSha256Header = true;
  const { headers: sent } = await signing;
  assert.equal(sent.get("x-amz-date"), "20260304T050607Z");
  assert.match(sent.get("authorization"), /SignedHeaders=content-type;host;user-agent;x-amz-date,/);

  const payload = { sha256: "0".repeat(64) };
  const respelling = s3.signRequest(new Request(`${server.url}/k!`, { method: "PUT", body: "x" }), {}, { payload });
  payload.sha256 = "1".repeat(64);
  assert.equal((await respelling).headers.get("x-amz-content-sha256"), "0".repeat(64));
});

test("a request is dated when it is signed, behind its body", async () => {
  let readAt;
  const body = new ReadableStream({
    async pull(controller) {
      await new Promise((done) => setTimeout(done, 1100));
      readAt = Date.now();
      controller.enqueue(new TextEncoder().encode("late"));
      controller.close();
    },
  });
  const { headers } = await s3.signRequest(`${server.url}/k`, { method: "PUT", body, duplex: "half" });
  assert.ok(dateOf(headers.get("x-amz-date")) >= Math.floor(readAt / 1000) * 1000);
});

test("an init whose members are getters is taken whole, with a form too", async () => {
  const form = new FormData();
  form.set("a", "b");
  class Init {
    get method() {
      return "POST";
    }
    get body() {
      return form;
    }
    get headers() {
      return { "x-a": "1" };
    }
  }
  for (const path of ["/k", "/respelt!"]) {
    const request = await s3.signRequest(server.url + path, new Init());
    assert.equal(request.method, "POST");
    assert.equal(request.headers.get("x-a"), "1");
    assert.match(await request.text(), /name="a"\r\n\r\nb\r\n/);
  }
});

test("what only some platforms know of an init is passed on to them", async (context) => {
  const { Request } = globalThis;
  context.after(() => Object.assign(globalThis, { Request }));
  const inits = [];
  globalThis.Request = class extends Request {
    constructor(input, init) {
      super(input, init);
      inits.push(init);
    }
  };
  class Init {
    cf = { cacheTtl: 5 };
    get priority() {
      return "low";
    }
  }
  await s3.signRequest(new Request(`${server.url}/k!`), new Init());
  const moved = inits.at(-1);
  await s3.signRequest(server.url, Object.assign(new Init(), { method: "POST", body: formData() }));
  const withForm = inits.find(({ body }) => body instanceof Blob);
  assert.notEqual(moved, withForm);
  for (const { cf, priority } of [moved, withForm]) assert.deepEqual([cf, priority], [{ cacheTtl: 5 }, "low"]);
});

test("what only some platforms know of a Request is kept where its URL is spelt anew", async () => {
  const given = Object.assign(new Request(`${server.url}/a(b)`), { cf: { cacheTtl: 7 } });
  const { Request: Native } = globalThis;
  globalThis.Request = class extends Native {
    constructor(input, init) {
      super(input, init);
      this.cf = input.cf ?? init?.cf;
    }
  };
  try {
    assert.deepEqual((await s3.signRequest(given)).cf, { cacheTtl: 7 });
  } finally {
    globalThis.Request = Native;
  }
});

test("fetch gets what it alone knows of an init, and nothing else twice", async (context) => {
  const { mock } = context.mock.method(globalThis, "fetch", async () => new Response());
  const next = { revalidate: 60 };
  await s3.fetch(`${server.url}/k`, { method: "PUT", body: "x", headers: { "x-a": "1" }, next, proxy: "http://proxy" });
  await s3.fetch(`${server.url}/k`);
  assert.deepEqual(mock.calls[0].arguments[1], { next, proxy: "http://proxy" });
  assert.deepEqual(mock.calls[1].arguments[1], {});
});

test("a method that was taken off its signer is refused, as a rejection", async () => {
  for (const name of ["signRequest", "fetch"]) {
    const method = s3[name];
    await assert.rejects(method("https://example.com/"), { code: "OPTION_INVALID", message: /signer\.presign/ }, name);
  }
});

test("no refusal repeats a header's value, whoever refuses it", async () => {
  const bad = ["x-amz-security-token", "hush\nhush"];
  const once = [bad][Symbol.iterator]();
  for (const headers of [{ [bad[0]]: bad[1] }, [bad], once]) {
    await assert.rejects(s3.signRequest("https://example.com/", { headers }), (error) => {
      assert.match(error.message, /^HEADER_VALUE_INVALID: headers must be names and values that fetch takes/);
      return !inspect(error, { depth: null }).includes("hush");
    });
  }
});

const REFUSED = [
  ["OPTION_INVALID", /platform refuses/, ["https://example.com/", { mode: "odd", headers: { "x-a": 1 } }]],
  [
    "HEADER_NAME_INVALID",
    /got "a b"$/,
    ["https://example.com/", { headers: { "x-a": "1 2", "x-b": "3", "a b": "x" } }],
  ],
  [
    "HEADER_NAME_INVALID",
    /got "a b"$/,
    [
      "https://example.com/",
      {
        headers: [
          ["x-a", "1"],
          ["a b", "x"],
        ],
      },
    ],
  ],
  ["HEADER_VALUE_INVALID", /that fetch takes, got an Array$/, ["https://example.com/", { headers: [["x-a"]] }]],
  [
    "HEADER_VALUE_INVALID",
    /that fetch takes, got x-b$/,
    ["https://example.com/", { headers: { "x-a": "1", "x-b": "\n\u0100" } }],
  ],
  ["BODY_INVALID", /got an Object$/, ["https://example.com/", { method: "PUT", body: { a: 1 } }]],
  ["OPTION_UNKNOWN", /service in init: options are the third argument/, ["https://example.com/", { service: "s3" }]],
  ["OPTION_UNKNOWN", /expiresIn in init: /, ["https://example.com/", { expiresIn: 60 }]],
  // As aws4fetch has it.
  ["OPTION_UNKNOWN", /aws in init: /, ["https://example.com/", { aws: { service: "s3" } }]],
  ["OPTION_INVALID", /init must be an object, got a string$/, ["https://example.com/", "PUT"]],
  ["OPTION_INVALID", /init must be an object, got a function$/, ["https://example.com/", () => {}]],
  ["OPTION_UNKNOWN", /no: rules has only/, ["https://example.com/", {}, { rules: { no: true } }]],
  ["OPTION_UNKNOWN", /no: payload has only/, ["https://example.com/", {}, { payload: { no: true } }]],
  ["OPTION_UNKNOWN", /regon: did you mean region\?/, ["https://example.com/", {}, { regon: "x" }]],
  ["OPTION_INVALID", /GET/, ["https://example.com/", { method: "GET", body: "x" }]],
  ["OPTION_INVALID", /got 5/, ["https://example.com/", {}, 5]],
  ["OPTION_INVALID", /got null/, ["https://example.com/", {}, null]],
  ["DATE_INVALID", /got null/, ["https://example.com/", {}, { date: null }]],
  ["REGION_INVALID", /got ""/, ["https://example.com/", {}, { region: "" }]],
  ["URL_INVALID", /got not a url/, ["not a url"]],
  ["URL_INVALID", /got undefined/, []],
  ["URL_USER_INFO", /user/, ["https://user:password@example.com/"]],
  ["DATE_INVALID", /an invalid Date/, ["https://example.com/", {}, { date: new Date(Number.NaN) }]],
  ["HOST_INVALID", /punycode.*got "xn--ü\.com"$/, ["https://xn--ü.com/path"]],
  [
    "HEADER_CONFLICT",
    /got host: other\.example\.com$/,
    ["https://example.com/", { headers: { host: "other.example.com" } }],
  ],
];

for (const [code, message, args] of REFUSED) {
  test(`signRequest refuses with ${code}: ${message.source}`, async () => {
    await assert.rejects(s3.signRequest(...args), (error) => {
      assert.ok(error instanceof SigV4Error, String(error));
      assert.equal(error.code, code);
      assert.match(error.message, message);
      return true;
    });
  });
}

test("the platform's own error is the cause of the one that is thrown", async () => {
  await assert.rejects(s3.signRequest("https://example.com/", { mode: "odd" }), ({ message, cause }) => {
    return cause instanceof TypeError && message.endsWith(` Request: ${cause.message}`);
  });
});

test("a long word of what the platform says, and a secret, is not repeated", async () => {
  const secret = "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY";
  for (const mode of [secret, `"${secret}"`, "x".repeat(5000), "x ".repeat(5000)]) {
    await assert.rejects(s3.signRequest("https://example.com/", { mode }), ({ code, message }) => {
      return code === "OPTION_INVALID" && message.length < 300 && !message.includes("wJal");
    });
  }
});

test("a value that fetch cannot send is refused, and not repeated where it is a session token", async () => {
  const emoji = new Signer({
    credentials: { ...credentials, sessionToken: "hush 😀" },
    region: "us-east-1",
    service: "s3",
  });
  await assert.rejects(emoji.signRequest("https://example.com/"), (error) => {
    assert.ok(error instanceof SigV4Error, String(error));
    assert.match(error.message, /^HEADER_VALUE_INVALID: .*Latin-1.*got x-amz-security-token$/);
    return true;
  });
});

test("a mode in which the platform drops Authorization is refused", async (context) => {
  // As browsers do for no-cors; Node takes any header in any mode.
  const { set } = Headers.prototype;
  context.mock.method(Headers.prototype, "set", function (name, value) {
    if (name !== "authorization") set.call(this, name, value);
  });
  const message = /mode must be one in which authorization can be sent, got "no-cors"/;
  const failing = s3.signRequest("https://example.com/", { mode: "no-cors" });
  await assert.rejects(failing, { name: "SigV4Error", code: "OPTION_INVALID", message });
});

test("an error of the body's own stream comes through as it is", async () => {
  const own = new RangeError("mine");
  const body = new ReadableStream({ pull: (controller) => controller.error(own) });
  const failing = s3.signRequest("https://example.com/", { method: "PUT", body, duplex: "half" });
  await assert.rejects(failing, (error) => error === own);
});

test("fetch signs and sends", async () => {
  const response = await s3.fetch(`${server.url}/bucket/a b?list-type=2`, { headers: { "x-a": "1" } });
  assert.equal(await response.text(), "answer");
  assert.equal(lastVerified().target, "/bucket/a%20b?list-type=2");
  const post = await lambda.fetch(new Request(`${server.url}/f`, { method: "POST", body: "{}" }));
  assert.equal(post.status, 200);
  lastVerified();
});

test("fetch rejects with the platform's own error where there is no answer", async () => {
  await assert.rejects(s3.fetch("http://127.0.0.1:1/key"), (error) => error instanceof TypeError);
});

test("the region and service come from the host, or from the options", async () => {
  const signer = new Signer({ credentials });
  const inferred = await signer.signRequest("https://bucket.s3.eu-west-1.amazonaws.com/k");
  assert.match(inferred.headers.get("authorization"), /\/eu-west-1\/s3\/aws4_request/);
  await assert.rejects(signer.signRequest(server.url), { code: "SERVICE_UNKNOWN" });
  const options = { region: "auto", service: "s3" };
  await sendSigned(signer, server.url, {}, options);
  await (await signer.fetch(server.url, {}, options)).text();
  assert.match(lastVerified().headers.authorization, /\/auto\/s3\/aws4_request/);
});
