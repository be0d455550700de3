// Typing updates the steps; a mistake is told beside its field, and the last good steps stay.
import assert from "node:assert/strict";
import { test } from "node:test";
import { chooseExample, explained, fill, shown } from "./page.mjs";

/** What is written where, the field that tells it, and what it says. */
const MISTAKES = [
  [{ url: "s3.amazonaws.com/key" }, "url", /must be absolute/],
  [{ url: "https://user:pw@s3.amazonaws.com/key" }, "url", /user:password@/],
  [
    { url: "https://minio.example:9000/bucket/key" },
    "service",
    /host does not tell the service: write it here \("s3" for S3-compatible stores\)\.$/,
  ],
  [
    { url: "https://minio.example:9000/bucket/key", service: "s3" },
    "region",
    /host does not tell the region: write it here\.$/,
  ],
  [{ region: "us east 1" }, "region", /region must be a name like/],
  [{ service: "s3/x" }, "service", /service must be a signing name/],
  [{ url: " " }, "url", /like https:\/\/host\/path\?query\.$/],
  [{ method: "G T" }, "method", /method must be/],
  [{ headers: "no colon here" }, "headers", /Line 1 has no colon/],
  [{ headers: "bad name: 1" }, "headers", /header names are/i],
  [{ headers: "x-amz-content-sha256: beef" }, "headers", /x-amz-content-sha256 must be 64/],
  [{ headers: "Host: other.example" }, "headers", /credentials and this form, got Host: other.example/],
  [{ when: "fixed", date: "yesterday" }, "date", /date must be like 2026-01-31T12:00:00Z or 20260131T120000Z/],
  [{ when: "fixed", date: "1969-01-31T12:00:00Z" }, "date", /years 1970 to 9999/],
  [{ when: "fixed", date: "2026-01-31T12:00:00Z", headers: "x-amz-date: today" }, "headers", /x-amz-date must be like/],
  [{ when: "fixed", date: "2024-02-30T00:00:00Z" }, "date", /date must be/],
  [{ when: "fixed", date: "20240230T000000Z" }, "date", /date must be/],
  [{ placement: "query", expiresIn: "604801" }, "expiresIn", /lifetime must be an integer 1\.\.604800.*604801/],
  [{ placement: "query", expiresIn: "abc" }, "expiresIn", /lifetime must be an integer.*abc/],
  [{ payload: "sha256", sha256: "beef" }, "sha256", /64 lower-case hex digits/],
  [{ accessKeyId: "" }, "accessKeyId", /^Give an access key id/],
  [{ accessKeyId: "AKIA EXAMPLE" }, "accessKeyId", /public id/],
  [{ secretAccessKey: " secret " }, "secretAccessKey", /without surrounding white space/],
  [{ sessionToken: '"token"' }, "sessionToken", /session token must be the token alone/],
  [{ target: "object", bucket: "no bucket", key: "k", region: "us-east-1" }, "bucket", /bucket/],
  [{ target: "object", bucket: "b", key: "k", endpoint: "nowhere" }, "endpoint", /endpoint must be/],
];

const problems = (page) =>
  page.evaluate(() =>
    [...document.querySelectorAll(".error")].map((error) => {
      const field = error.closest("[data-field]");
      const input = field.querySelector("input, textarea, select");
      return {
        field: field.dataset.field,
        text: error.textContent,
        tied: input.getAttribute("aria-describedby") === error.id && input.getAttribute("aria-invalid") === "true",
        visible: input.checkVisibility(),
      };
    }),
  );

/** Where the first step begins on the page. */
const placeOfSteps = (page) =>
  page.evaluate(() => document.querySelector(".step").getBoundingClientRect().top + scrollY);

