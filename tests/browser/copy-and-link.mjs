// What is copied is exactly what is meant; links and stores hold no credentials.
import assert from "node:assert/strict";
import { test } from "node:test";
import { chooseExample, click, copied, explained, fill, open, shown } from "./page.mjs";

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
    assert.notEqual((await shown(at.page)).canonicalRequest, canonicalRequest.text);
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
