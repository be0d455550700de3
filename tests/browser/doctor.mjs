// The Doctor: any paste, its verdict, its fix; the five stories; an address for every mistake.
import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { diagnosed, paste, story } from "./doctor-page.mjs";
import { click, copied, goTo, openDoctor, SECRET, tabTo, until, write } from "./page.mjs";

/** What is wrong in each story, what the first sentence says, and what the corrected canonical request has. */
const STORIES = {
  ceph: { findings: ["path-char-not-encoded"], says: /^The path line leaves characters raw/, right: "/alpha%21soup/" },
  ec2: {
    findings: ["query-not-sorted"],
    says: /^The parameters .* not sorted/,
    right: "Action=DescribeRegions&Version=",
  },
  spaces: {
    findings: ["payload-empty-hash-in-presign"],
    says: /^The last line is the SHA-256 of the empty string where S3 has UNSIGNED-PAYLOAD/,
    right: "\nUNSIGNED-PAYLOAD",
    signature: "0b4930e3ff734bb79f89fbbb787609b4dc44acdf7fe347174abf126c69836f1b",
  },
  key: {
    findings: ["key-no-aws4-prefix"],
    says: /without the prefix AWS4/,
    right: "Action=ListUsers&Version=2010-05-08",
    signature: "5d672d79c15b13162d9279b0855cfba6789a8edb4c82c400e06b5924a6f2b5d7",
  },
  put: {
    findings: ["path-bucket-missing", "headers-no-blank-line"],
    says: /^The path line lacks the bucket/,
    right: "/examplebucket/sometest.txt",
  },
};
const LANGUAGES = ["Python", "JavaScript", "Go", "PHP", "Java", "C#", "Ruby", "bash"];

const OWN = `PUT
/sometest.txt

host:s3-eu-west-2.amazonaws.com
x-amz-content-sha256:UNSIGNED-PAYLOAD
x-amz-date:20190906T063000Z

host;x-amz-content-sha256;x-amz-date
UNSIGNED-PAYLOAD`;
const RIGHT = OWN.replace("/sometest", "/examplebucket/sometest");
const URL_ALONE =
  "https://examplebucket.s3.eu-west-1.amazonaws.com/a?X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Credential=AKIDEXAMPLE%2F20150830%2Feu-west-1%2Fs3%2Faws4_request&X-Amz-Date=20150830T123600Z&X-Amz-Expires=300&X-Amz-SignedHeaders=host&X-Amz-Signature=73ceff1738761b46dd96f95a6bcc226fb8415caf744a073db8e5a0b1c2d3e4f5";

async function s3Error(canonicalRequest) {
  const bytes = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(canonicalRequest));
  const lines = `AWS4-HMAC-SHA256\n20190906T063000Z\n20190906/eu-west-2/s3/aws4_request\n${Buffer.from(bytes).toString("hex")}`;
  return `<?xml version="1.0" encoding="UTF-8"?>\n<Error><Code>SignatureDoesNotMatch</Code><Message>The request signature we calculated does not match the signature you provided. Check your key and signing method.</Message><AWSAccessKeyId>AKIAIOSFODNN7EXAMPLE</AWSAccessKeyId><StringToSign>${lines}</StringToSign><SignatureProvided>00</SignatureProvided><CanonicalRequest>${canonicalRequest}</CanonicalRequest><RequestId>0A49CE4060975EAC</RequestId></Error>`;
}

const pressControlEnter = (page) =>
  page.evaluate(() => {
    const event = new KeyboardEvent("keydown", { key: "Enter", ctrlKey: true, bubbles: true });
    document.getElementById("paste").dispatchEvent(event);
  });