export function formTests(at) {
  test("what an example is said to be is said of it alone, and nothing jumps", async () => {
    const lesson = () =>
      at.page.evaluate(() => {
        const element = document.getElementById("lesson");
        return {
          isShown: element.checkVisibility({ visibilityProperty: true }),
          below: document.getElementById("method").getBoundingClientRect().top + scrollY,
        };
      });
    await chooseExample(at.page, "s3-get");
    const before = await lesson();
    assert.ok(before.isShown);
    await fill(at.page, { url: "https://examplebucket.s3.amazonaws.com/other" });
    assert.deepEqual(await lesson(), { ...before, isShown: false });
    await chooseExample(at.page, "s3-get");
    assert.deepEqual(await lesson(), before);
  });

  test("typing into each field changes the steps", async () => {
    await chooseExample(at.page, "s3-get");
    await fill(at.page, { method: "put", url: "https://examplebucket.s3.amazonaws.com/a b/c+d?z=1&A=2" });
    let page = await shown(at.page);
    assert.match(page.canonicalRequest, /^PUT\n\/a%20b\/c%20d\nA=2&z=1\n/);
    assert.match(page.story, /2 parameters moved/);

    await fill(at.page, {
      headers: "X-One:  1\nuser-agent: me",
      body: "hello",
      service: "s3express",
      region: "eu-north-1",
    });
    page = await shown(at.page);
    assert.match(page.canonicalRequest, /\nx-one:1\n/);
    assert.match(page.canonicalRequest, /\n2cf24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b9824$/);
    assert.match(page.stringToSign[2], /\/eu-north-1\/s3express\/aws4_request$/);

    await fill(at.page, { date: "2030-01-02T03:04:05Z", payload: "unsigned" });
    page = await shown(at.page);
    assert.equal(page.stringToSign[1], "20300102T030405Z");
    assert.match(page.canonicalRequest, /\nUNSIGNED-PAYLOAD$/);

    await fill(at.page, { placement: "query", expiresIn: "77", sessionToken: "TOKEN" });
    page = await shown(at.page);
    assert.match(page.url, /X-Amz-Expires=77&X-Amz-S3session-Token=TOKEN&/);

    const before = page.signature;
    await fill(at.page, { secretAccessKey: "another" });
    assert.notEqual((await shown(at.page)).signature, before);
    assert.equal((await shown(at.page)).signature, (await explained(at.page)).signature);
  });

  test("a date is the same in each of its forms, with a zone or in UTC", async () => {
    await chooseExample(at.page, "s3-get");
    for (const date of [
      "20260131T120000Z",
      "2026-01-31T12:00:00Z",
      "2026-01-31 12:00:00Z",
      "2026-01-31 13:00:00+01:00",
      " 2026-01-31 12:00 ",
    ]) {
      await fill(at.page, { date });
      const { stale, stringToSign } = await shown(at.page);
      assert.deepEqual([stale, stringToSign[1]], [false, "20260131T120000Z"], date);
    }
  });

  test("without a secret the first two steps are there", async () => {
    await chooseExample(at.page, "s3-get");
    await fill(at.page, { secretAccessKey: "" });
    const page = await shown(at.page);
    assert.equal(page.stale, false);
    assert.match(page.stringToSign[3], /^7344ae5b/);
    assert.equal(page.signature, null);
    assert.equal(await at.page.evaluate(() => document.querySelector(".send").checkVisibility()), false);
  });

  test("a bucket and a key make the URL", async () => {
    await chooseExample(at.page, "odd");
    await fill(at.page, {
      endpoint: "https://fra1.digitaloceanspaces.com",
      bucket: "pictures",
      key: "a+b/ü?.png",
      region: "",
    });
    const page = await shown(at.page);
    assert.match(page.canonicalRequest, /^GET\n\/a%2Bb\/%C3%BC%3F\.png\n/);
    assert.equal(page.url, "https://pictures.fra1.digitaloceanspaces.com/a%2Bb/%C3%BC%3F.png");
  });

  test("white space that was pasted around an address or a name is none of it", async () => {
    await chooseExample(at.page, "s3-get");
    const before = await shown(at.page);
    const { url } = await at.page.evaluate(() => ({ url: document.getElementById("url").value }));
    await fill(at.page, { url: `  ${url}\n`, region: " us-east-1 ", service: "s3\t", method: " GET" });
    assert.deepEqual(await problems(at.page), []);
    assert.deepEqual((await shown(at.page)).canonicalRequest, before.canonicalRequest);
  });

  test("a bucket and a key are S3's wherever they are, and their URL is never that of another", async () => {
    await chooseExample(at.page, "odd");
    const built = () => at.page.evaluate(() => document.getElementById("built").textContent);
    const isShown = () =>
      at.page.evaluate(() => document.getElementById("built").checkVisibility({ visibilityProperty: true }));
    const local = { endpoint: "http://localhost:9000", bucket: "b", key: "k", service: "" };
    await fill(at.page, { ...local, region: "" });
    const [told] = await problems(at.page);
    assert.equal(told.field, "region");
    assert.equal(await built(), "http://localhost:9000/b/k");
    await fill(at.page, { ...local, region: "us-east-1" });
    assert.deepEqual(await problems(at.page), []);
    assert.match((await shown(at.page)).stringToSign[2], /\/us-east-1\/s3\/aws4_request$/);
    const service = await at.page.evaluate(() => document.getElementById("service").placeholder);
    assert.equal(service, "s3");
    await fill(at.page, { bucket: "no bucket" });
    assert.equal(await isShown(), false);
    await chooseExample(at.page, "odd");
    assert.equal(await isShown(), true);
  });

  for (const [values, field, words] of MISTAKES) {
    test(`${JSON.stringify(values)} is told at ${field}`, async () => {
      await chooseExample(at.page, "s3-get");
      const before = await placeOfSteps(at.page);
      await fill(at.page, { region: "", ...values });
      assert.equal(await placeOfSteps(at.page), before, "the steps do not jump");
      const [page, told] = [await shown(at.page), await problems(at.page)];
      assert.equal(told.length, 1);
      assert.equal(told[0].field, field);
      assert.match(told[0].text, words);
      assert.doesNotMatch(told[0].text, /^[A-Z_]+:/);
      assert.ok(told[0].tied && told[0].visible);
      assert.ok(page.stale);
      assert.ok(page.signature, "the last good steps stay");

      await chooseExample(at.page, "s3-get");
      assert.deepEqual(await problems(at.page), []);
      assert.equal((await shown(at.page)).stale, false);
    });
  }
}
