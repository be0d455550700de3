// What is copied is exactly what is meant; links and stores hold no credentials.
import assert from "node:assert/strict";
import { test } from "node:test";
import { chooseExample, click, copied, explained, fill, open, shown, until } from "./page.mjs";

const SECRETS = { accessKeyId: "AKIDOFNOBODY", secretAccessKey: "sEcReTsEcReTsEcReT", sessionToken: "tOkEntOkEntOkEn" };

export function copyAndLinkTests(at) {
  test("each copy button copies exactly its text, and says so", async () => {
    await chooseExample(at.page, "put");
    const { canonicalRequest, stringToSign, signature, result } = await explained(at.page);
    const headers = Object.entries(result.headers)
      .map(([name, value]) => `${name}: ${value}`)
      .join("\n");
    for (const [selector, text, what] of [
      ["#canonical-text .copy", canonicalRequest.text, "the canonical request"],
      ["#string-to-sign .copy", stringToSign.text, "the string to sign"],
      [".send-url .copy", result.url, "the URL"],
      [".send-headers .copy", headers, "the headers"],
      [".send-curl .copy", result.curl, "the curl command"],
      [".send-fetch .copy", result.fetch, "the JavaScript"],
      ["#canonical-text .chip", canonicalRequest.sha256, "the hash of the canonical request"],
      ["#canonical-request .chip[data-value=payloadHash]", canonicalRequest.payloadHash.value, "the payload hash"],
      ["#string-to-sign .chip[data-value=credentialScope]", stringToSign.credentialScope, "the credential scope"],
      ["#result .chip", signature, "the signature"],
    ]) {
      assert.equal(await copied(at.page, selector), text, selector);
      assert.equal(
        await at.page.evaluate(() => document.getElementById("announcements").textContent),
        `Copied ${what}.`,
      );
    }
  });

  test("where there is nothing to copy, no button offers it", async () => {
    const offered = () => at.page.evaluate(() => document.querySelector(".send-headers .copy").checkVisibility());
    await chooseExample(at.page, "spaces");
    assert.equal(await offered(), false);
    await chooseExample(at.page, "r2");
    assert.equal(await offered(), true);
  });

  test("what is copied is exact while invisible characters are shown", async () => {
    await chooseExample(at.page, "put");
    await click(at.page, "#signs");
    const { canonicalRequest } = await explained(at.page);
    assert.ok(await at.page.evaluate(() => document.querySelectorAll("#canonical-text .invisible").length > 0));
    assert.equal(await copied(at.page, "#canonical-text .copy"), canonicalRequest.text);
    await click(at.page, "#signs");
  });

  test("a link restores everything but credentials", async () => {
    await chooseExample(at.page, "odd");
    const given = {
      method: "PUT",
      placement: "query",
      expiresIn: "99",
      headers: "X-Note: a&b=c\nX-Two: ü",
      body: "böd\ny",
      payload: "signed",
      when: "fixed",
      date: "2024-02-29T12:00:00Z",
      endpoint: "https://fra1.digitaloceanspaces.com",
      region: "fra1",
      service: "s3",
      ...SECRETS,
    };
    await fill(at.page, given);
    const before = await shown(at.page);
    const link = await copied(at.page, "#copy-link");
    for (const secret of Object.values(SECRETS)) assert.ok(!link.includes(secret));

    const page = await at.browser.newPage();
    try {
      await open(page, link);
      const form = await page.evaluate(() => Object.fromEntries([...new FormData(document.getElementById("request"))]));
      for (const [name, value] of Object.entries(given)) {
        if (name in SECRETS) assert.notEqual(form[name], value);
        else assert.equal(form[name].replaceAll("\r\n", "\n"), value, name);
      }
      assert.equal(form.key, await at.page.evaluate(() => document.getElementById("key").value));
      await fill(page, SECRETS);
      assert.deepEqual(await shown(page), before);
    } finally {
      await page.close();
    }
  });

  test("a link leaves out credentials that stand in the URL and the headers", async () => {
    await chooseExample(at.page, "s3-get");
    await fill(at.page, {
      url: "https://b.s3.amazonaws.com/k?x=1&X-Amz-Credential=AKIDOFNOBODY%2F1&X-Amz-Security-Token=tOkEn&X-Amz-Signature=5199#f",
      headers: "Authorization: AWS4 sEcReT\nX-Keep: yes\nx-amz-security-token: tOkEn\n folded sEcReT\nCookie: sEcReT",
    });
    const link = await copied(at.page, "#copy-link");
    assert.doesNotMatch(link, /AKIDOFNOBODY|tOkEn|sEcReT|5199/);
    const kept = new URLSearchParams(new URL(link).hash.slice(1));
    assert.equal(kept.get("url"), "https://b.s3.amazonaws.com/k?x=1#f");
    assert.equal(kept.get("headers"), "X-Keep: yes");
  });

  test("a link leaves them out however they are written, and nothing else", async () => {
    await chooseExample(at.page, "s3-get");
    const kept = "https://b.s3.us-east-1.amazonaws.com/k?list-type=2&continuation-token=c";
    for (const [url, expected] of [
      [`${kept}&X%2DAmz%2DSecurity%2DToken=tOkEn`, kept],
      [`${kept}&amp;X-Amz-Security-Token=tOkEn&amp;x=1`, `${kept}&amp;x=1`],
      [
        "https://b.s3.us-east-1.amazonaws.com/k?X-Amz-Signature=tOkEn&x=1",
        "https://b.s3.us-east-1.amazonaws.com/k?x=1",
      ],
      [
        "https://b.s3.us-east-1.amazonaws.com/k?AWSAccessKeyId=tOkEn&Signature=tOkEn",
        "https://b.s3.us-east-1.amazonaws.com/k",
      ],
      [
        "https://b.s3.us-east-1.amazonaws.com/k%3FX-Amz-Security-Token=tOkEn%26x=1",
        "https://b.s3.us-east-1.amazonaws.com/k%26x=1",
      ],
    ]) {
      const headers =
        "x-api-key: tOkEn\nx-a: 1\n Authorization: tOkEn\nx-amz-server-side-encryption-customer-key: tOkEn";
      await fill(at.page, { url, headers });
      const link = await copied(at.page, "#copy-link");
      assert.doesNotMatch(link, /tOkEn/);
      const form = new URLSearchParams(new URL(link).hash.slice(1));
      assert.deepEqual([form.get("url"), form.get("headers")], [expected, "x-a: 1"]);
    }
  });

  test("a link leaves them out of a body that is a form or JSON, and says that the body is in it", async () => {
    await chooseExample(at.page, "s3-get");
    for (const [body, expected] of [
      ["Password=tOkEn&User=a&SecretAccessKey=tOkEn", "User=a"],
      ["User=a&X%2DAmz%2DSecurity%2DToken=tOkEn&b=1", "User=a&b=1"],
      ['{"a": 1, "auth": [{"secret_access_key": "tOkEn", "b": 2}]}', '{"a":1,"auth":[{"b":2}]}'],
      ['{"a": 1, "nextToken": "b"}', '{"a": 1, "nextToken": "b"}'],
      ['{"password": "not JSON', '{"password": "not JSON'],
      ["a & b", "a & b"],
    ]) {
      await fill(at.page, { method: "PUT", body });
      const link = await copied(at.page, "#copy-link");
      assert.equal(new URLSearchParams(new URL(link).hash.slice(1)).get("body"), expected);
      const said = await at.page.evaluate(() => document.getElementById("announcements").textContent);
      assert.equal(said, "Copied the link to this request, without credentials but with its body.");
    }
  });

  test("what cannot be signed gets no link, as it may be a paste that holds anything", async () => {
    const isDisabled = () => at.page.evaluate(() => document.getElementById("copy-link").disabled);
    await chooseExample(at.page, "s3-get");
    assert.equal(await isDisabled(), false);
    await fill(at.page, { url: "https://AKID:sEcReT@b.s3.us-east-1.amazonaws.com/k" });
    assert.equal(await isDisabled(), true);
    await chooseExample(at.page, "s3-get");
    assert.equal(await isDisabled(), false);
  });

  test("going away and back keeps what was typed, and a place within the page keeps the address", async () => {
    const page = await at.browser.newPage();
    try {
      const linked = `${at.site.url}#url=https%3A%2F%2Fb.s3.us-east-1.amazonaws.com%2Fk`;
      await open(page, linked);
      await fill(page, { url: "https://b.s3.us-east-1.amazonaws.com/edited", ...SECRETS });
      const form = () => page.evaluate(() => Object.fromEntries([...new FormData(document.getElementById("request"))]));
      const before = await form();
      await click(page, "#to-doctor");
      await until(page, () => !document.getElementById("doctor").hidden, "the Doctor");
      await page.evaluate(() => history.back());
      await until(page, () => !document.getElementById("sign").hidden, "the Sign view");
      assert.deepEqual(await form(), before);
      assert.equal(before.secretAccessKey, SECRETS.secretAccessKey);
      for (const link of ["#skip", ".promise a"]) {
        await click(page, link);
        assert.equal(await page.evaluate(() => location.href), linked, link);
      }
    } finally {
      await page.close();
    }
  });

  test("a link to what cannot be signed shows why, and no steps of nothing", async () => {
    const page = await at.browser.newPage();
    try {
      await page.goto(`${at.site.url}#url=https%3A%2F%2Fminio.example%2Fk`);
      await until(page, () => !document.getElementById("stale-note").hidden, "the error");
      const seen = await page.evaluate(() => ({
        note: document.getElementById("stale-note").textContent,
        steps: [...document.querySelectorAll(".step")].filter((step) => step.checkVisibility()).length,
      }));
      assert.match(seen.note, /^the host does not tell the service/i);
      assert.equal(seen.steps, 0);
    } finally {
      await page.close();
    }
  });

  test("a choice that there is not leaves the one of an empty form", async () => {
    const page = await at.browser.newPage();
    try {
      await open(page, `${at.site.url}#url=https://b.s3.amazonaws.com/k&placement=cookie&payload=no&when=then`);
      const values = await page.evaluate(() =>
        ["placement", "payload", "when"].map((name) => document.getElementById("request").elements[name].value),
      );
      assert.deepEqual(values, ["header", "", "now"]);
      assert.equal((await shown(page)).stale, false);
    } finally {
      await page.close();
    }
  });

  test("credentials in a link are not taken", async () => {
    const page = await at.browser.newPage();
    try {
      await open(page, `${at.site.url}#url=https://b.s3.amazonaws.com/k&accessKeyId=EVIL&secretAccessKey=evil`);
      const values = await page.evaluate(() =>
        ["accessKeyId", "secretAccessKey"].map((id) => document.getElementById(id).value),
      );
      assert.deepEqual(values, ["AKIAIOSFODNN7EXAMPLE", "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY"]);
    } finally {
      await page.close();
    }
  });

  test("credentials are in no storage, cookie, address or history", async () => {
    await chooseExample(at.page, "s3-get");
    await fill(at.page, SECRETS);
    await click(at.page, "#show-secret");
    await click(at.page, "#show-secret");
    await click(at.page, "#theme");
    await click(at.page, "#theme");
    const kept = await at.page.evaluate(async () =>
      JSON.stringify([
        { ...localStorage },
        { ...sessionStorage },
        document.cookie,
        location.href,
        history.state,
        history.length,
        (await indexedDB.databases?.()) ?? [],
        "caches" in window ? await caches.keys() : [],
        performance.getEntriesByType("resource").map(({ name }) => name),
      ]),
    );
    for (const secret of Object.values(SECRETS)) assert.ok(!kept.includes(secret));
    assert.ok(!kept.includes("#"), "typing leaves the address alone");
  });

  test("the secret is hidden until it is asked for", async () => {
    await chooseExample(at.page, "s3-get");
    const secret = () =>
      at.page.evaluate(() => [
        document.getElementById("secretAccessKey").type,
        document.getElementById("show-secret").getAttribute("aria-pressed"),
      ]);
    assert.deepEqual(await secret(), ["password", "false"]);
    await click(at.page, "#show-secret");
    assert.deepEqual(await secret(), ["text", "true"]);
    await click(at.page, "#show-secret");
    assert.deepEqual(await secret(), ["password", "false"]);
    assert.ok(!(await at.page.evaluate(() => document.body.textContent)).includes("bPxRfiCYEXAMPLEKEY"));
  });
}
