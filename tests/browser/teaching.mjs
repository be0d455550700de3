// What the page is for: why things became what they are, where values go, and what is wrong with another text.
import assert from "node:assert/strict";
import { test } from "node:test";
import { chooseExample, click, explained, fill, shown, write } from "./page.mjs";

const rowsOf = async (page, part) => (await shown(page)).rows.find((group) => group.part === part).rows;

export function teachingTests(at) {
  test("it says why ! became %21, and marks both", async () => {
    await chooseExample(at.page, "ceph");
    const [row] = await rowsOf(at.page, "uri");
    assert.deepEqual([row.given, row.became], ["/alpha!soup", "/alpha%21soup"]);
    assert.match(row.why, /! becomes %21.*letters, digits/);
    const marks = await at.page.evaluate(() =>
      [...document.querySelectorAll("[data-part=uri] tr:first-child mark")].map((mark) => mark.textContent),
    );
    assert.deepEqual(marks, ["!", "%21"]);
  });

  test("a header is shown as it was typed", async () => {
    await chooseExample(at.page, "s3-get");
    await fill(at.page, { headers: "Range: bytes=0-9\nx-a:1\nx-b: 2\nx-c:  3" });
    const rows = (await rowsOf(at.page, "headers")).filter(({ given }) => given !== "added");
    assert.deepEqual(
      rows.map(({ given }) => given),
      ["Range: bytes=0-9", "x-a:1", "x-b: 2", "x-c:  3"],
    );
    assert.match(rows[0].why, /lower case/);
    assert.deepEqual([rows[1].why, rows[2].why], ["As it was given.", "Without the space after the colon."]);
    await chooseExample(at.page, "ceph");
  });

  test("it says what becomes of #", async () => {
    await chooseExample(at.page, "s3-get");
    await fill(at.page, { url: "https://examplebucket.s3.amazonaws.com/report #1.pdf?a=1" });
    const rows = await rowsOf(at.page, "uri");
    assert.deepEqual(
      rows.map(({ given, became }) => [given, became]),
      [
        ["/report ", "/report%20"],
        ["#1.pdf?a=1", "left out"],
      ],
    );
    assert.match(rows[1].why, /what follows # is never sent\. In a key write %23/i);
    await fill(at.page, { target: "object", bucket: "b", key: "a#b", region: "us-east-1" });
    assert.deepEqual(
      (await rowsOf(at.page, "uri")).map(({ became }) => became),
      ["/a%23b"],
    );
    await chooseExample(at.page, "ceph");
  });

  test("it says why User-Agent was left out", async () => {
    const row = (await rowsOf(at.page, "headers")).find(({ given }) => given === "user-agent");
    assert.equal(row.became, "left out");
    assert.match(row.why, /change/);
  });

  test("it says where a parameter moved, and why", async () => {
    await chooseExample(at.page, "ec2");
    const [action] = await rowsOf(at.page, "query");
    assert.equal(action.given, "2Action=DescribeRegions");
    assert.equal(action.became, "1Action=DescribeRegions");
    assert.match(action.why, /moved from 2nd to 1st.*sorted by encoded name/i);
  });

  test("what is put between the request's own parameters moves none of them", async () => {
    await chooseExample(at.page, "s3-presigned");
    const url = "https://examplebucket.s3.amazonaws.com/test.txt";
    for (const [query, moved] of [
      ["A=1", []],
      ["x-id=GetObject", []],
      ["A=1&X-Amz-Meta=2&x-id=GetObject", []],
      ["X-Amz-Meta=1&b=2&a=3", ["a=3", "b=2"]],
    ]) {
      await fill(at.page, { url: `${url}?${query}` });
      const { story } = await shown(at.page);
      const told = (await rowsOf(at.page, "query")).filter(({ why }) => /moved from/i.test(why));
      const marked = await at.page.evaluate(() =>
        [...document.querySelectorAll("[data-part=query] tr.moved .became")].map((cell) => cell.textContent.slice(1)),
      );
      assert.deepEqual(marked, moved, query);
      assert.equal(told.length, moved.length, query);
      assert.equal(/(\d+) parameters? moved/.exec(story)?.[1] ?? "0", String(moved.length), story);
    }
  });

  test("it says what UNSIGNED-PAYLOAD does there", async () => {
    await chooseExample(at.page, "spaces");
    const [row] = await rowsOf(at.page, "payloadHash");
    assert.equal(row.became, "UNSIGNED-PAYLOAD");
    assert.match(row.why, /body/);
  });

  test("a presigned URL says how long it works, and what must be sent with it", async () => {
    await chooseExample(at.page, "r2");
    const said = () => at.page.evaluate(() => document.getElementById("result").textContent);
    assert.match(await said(), /Works until .* UTC \(in 1[45] minutes.*\), for PUT only/);
    assert.match(await said(), /must be sent with the URL, exactly so:content-type: image\/jpeg/);
    await chooseExample(at.page, "spaces");
    assert.match(await said(), /Worked until Friday,? 6 September 2019 .*06:30:30 UTC \(that was \d+ years .*ago\)/);
  });

  test("it says when servers accept the date", async () => {
    const said = () =>
      at.page.evaluate(() => document.querySelector("#string-to-sign li:nth-child(2) .line-why").textContent);
    await chooseExample(at.page, "s3-get");
    assert.match(await said(), /accept it only within some minutes of their own clock/);
    await chooseExample(at.page, "r2");
    assert.match(await said(), /accept it from then on, until its time is up/);
  });

  test("the rules are those that count where the signature goes", async () => {
    const rules = () => at.page.evaluate(() => document.querySelector(".rules").textContent);
    await chooseExample(at.page, "s3-get");
    assert.match(await rules(), /payload hash also as a header/);
    await chooseExample(at.page, "s3-presigned");
    assert.doesNotMatch(await rules(), /payload hash/);
  });

  test("what changed glows, and nothing else", async () => {
    const glowing = () =>
      at.page.evaluate(() =>
        [...document.querySelectorAll("#canonical-request .glow")].map((cell) => cell.textContent),
      );
    await chooseExample(at.page, "s3-presigned");
    await chooseExample(at.page, "s3-get");
    assert.deepEqual(await glowing(), []);
    await fill(at.page, { url: "nothing" });
    assert.deepEqual(await glowing(), []);
    await chooseExample(at.page, "s3-get");
    await fill(at.page, { headers: "Range: bytes=0-9\nA-First: 1" });
    assert.deepEqual(await glowing(), ["a-first:1", "a-first;host;range;x-amz-content-sha256;x-amz-date"]);
    await fill(at.page, { url: "https://examplebucket.s3.amazonaws.com/test.txt?b=1&b=2" });
    await fill(at.page, { url: "https://examplebucket.s3.amazonaws.com/test.txt?b=1&b=3" });
    assert.deepEqual(await glowing(), ["2b=3"]);
  });

  test("the keys are there only when they are asked for", async () => {
    await chooseExample(at.page, "key");
    const { signingKey } = await explained(at.page);
    assert.equal(signingKey.kSigning, "c4afb1cc5771d871763a393e44b703571b55cc28424d1a5e86da6ed3c154a4b9");
    const chain = () => at.page.evaluate(() => document.getElementById("signing-key").outerHTML);
    for (const key of Object.values(signingKey)) assert.ok(!(await chain()).includes(key.slice(0, 8)));
    assert.match(await chain(), /for iam in us-east-1 until the day is over, and make presigned URLs .* 7 days/);
    await click(at.page, "#signing-key .reveal button");
    for (const key of Object.values(signingKey)) assert.ok((await chain()).includes(`${key.slice(0, 8)}…`));
    await click(at.page, "#signing-key .reveal button");
    for (const key of Object.values(signingKey)) assert.ok(!(await chain()).includes(key.slice(0, 8)));
  });

  for (const value of ["payloadHash", "canonicalRequestHash", "dateTime", "credentialScope", "signature"]) {
    test(`a focused chip lights every place of the ${value} and names the step that made it`, async () => {
      await chooseExample(at.page, "s3-get");
      const lit = await at.page.evaluate((name) => {
        const places = [...document.querySelectorAll(`[data-value="${name}"]`)];
        const colours = () => places.map((place) => getComputedStyle(place).backgroundColor);
        document.activeElement.blur();
        const dark = colours();
        places.find((place) => place.matches("button")).focus();
        const trace = document.getElementById("trace");
        const result = {
          dark,
          light: colours(),
          trace: trace.hidden ? "" : trace.textContent,
          texts: places.map((place) => place.textContent),
        };
        document.activeElement.blur();
        return { ...result, after: colours() };
      }, value);
      assert.ok(lit.light.length >= 2, `only ${lit.light.length} place`);
      assert.equal(new Set(lit.light).size, 1);
      for (const [place, colour] of lit.light.entries()) assert.notEqual(colour, lit.dark[place], lit.texts[place]);
      assert.deepEqual(lit.after, lit.dark);
      assert.match(lit.trace, /is (made|taken) .*Here: /);
    });
  }

  test("a value is marked where it stands percent-encoded, too", async () => {
    await chooseExample(at.page, "s3-presigned");
    const marked = await at.page.evaluate(() =>
      [...document.querySelectorAll(".send-url [data-value=credentialScope]")].map((place) => place.textContent),
    );
    assert.deepEqual(marked, ["20130524%2Fus-east-1%2Fs3%2Faws4_request"]);
  });

  test("invisible characters are shown on request, each with its name", async () => {
    await chooseExample(at.page, "put");
    await click(at.page, "#signs");
    const names = await at.page.evaluate(() =>
      [...document.querySelectorAll("#canonical-text .invisible")].map((sign) => sign.getAttribute("aria-label")),
    );
    assert.deepEqual(new Set(names), new Set(["newline", "space"]));
    assert.equal(
      names.filter((name) => name === "newline").length,
      (await explained(at.page)).canonicalRequest.lines.length - 1,
    );
    await click(at.page, "#signs");
  });

  test("what is selected is the exact text while signs are shown", async () => {
    await chooseExample(at.page, "put");
    await fill(at.page, { headers: "X-Note: a\u2009b\u202ec" });
    await click(at.page, "#signs");
    const selected = await at.page.evaluate(() => {
      getSelection().selectAllChildren(document.querySelector("#canonical-text pre"));
      return getSelection().toString();
    });
    assert.equal(selected, (await explained(at.page)).canonicalRequest.text);
    await click(at.page, "#signs");
  });

  test("a value in a reason is shown whole, a backtick too, and cannot turn the sentence round", async () => {
    await chooseExample(at.page, "s3-get");
    await fill(at.page, { url: "https://examplebucket.s3.amazonaws.com/a`\u202eb" });
    const values = await at.page.evaluate(() =>
      [...document.querySelectorAll("[data-part=uri] .why code")].map((code) => [
        code.textContent,
        getComputedStyle(code).unicodeBidi,
      ]),
    );
    const whole = ["`", "%60", "\u202e", "%E2%80%AE"];
    assert.deepEqual(
      values.slice(0, 4),
      whole.map((text) => [text, "isolate"]),
    );
  });

  test("another program's canonical request is compared to the character", async () => {
    await chooseExample(at.page, "put");
    const { canonicalRequest, stringToSign, signature } = await explained(at.page);
    const compared = async (text) => {
      await write(at.page, "#own-text", text);
      return at.page.evaluate(() => ({
        verdict: document.querySelector(".verdict").textContent,
        said: [...document.querySelectorAll(".diff .said")].map((sentence) => sentence.textContent),
        marks: [...document.querySelectorAll(".diff mark")].map((mark) => mark.textContent),
        names: [...document.querySelectorAll(".diff mark .invisible")].map((sign) => sign.getAttribute("aria-label")),
        own: [...document.querySelectorAll(".own-values dd")].map((each) => each.textContent),
      }));
    };
    const right = await compared(canonicalRequest.text);
    assert.match(right.verdict, /the same, byte for byte/);
    assert.deepEqual(right.own, [stringToSign.canonicalRequestHash, signature]);

    const path = await compared(canonicalRequest.text.replace("/examplebucket", ""));
    assert.match(path.verdict, /^1 line differs/);
    assert.match(path.said[0], /^Line 2, the URI: yours lacks “.*examplebucket.*”/);
    assert.equal(path.marks.join("").replaceAll("/", ""), "examplebucket");

    const blank = await compared(canonicalRequest.text.replace("\n\ndate;", "\ndate;"));
    assert.deepEqual(blank.said, ["Line 9, the headers: the empty line is missing."]);
    assert.deepEqual(blank.names, ["newline"]);

    const literal = JSON.stringify(canonicalRequest.text.replace("REDUCED_REDUNDANCY\n", "REDUCED_REDUNDANCY\r\n"));
    const carriage = await compared(literal);
    assert.deepEqual(carriage.said, ["Line 8, the headers: yours has a carriage return too many."]);
    assert.deepEqual(carriage.names, ["carriage return"]);

    const spaces = await compared(canonicalRequest.text.replace("Fri, 06", "Fri,  06"));
    assert.match(spaces.said[0], /yours has a space too many/);
    const two = await compared(canonicalRequest.text.replace("Fri, 06", "Fri,   06"));
    assert.match(two.said[0], /yours has two spaces too many/);
    const joiner = await compared(canonicalRequest.text.replace("/sometest", "/some\u200dtest"));
    assert.deepEqual(joiner.said, ["Line 2, the URI: yours has a zero-width joiner too many."]);
    const thin = await compared(canonicalRequest.text.replace("Fri, 06", "Fri,\u200906"));
    assert.match(thin.said[0], /yours has a character U\+2009 where a space belongs/);

    await fill(at.page, { url: "https://examplebucket.s3.amazonaws.com/?a=1&b=2" });
    const ofGo = JSON.stringify((await explained(at.page)).canonicalRequest.text).replace("&", "\\u0026");
    assert.match((await compared(ofGo)).verdict, /the same, byte for byte/);
    await write(at.page, "#own-text", "");
  });

  test("a list is compared by its pieces, a long line by its characters, and another text is marked whole", async () => {
    await chooseExample(at.page, "s3-get");
    const long = Array.from({ length: 10_000 }, (_, index) =>
      String.fromCharCode(97 + (((index * index) % 7919) % 26)),
    );
    const url = "https://examplebucket.s3.amazonaws.com/uploads/holiday.jpg?a=1&b=2&c=3";
    await fill(at.page, { url, headers: `x-long: ${long.join("")}` });
    const right = (await explained(at.page)).canonicalRequest.text;
    const compared = async (text) => {
      await write(at.page, "#own-text", text);
      return at.page.evaluate(() => ({
        said: document.querySelector(".diff .said").textContent,
        marks: [...document.querySelectorAll(".diff mark")].map((mark) => mark.textContent),
      }));
    };
    for (const [wrong, said] of [
      ["b=2&a=1&c=3", "yours has its parameters in another order: “a=1” belongs before “b=2”."],
      ["a=1&c=3", "yours lacks “b=2”."],
      ["a=1&b=2&b=2&c=3&d=4", "yours has “b=2” and “d=4” too many."],
      ["a=1&b=3&c=3", "yours has “3” where “2” belongs."],
    ]) {
      assert.equal((await compared(right.replace("a=1&b=2&c=3", wrong))).said, `Line 3, the query: ${said}`);
    }
    const names = await compared(right.replace("host;x-amz-content-sha256;", "x-amz-content-sha256;host;"));
    assert.match(names.said, /yours has its names in another order: “host” belongs before “x-amz-content-sha256”/);

    const changed = [...long];
    changed[100] = "A";
    changed[9000] = "B";
    const same = await compared(right.replace(long.join(""), changed.join("")));
    assert.deepEqual(same.marks, ["A", "B", long[100], long[9000]]);
    changed.splice(200, 1);
    const shorter = await compared(right.replace(long.join(""), changed.join("")));
    assert.ok(shorter.marks.every((mark) => mark.length < 3));

    const other = await compared(right.replace("/uploads/holiday.jpg", "/examplebucket/sometest.txt"));
    assert.deepEqual(other.marks, ["examplebucket/sometest.txt", "uploads/holiday.jpg"]);
    await write(at.page, "#own-text", "");
  });

  test("a line that is too many is named by where it stands", async () => {
    await chooseExample(at.page, "s3-get");
    const right = (await explained(at.page)).canonicalRequest.text;
    const said = async (before, ...more) => {
      const lines = right.split("\n");
      lines.splice(before, 0, ...more);
      await write(at.page, "#own-text", lines.join("\n"));
      return at.page.evaluate(() =>
        [...document.querySelectorAll(".diff .said")].map(({ textContent }) => textContent),
      );
    };
    const many = (line, part) => `Line ${line}, ${part}: this line is too many.`;
    assert.deepEqual(
      await said(7, "x-b:1", "x-c:2", "x-d:3"),
      [8, 9, 10].map((line) => many(line, "the headers")),
    );
    assert.deepEqual(await said(3, "a:1"), [many(4, "the headers")]);
    assert.deepEqual(await said(2, "/"), [many(3, "the URI")]);
    assert.deepEqual(await said(10, "more"), [many(11, "after the end")]);
    await write(at.page, "#own-text", "");
  });

  test("headers that another program may sign are no difference, and all others are", async () => {
    const compared = async (text) => {
      await write(at.page, "#own-text", text);
      return at.page.evaluate(() => ({
        said: [...document.querySelectorAll(".diff .said")].map(({ textContent }) => textContent),
        also: document.querySelector(".comparison > .aside")?.textContent ?? null,
      }));
    };
    /** The canonical request with one more header, first of all but host. */
    const signing = (text, name, line = `${name}:${AGENT}`) =>
      text.replace("\nx-amz-content", `\n${line}\nx-amz-content`).replace("\nhost;", `\nhost;${name};`);
    const also = (names) => `Signed here as in yours: ${names}. It is left out above as a rule, and may be signed.`;
    const AGENT = "Boto/2.48.0 Python/2.7.5 Linux/3.10.0-693.11.6.el7.x86_64";

    await chooseExample(at.page, "ceph");
    const given = (await explained(at.page)).canonicalRequest.text;
    const path = await compared(signing(given, "user-agent").replace("%21", "!"));
    assert.deepEqual(path, { said: ["Line 2, the URI: yours has “!” where “%21” belongs."], also: also("user-agent") });
    const other = await compared(signing(given, "user-agent").replace("Boto/2", "Boto/3"));
    assert.deepEqual(other.said, ["Line 5, the headers: yours has “3” where “2” belongs."]);
    const unlisted = await compared(given.replace("\nx-amz-content", `\nuser-agent:${AGENT}\nx-amz-content`));
    assert.deepEqual(unlisted, { said: ["Line 5, the headers: this line is too many."], also: null });
    const bare = await compared(given.replace("\nhost;", "\nhost;user-agent;"));
    assert.deepEqual(bare, { said: ["Line 8, the signed headers: yours has “user-agent” too many."], also: null });

    for (const placement of ["header", "query"]) {
      await chooseExample(at.page, placement === "header" ? "s3-get" : "s3-presigned");
      await fill(at.page, { headers: "" });
      const { text } = (await explained(at.page)).canonicalRequest;
      const sign = (name, line = `${name}:a`) =>
        placement === "header"
          ? signing(text, name, line)
          : text
              .replace("\n\nhost\n", `\n${line}\n\nhost;${name}\n`)
              .replace("SignedHeaders=host", `SignedHeaders=host%3B${name}`);
      assert.deepEqual(await compared(sign("user-agent")), { said: [], also: also("user-agent") });
      assert.deepEqual(await compared(sign("user-agent", "User-Agent:a")).then(({ said }) => said.length), 1);
      const spaced = await compared(sign("user-agent", "user-agent:a "));
      assert.match(spaced.said.join(), /^Line 5, the headers: yours has a space too many\.$/);
      for (const [name, line] of [["range"], ["authorization"], ["x-amz-date", "x-amz-date:20130524T000000Z"]]) {
        if (placement === "header" && name === "x-amz-date") continue;
        const { said, also: more } = await compared(sign(name, line));
        assert.ok(said.length > 1 && more === null, `${placement} ${name}: ${said}`);
      }
    }
    await write(at.page, "#own-text", "");
  });

  test("the comparison follows the request", async () => {
    await chooseExample(at.page, "s3-get");
    await write(at.page, "#own-text", (await explained(at.page)).canonicalRequest.text);
    await fill(at.page, { method: "HEAD" });
    const said = await at.page.evaluate(() => document.querySelector(".diff .said").textContent);
    assert.match(said, /^Line 1, the method: yours (has|differs)/);
    await write(at.page, "#own-text", "");
  });
}