export function doctorTests(at) {
  describe("the Doctor", () => {
    let page;
    before(async () => {
      page = await at.browser.newPage();
      await openDoctor(page, at.site.url);
    });
    after(() => page.close());

    for (const [id, { findings, says, right, signature }] of Object.entries(STORIES)) {
      test(`story ${id} is diagnosed by a click`, async () => {
        await story(page, id);
        const shown = await diagnosed(page);
        assert.equal(shown.verdict, "explained");
        assert.match(shown.sentence, says);
        assert.deepEqual(shown.findings, findings);
        assert.deepEqual(new Set(shown.certainty), new Set(["proven"]));
        assert.equal(shown.fixes.length, findings.length);
        assert.ok(shown.ruledOut.length > 0);
        assert.ok((await copied(page, ".text-canonicalRequest .copy")).includes(right));
        if (signature) assert.equal(await copied(page, ".text-signature .copy"), signature);
      });
    }

    test("a pasted S3 error and then one's own canonical request: the first sentence is the cause", async () => {
      await click(page, "#start-over");
      await paste(page, await s3Error(RIGHT));
      assert.deepEqual((await diagnosed(page)).tags, ["SignatureDoesNotMatch, with the service’s own strings"]);
      await paste(page, OWN);
      const shown = await diagnosed(page);
      assert.match(shown.sentence, /^The path line lacks the bucket, which is the first segment of the URL's path\./);
      assert.deepEqual(shown.tags, ["SignatureDoesNotMatch, with the service’s own strings", "canonical request"]);
      assert.deepEqual(shown.said, ["Line 2, the URI: yours lacks “examplebucket/”."]);
      assert.equal(shown.marks.join(""), "examplebucket/");
      assert.equal(shown.paste, "", "the box is free for the next paste");
    });

    test("a second try takes the first out of the boxes, which can be put back", async () => {
      const sent = (time) =>
        `curl -X PUT 'https://s3-eu-west-2.amazonaws.com/examplebucket/sometest.txt' -H 'x-amz-date: ${time}' -H 'x-amz-content-sha256: UNSIGNED-PAYLOAD' -H 'Authorization: AWS4-HMAC-SHA256 Credential=AKIAIOSFODNN7EXAMPLE/20190906/eu-west-2/s3/aws4_request, SignedHeaders=host;x-amz-content-sha256;x-amz-date, Signature=${"0".repeat(64)}'`;
      const mismatch = "<Error><Code>SignatureDoesNotMatch</Code></Error>";
      const fields = () =>
        page.evaluate(() => [...document.querySelectorAll(".tag")].map((tag) => tag.dataset.field).join(" "));
      await click(page, "#start-over");
      await paste(page, `AWS_SECRET_ACCESS_KEY=${SECRET}`);
      for (const piece of [sent("20190906T063000Z"), mismatch, OWN]) await paste(page, piece);
      assert.equal(await fields(), "request response canonicalRequest secretAccessKey");
      assert.doesNotMatch((await diagnosed(page)).note, /another try/);

      await paste(page, `${sent("20190906T064512Z")}\n\n${mismatch}`);
      assert.equal(await fields(), "request response secretAccessKey");
      const { note, findings } = await diagnosed(page);
      assert.match(note, /^Recognised 2 things\..* another try: .* taken out \(canonical request\)\. Put it back$/);
      assert.deepEqual(findings, []);
      const said = await page.evaluate(() => document.getElementById("announcements").textContent);
      assert.match(said, /taken out \(canonical request\)\.$/);

      await click(page, "#put-back");
      assert.equal(await fields(), "request response canonicalRequest secretAccessKey");
      const back = await diagnosed(page);
      assert.equal(back.note, "It is back in the boxes.");
      assert.ok(back.sentence.includes("x-amz-date computed twice"), back.sentence);
      assert.equal(await page.evaluate(() => document.activeElement.id), "paste");

      await paste(page, sent("20190906T064512Z"));
      await write(page, "#given-canonicalRequest", "GET");
      await click(page, "#put-back");
      assert.equal(await page.evaluate(() => document.getElementById("given-canonicalRequest").value), "GET");
    });

    test("on a narrow screen the verdict comes into sight", async () => {
      await page.resize(360, 640);
      await click(page, "#start-over");
      await page.evaluate(() => scrollTo(0, 0));
      await paste(page, await s3Error(RIGHT));
      const { top, bottom } = await page.evaluate(() => {
        const box = document.getElementById("verdict-box").getBoundingClientRect();
        return { top: box.top, bottom: box.bottom };
      });
      assert.ok(top >= 0 && bottom <= 641, `from ${top} to ${bottom}`);
      await page.resize(1440, 900);
      await paste(page, OWN);
    });

    test("tags are removed and shown, and the diagnosis follows", async () => {
      await click(page, ".tag[data-field=canonicalRequest] .tag-remove");
      let shown = await diagnosed(page);
      assert.deepEqual(shown.tags, ["SignatureDoesNotMatch, with the service’s own strings"]);
      assert.equal(shown.verdict, "unexplained");
      assert.ok(shown.missing.includes("canonicalRequest"));
      await click(page, "#start-over");
      shown = await diagnosed(page);
      assert.deepEqual([shown.tags, shown.sentence], [[], null]);
      await story(page, "put");
      await click(page, ".tag[data-field=response] .tag-name");
      assert.equal(await page.evaluate(() => document.activeElement.id), "given-response");
    });

    test("what cannot be seen is named where it differs", async () => {
      await click(page, "#start-over");
      await paste(page, await s3Error(RIGHT));
      await write(page, "#given-canonicalRequest", RIGHT.replace("host:", "host: "));
      await until(page, () => document.querySelector(".text-canonicalRequest mark .invisible") !== null, "the sign");
      assert.deepEqual((await diagnosed(page)).said, ["Line 4, the headers: yours has a space too many."]);
      const name = await page.evaluate(() =>
        document.querySelector(".text-canonicalRequest mark .invisible").getAttribute("aria-label"),
      );
      assert.equal(name, "space");
    });

    test("an answer that a command line or a log prints is called by its code", async () => {
      for (const [text, tag] of [
        [
          "An error occurred (SignatureDoesNotMatch) when calling the GetObject operation: The request",
          "SignatureDoesNotMatch",
        ],
        [
          "SignatureDoesNotMatch: The request signature we calculated does not match\n    at throwError",
          "SignatureDoesNotMatch",
        ],
        ["HTTP/1.1 403 Forbidden\n\n<html>403</html>", "answer"],
      ]) {
        await click(page, "#start-over");
        await paste(page, text);
        assert.deepEqual((await diagnosed(page)).tags, [tag]);
      }
    });

    test("a text in the wrong box says so, and is moved to its own by a press", async () => {
      const notes = () =>
        page.evaluate(() =>
          Object.fromEntries(
            [...document.querySelectorAll("#boxes .error")].map(({ id, textContent }) => [id, textContent]),
          ),
        );
      const written = (id) => until(page, (note) => document.getElementById(note) !== null, id, `${id}-note`);
      const move = (id) => click(page, `#${id}-note button`);
      const [ANSWER, OTHER] = [await s3Error(RIGHT), OWN.replace("PUT", "GET")];
      const LINES = ANSWER.split("<StringToSign>")[1].split("</StringToSign>")[0];
      for (const [box, text, field, name] of [
        ["request", ANSWER, "response", "server’s answer"],
        ["response", OWN, "canonicalRequest", "canonical request"],
        ["canonicalRequest", LINES, "stringToSign", "string to sign"],
        ["stringToSign", URL_ALONE, "request", "request"],
        ["canonicalRequest", SECRET, "secretAccessKey", "secret access key"],
      ]) {
        await click(page, "#start-over");
        await write(page, `#given-${box}`, text);
        await written(`given-${box}`);
        assert.deepEqual(await notes(), { [`given-${box}-note`]: `This looks like the ${name}. Move it to its box` });
        const note = (id) =>
          page.evaluate((each) => document.getElementById(each).getAttribute("aria-describedby"), id);
        assert.equal(await note(`given-${box}`), `given-${box}-note`);
        await move(`given-${box}`);
        assert.deepEqual(await notes(), {});
        assert.equal(await note(`given-${box}`), null);
        const moved = await page.evaluate(() => [
          document.activeElement.id,
          document.activeElement.value,
          ...[...document.querySelectorAll(".tag")].map((tag) => tag.dataset.field),
        ]);
        assert.deepEqual(moved, [`given-${field}`, text, field]);
      }

      await click(page, "#start-over");
      await write(page, "#given-canonicalRequest", ANSWER);
      await write(page, "#given-response", OWN);
      await written("given-response");
      assert.equal((await diagnosed(page)).verdict, "unexplained");
      await move("given-response");
      assert.deepEqual(await notes(), {});
      assert.match((await diagnosed(page)).sentence, /^The path line lacks the bucket/);

      await write(page, "#given-request", OTHER);
      await written("given-request");
      await move("given-request");
      const values = await page.evaluate(() =>
        ["request", "canonicalRequest"].map((name) => document.getElementById(`given-${name}`).value),
      );
      assert.deepEqual(values, [OWN, OTHER], "nothing is lost");
    });

    test("a box says nothing of what is in its place, and the request's where it can read none", async () => {
      await click(page, "#start-over");
      const note = () => page.evaluate(() => document.querySelector("#boxes .error")?.textContent ?? null);
      for (const [box, text, said] of [
        ["request", "iam.amazonaws.com with the header x-amz-date", "No request can be read in this."],
        ["request", " ", null],
        ["request", URL_ALONE, null],
        ["response", "403", null],
        ["canonicalRequest", `${OWN}\n\n${URL_ALONE}`, null],
        ["stringToSign", "20190906T063000Z", null],
        ["signature", "AKIAIOSFODNN7EXAMPLE", null],
      ]) {
        await page.evaluate(() => performance.clearMeasures("diagnose"));
        await write(page, `#given-${box}`, text);
        await until(page, () => performance.getEntriesByName("diagnose").length > 0, "the diagnosis");
        assert.equal(await note(), said, `${box}: ${text}`);
      }
      await click(page, "#start-over");
      await write(page, "#given-request", "of which nothing is known");
      const announced = () =>
        document.getElementById("announcements").textContent === "No request can be read in this.";
      await until(page, announced, "the sentence, said");
      await click(page, "#start-over");
      assert.equal(await note(), null);
    });

    test("where a diagnosis takes long, typing waits for none of them", async () => {
      const typed = (box, strokes) =>
        page.evaluate(
          async ([id, count]) => {
            performance.clearMeasures("diagnose");
            const area = document.getElementById(id);
            for (let stroke = 0; stroke < count; stroke += 1) {
              area.value += "x";
              area.dispatchEvent(new Event("input", { bubbles: true }));
            }
            await new Promise((done) => setTimeout(done, 20));
            return performance.getEntriesByName("diagnose").length;
          },
          [`given-${box}`, strokes],
        );
      const isDiagnosed = () => performance.getEntriesByName("diagnose").length > 0;
      await click(page, "#start-over");
      // A key that no mistake explains: all that the doctor knows is tried.
      const headers = Array.from({ length: 30 }, (_, at) => `x-amz-meta-${10 + at}`);
      const sent = ["host", "x-amz-content-sha256", "x-amz-date", ...headers];
      await paste(
        page,
        `GET /a HTTP/1.1
Host: examplebucket.s3.eu-west-1.amazonaws.com
X-Amz-Content-Sha256: UNSIGNED-PAYLOAD
X-Amz-Date: 20150830T123600Z
${headers.map((name) => `${name}: of this`).join("\n")}
Authorization: AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20150830/eu-west-1/s3/aws4_request, SignedHeaders=${sent.sort().join(";")}, Signature=${"ab".repeat(32)}`,
      );
      await paste(page, `AWS_SECRET_ACCESS_KEY=${SECRET}`);
      assert.equal((await diagnosed(page)).verdict, "unexplained");
      assert.equal(await typed("secretAccessKey", 5), 0, "while it is typed");
      await until(page, isDiagnosed, "the diagnosis");
      assert.equal(await page.evaluate(() => performance.getEntriesByName("diagnose").length), 1, "after a pause");

      assert.equal(await typed("secretAccessKey", 1), 0);
      const left = await page.evaluate(() => {
        document.getElementById("given-secretAccessKey").dispatchEvent(new Event("change", { bubbles: true }));
        return performance.getEntriesByName("diagnose").length;
      });
      assert.equal(left, 1, "once the box is left");
      await click(page, "#start-over");
    });

    test("what is typed is taken by a press, or by Ctrl+Enter", async () => {
      for (const take of [() => click(page, "#diagnose"), () => pressControlEnter(page)]) {
        await click(page, "#start-over");
        await write(page, "#paste", URL_ALONE);
        const typed = await diagnosed(page);
        assert.deepEqual([typed.tags, typed.paste], [[], URL_ALONE]);
        assert.match(typed.note, /^Press Diagnose, or Ctrl\+Enter/);
        await take();
        const taken = await diagnosed(page);
        assert.equal(taken.tags.length, 1);
        assert.match(taken.note, /^Recognised 1 thing/);
      }
    });

    test("a paste that is nothing known stays in the box, and says so", async () => {
      await page.evaluate(() => {
        document.getElementById("boxes").open = false;
      });
      await click(page, "#start-over");
      await paste(page, "It does not work. Why?");
      const shown = await diagnosed(page);
      assert.match(shown.note, /Nothing in this is known/);
      assert.equal(shown.paste, "It does not work. Why?");
      const hidden = await page.evaluate(() =>
        ["paste-note", "given-request", "given-response"].filter((id) => {
          const element = document.getElementById(id);
          const { top, bottom } = element.getBoundingClientRect();
          return !element.checkVisibility() || top < 0 || bottom > innerHeight;
        }),
      );
      assert.deepEqual(hidden, []);
      assert.deepEqual(shown.tags, []);
      await click(page, "#start-over");
      await paste(
        page,
        'curl --aws-sigv4 "aws:amz:us-east-1:s3" --user "id:secret" https://b.s3.us-east-1.amazonaws.com/k',
      );
      const signing = await diagnosed(page);
      assert.deepEqual(signing.tags, ["curl command: GET https://b.s3.us-east-1.amazonaws.com/k"]);
      assert.equal(signing.missing[0], "request");
      assert.match(await page.evaluate(() => document.querySelector(".missing").textContent), /curl signs.*--verbose/);
    });

    test("when it cannot tell it says what to paste next, and brings one to the box", async () => {
      await click(page, "#start-over");
      await paste(page, URL_ALONE);
      const shown = await diagnosed(page);
      assert.equal(shown.verdict, "unexplained");
      assert.deepEqual(shown.missing, ["canonicalRequest", "stringToSign", "response", "secretAccessKey"]);
      for (const field of shown.missing) {
        await click(page, `[data-missing=${field}]`);
        assert.equal(await page.evaluate(() => document.activeElement.id), `given-${field}`);
      }
    });

    test("the secret is asked for last, and not before there is something that it signs", async () => {
      await click(page, "#start-over");
      await paste(page, "<Error><Code>SignatureDoesNotMatch</Code></Error>");
      assert.deepEqual((await diagnosed(page)).missing, ["request", "canonicalRequest", "stringToSign"]);
      await paste(page, URL_ALONE);
      assert.deepEqual((await diagnosed(page)).missing, ["canonicalRequest", "stringToSign", "secretAccessKey"]);
    });

    for (const answer of [
      "<Error><Code>AccessDenied</Code><Message>Access Denied</Message></Error>",
      `<Error><Code>AccessDenied</Code><Message>Access Denied</Message></Error>\n${URL_ALONE}`,
    ]) {
      test(`a permission that is refused is not the signature, and asks for nothing: ${answer.length} characters`, async () => {
        await click(page, "#start-over");
        await paste(page, answer);
        const shown = await diagnosed(page);
        assert.equal(shown.name, "Not the signature");
        assert.match(shown.sentence, /^The service accepted the signature and refuses a permission/);
        assert.deepEqual(shown.missing, []);
        assert.equal(await page.evaluate(() => document.getElementById("next")), null);
      });
    }

    test("the lines that print both texts are there in eight languages, for own code first, to copy", async () => {
      await click(page, "#start-over");
      const choose = (value) =>
        page.evaluate((id) => {
          const select = document.getElementById("printer");
          select.value = id;
          select.dispatchEvent(new Event("change", { bubbles: true }));
          const texts = (selector) =>
            [...document.querySelectorAll(`.printers ${selector}`)].map((each) => each.textContent);
          return { names: texts("h3"), lines: texts("pre"), all: document.querySelector(".printers").textContent };
        }, value);
      const offered = await page.evaluate(() =>
        [...document.querySelectorAll("#printer option")].map(({ value }) => value),
      );
      assert.deepEqual(offered, LANGUAGES);
      for (const language of LANGUAGES) {
        const { names, lines, all } = await choose(language);
        assert.equal(names[0], "Your own code");
        assert.ok(names.length > 1 && lines.length === names.length, language);
        assert.match(lines[0], /canonical_?request.*string_?to_?sign/is);
        assert.doesNotMatch(all, /undefined/);
        for (const [index, text] of lines.entries())
          assert.equal(await copied(page, `.printers > div > :nth-child(${index + 1}) .copy`), text);
      }
      await choose(LANGUAGES[0]);
    });

    test("what is copied is the corrected text, exactly", async () => {
      await story(page, "put");
      const right = await page.evaluate(async () => {
        const { STORIES: stories } = await import(new URL("doctor/stories.js", document.baseURI).href);
        const text = stories.find(({ id }) => id === "put").paste;
        const between = (name) => text.split(`<${name}>`)[1].split(`</${name}>`)[0];
        return { canonicalRequest: between("CanonicalRequest"), stringToSign: between("StringToSign") };
      });
      assert.equal(await copied(page, ".text-canonicalRequest .copy"), right.canonicalRequest);
      assert.equal(await copied(page, ".text-stringToSign .copy"), right.stringToSign);
    });

    test("both views keep what is in them", async () => {
      await goTo(page, "#doctor", () => document.getElementById("desk").checkVisibility());
      await story(page, "spaces");
      const before = await diagnosed(page);
      await goTo(page, "#sign", () => document.querySelector("#story b")?.checkVisibility());
      assert.equal(await page.evaluate(() => document.getElementById("doctor").checkVisibility()), false);
      await page.evaluate(() => {
        document.getElementById("method").value = "DELETE";
        document.getElementById("method").dispatchEvent(new Event("input", { bubbles: true }));
      });
      await click(page, "#to-doctor");
      await until(page, () => document.getElementById("desk").checkVisibility(), "the Doctor");
      assert.deepEqual(await diagnosed(page), before);
      await click(page, "#to-sign");
      await until(page, () => document.getElementById("sign").checkVisibility(), "the steps");
      assert.equal(await page.evaluate(() => document.getElementById("method").value), "DELETE");
      const current = await page.evaluate(() => document.querySelector(".views [aria-current=page]").textContent);
      assert.equal(current, "Sign");
      await goTo(page, "#doctor", () => document.getElementById("desk").checkVisibility());
    });

    test("a pasted secret is hidden, and is in no text, storage or address", async () => {
      await click(page, "#start-over");
      await paste(page, `AWS_SECRET_ACCESS_KEY=${SECRET}`);
      await paste(page, URL_ALONE);
      assert.ok((await diagnosed(page)).tags.includes("secret access key, hidden"));
      const kept = await page.evaluate(async () => {
        const { type, value, autocomplete } = document.getElementById("given-secretAccessKey");
        return {
          field: [type, value, autocomplete],
          places: JSON.stringify([
            document.body.innerHTML,
            { ...localStorage },
            { ...sessionStorage },
            document.cookie,
            location.href,
            history.state,
            (await indexedDB.databases?.()) ?? [],
          ]),
        };
      });
      assert.deepEqual(kept.field, ["password", SECRET, "off"]);
      assert.ok(!kept.places.includes(SECRET));
      await click(page, "#start-over");
      assert.equal(await page.evaluate(() => document.getElementById("given-secretAccessKey").value), "");
    });

    test("the verdict is in a live region that was there before it", async () => {
      await click(page, "#start-over");
      const region = () =>
        page.evaluate(() => {
          const sentence = document.querySelector(".verdict-sentence");
          return [
            document.getElementById("verdict").getAttribute("role"),
            sentence?.closest("[role=status]")?.id ?? null,
          ];
        });
      assert.deepEqual(await region(), ["status", null]);
      await story(page, "ec2");
      assert.deepEqual(await region(), ["status", "verdict"]);
    });

    test("the Doctor by keyboard alone", async () => {
      const keys = await at.browser.newPage();
      try {
        await openDoctor(keys, at.site.url);
        await tabTo(keys, "#paste");
        await keys.type(URL_ALONE);
        await keys.press("Tab");
        await until(keys, () => document.querySelector(".tag") !== null, "the tag");
        await tabTo(keys, "[data-story=put]");
        await keys.press("Enter");
        await until(keys, () => document.querySelectorAll("[data-finding]").length === 2, "the findings");
        await tabTo(keys, "[data-finding] a");
        await keys.press("Enter");
        await until(keys, () => document.querySelector("[data-mistake]") !== null, "the mistake");
        assert.equal(await keys.evaluate(() => document.activeElement.id), "mistake-title");
        await tabTo(keys, ".mistake a[href='#doctor']");
        await keys.press("Enter");
        await until(keys, () => document.getElementById("desk").checkVisibility(), "the diagnosis");
        assert.deepEqual(keys.messages, []);
      } finally {
        await keys.close();
      }
    });

    test("nothing was sent, and the console stayed silent", () => {
      // Firefox draws its own controls with fonts out of itself, as data.
      assert.deepEqual(
        page.requests.filter((url) => !url.startsWith(at.site.url) && !url.startsWith("data:")),
        [],
      );
      assert.deepEqual(page.messages, []);
    });
  });
}
