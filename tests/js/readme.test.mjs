// The documents say what is true: the README's JavaScript runs and prints what stands behind it, and its lists, tables,
// numbers, versions and links are those of the package and of the tests.
import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { test } from "node:test";
import * as esbuild from "esbuild";
import * as sdk from "../../pkg/aws-sdk.js";
import * as doctor from "../../pkg/doctor.js";
import * as main from "../../pkg/index.js";
import * as inspect from "../../pkg/inspect.js";
import * as slim from "../../pkg/slim.js";
import { vectors } from "../packaging/support/vectors.mjs";
import { ofCompiler } from "../support/compiler.mjs";
import { CODES } from "../support/error-codes.mjs";
import { gzippedBundle, gzippedFile } from "../support/minified.mjs";

const { Signer, s3Url } = main;
const root = path.join(import.meta.dirname, "../..");
const read = (...names) => readFileSync(path.join(root, ...names), "utf8");
const parsed = (...names) => JSON.parse(read(...names));

const readme = read("README.md");
const entries = { "sigv4-wasm": "index.js", "sigv4-wasm/inspect": "inspect.js" };
const blocks = [...readme.matchAll(/^```(\w+)\n(.*?)^```$/gms)].map(([, language, code]) => ({ language, code }));
const codeOf = (wanted) => blocks.filter(({ language }) => language === wanted).map(({ code }) => code);
const manifest = parsed("pkg/package.json");

/** What stands in the README below a heading of the second level. */
function section(heading) {
  const [, text] = readme.split(`\n## ${heading}\n`);
  assert.ok(text, heading);
  return text.split("\n## ", 1)[0];
}

/** The cells of each row of the table that begins with `head`. */
function table(head) {
  const start = readme.indexOf(head);
  assert.ok(start >= 0, head);
  const rows = readme.slice(start).split("\n\n", 1)[0].split("\n");
  return rows
    .filter((_, place) => place !== 1)
    .map((row) =>
      row
        .slice(1, -1)
        .split(" | ")
        .map((cell) => cell.trim()),
    );
}

const names = (text) => [...text.matchAll(/`(\w+)`/g)].map(([, name]) => name);

/** The names that an object may have, as the refusal of another one lists them. */
function accepted(call) {
  try {
    call();
  } catch ({ message }) {
    return /has only (.*)$/.exec(message)[1].split(", ");
  }
  return assert.fail("an unknown name is taken");
}

test("each block of the README is run, here or elsewhere", () => {
  const counts = {};
  for (const { language } of blocks) counts[language] = (counts[language] ?? 0) + 1;
  // `rust` by `cargo test` (src/lib.rs). `javascript` needs the AWS SDK: tests/packaging/aws-sdk.test.mjs.
  assert.deepEqual(counts, { sh: 1, js: 5, html: 1, javascript: 1, rust: 1 });
  assert.equal(codeOf("sh")[0], `npm install ${manifest.name}\n`);
  assert.match(codeOf("html")[0], new RegExp(` from "./${manifest.name}/${manifest.exports["."].default.slice(2)}";`));
});

const oneLine = (text) => text.replace(/\s+/g, " ").trim();

test("every JavaScript example of the README that is marked as js runs, and prints what its comments say", async (t) => {
  t.mock.method(globalThis, "fetch", async (request) => new Response(request.url));
  const printed = [];
  t.mock.method(console, "log", (...values) => printed.push(values.join(" ")));
  let compared = 0;
  for (const [place, code] of codeOf("js").entries()) {
    printed.length = 0;
    const resolved = code.replace(/from "(sigv4-wasm[^"]*)"/g, (_, name) => {
      assert.ok(entries[name], `the README imports ${name}`);
      return `from "${new URL(`../../pkg/${entries[name]}`, import.meta.url)}"`;
    });
    const module = await import(`data:text/javascript,${encodeURIComponent(resolved)}`);
    // A comment right behind a line that prints is what it prints.
    const prints = [...code.matchAll(/^console\.log\(.*\n((?:\/\/ .*\n)*)/gm)];
    assert.equal(printed.length, prints.length, `block ${place}`);
    for (const [call, [line, comment]] of prints.entries()) {
      if (comment === "") continue;
      assert.equal(oneLine(printed[call]), oneLine(comment.replace(/^\/\/ /gm, "")), line);
      compared++;
    }
    if (module.default?.fetch) {
      const env = { ACCESS_KEY_ID: "AKIDEXAMPLE", SECRET_ACCESS_KEY: "secret" };
      const response = await module.default.fetch(new Request("https://worker.example/"), env);
      assert.match(await response.text(), /^https:\/\/my-bucket\./, `block ${place}`);
    }
  }
  assert.equal(compared, 2);
});

test("the links of the README lead to its headings and to files", () => {
  const anchors = [...readme.matchAll(/^#+ (.*)$/gm)].map(([, heading]) =>
    heading
      .toLowerCase()
      .replace(/[^\w -]/g, "")
      .replaceAll(" ", "-"),
  );
  const links = [...readme.matchAll(/\]\(([^)]+)\)/g)].map(([, to]) => to).filter((to) => !to.startsWith("https:"));
  assert.ok(links.length >= 8);
  for (const to of links) {
    assert.ok(to.startsWith("#") ? anchors.includes(to.slice(1)) : existsSync(path.join(root, to)), to);
  }
});

test("the files that README and CONTRIBUTING name are there", () => {
  const folders = [
    ".",
    "src",
    "www",
    "pkg-template",
    "pkg-template/src",
    "pkg-template/builder",
    "tests/data",
    "tests/vectors",
    "tests/js",
    "tests/bench",
  ];
  const inFolder = (folder) => readdirSync(path.join(root, folder), { recursive: !/^pkg|^\.$/.test(folder) });
  const files = folders.flatMap((folder) => inFolder(folder).map((file) => `/${folder}/${file}`));
  for (const file of readdirSync(path.join(root, "tests"))) files.push(`/tests/${file}`);
  for (const document of [readme, read("CONTRIBUTING.md")]) {
    const named = [...document.matchAll(/`([\w./-]+\.(?:rs|toml|ts|js|mjs|md|json))`/g)].map(([, file]) => file);
    assert.ok(named.length >= 4);
    for (const name of named)
      assert.ok(
        files.some((file) => file.endsWith(`/${name}`)),
        `${name} is named, and not there`,
      );
  }
});

test("the README's table of errors lists every code", () => {
  const listed = [...section("Errors").matchAll(/`([A-Z][A-Z0-9_]+)`/g)].map(([, code]) => code);
  assert.deepEqual(listed.filter((code) => CODES.includes(code)).sort(), CODES.toSorted());
});

test("the README's entry points are those of the package, with what each exports", () => {
  const [, ...rows] = table("| import | what |");
  const exported = {
    "sigv4-wasm": main,
    "sigv4-wasm/slim": slim,
    "sigv4-wasm/inspect": inspect,
    "sigv4-wasm/doctor": doctor,
    "sigv4-wasm/aws-sdk": sdk,
  };
  const entryPoints = Object.keys(manifest.exports).map((name) => name.replace(".", manifest.name));
  const listed = rows.map(([name]) => name.slice(1, -1));
  assert.deepEqual([...listed, "sigv4-wasm/package.json"], entryPoints);
  const same = ["Signer", "s3Url"];
  for (const [name, what] of rows.slice(0, -1)) {
    const entry = name.slice(1, -1);
    const told = [...what.matchAll(/`(\w+)[`(]/g)].map(([, each]) => each);
    const wanted = new Set(["SigV4Error", ...told, ...(what.startsWith("the same") ? same : [])]);
    assert.deepEqual([...wanted].sort(), Object.keys(exported[entry]).sort(), entry);
  }
});

const signer = new Signer({ credentials: { accessKeyId: "AKIDEXAMPLE", secretAccessKey: "secret" } });
const url = "https://bucket.s3.us-east-1.amazonaws.com/key";
const UNKNOWN = { nothingOfThatName: 1 };

test("the README's API has every call, and every option that is taken", () => {
  const api = section("API");
  const calls = [...api.matchAll(/`signer\.(\w+)\(/g)].map(([, name]) => name);
  const methods = Object.getOwnPropertyNames(Signer.prototype).filter((name) => name !== "constructor");
  assert.deepEqual(calls.sort(), methods.sort());

  const members = (start) => {
    const [, list] = new RegExp(`${start}\\{ (.*?) \\}`).exec(api);
    return list.split(", ").map((name) => name.replace("?", ""));
  };
  assert.deepEqual(
    members("new Signer\\("),
    accepted(() => new Signer(UNKNOWN)),
  );
  assert.deepEqual(
    members("s3Url\\("),
    accepted(() => s3Url(UNKNOWN)),
  );
  assert.deepEqual(
    members("A `request` is `"),
    accepted(() => signer.sign(UNKNOWN)),
  );

  const [, options] = /`options` are (`date`, `region`,\s`service`.*?) when presigning/s.exec(api);
  assert.deepEqual(
    names(options),
    accepted(() => signer.presign(url, UNKNOWN)),
  );
  assert.deepEqual(
    names(options).slice(0, -1),
    accepted(() => signer.sign({ url }, UNKNOWN)),
  );
  const [, ofMany] = /presignMany.*?`options` have (`\w+`) too/.exec(api);
  assert.deepEqual(
    [...names(options), ...names(ofMany)],
    accepted(() => signer.presignMany([url], UNKNOWN)),
  );
  const [, ofString] = /signString.*?`options` are (.*?),? which/.exec(api);
  assert.deepEqual(
    names(ofString),
    accepted(() => signer.signString("", UNKNOWN)),
  );

  const [, least, most, byDefault] = /`expiresIn` \(seconds, (\d+) to (\d+), (\d+) by default\)/.exec(api).map(Number);
  const lifetime = (expiresIn) => Number(/X-Amz-Expires=(\d+)/.exec(signer.presign(url, { expiresIn }))[1]);
  assert.deepEqual([lifetime(least), lifetime(most), lifetime(undefined)], [least, most, byDefault]);
  for (const expiresIn of [least - 1, most + 1])
    assert.throws(() => lifetime(expiresIn), { code: "EXPIRES_IN_INVALID" });
});

test("the README's rules of services are those that are followed", () => {
  const body = "body";
  const sha256 = (text) => createHash("sha256").update(text).digest("hex");
  const payloads = {
    "`UNSIGNED-PAYLOAD`": "UNSIGNED-PAYLOAD",
    "hash of the empty body": sha256(""),
    "hash of the body": sha256(body),
  };
  const [[, ...columns], ...rows] = table("| service | `doubleEncodePath` |");
  assert.equal(rows.length, 5);
  for (const [services, ...cells] of rows) {
    for (const service of services === "all others" ? ["dynamodb", "s3tables"] : services.split(", ")) {
      const explained = (placement) =>
        inspect.explain(
          { credentials: { accessKeyId: "AKIDEXAMPLE" }, region: "us-east-1", service },
          { url: "https://host.example/", body },
          { placement },
        );
      const { rules, canonicalRequest } = explained("query");
      const told = Object.fromEntries(cells.map((cell, place) => [columns[place].replaceAll("`", ""), cell]));
      const { "presigned payload": payload, ...rulesTold } = told;
      assert.deepEqual(rulesTold, Object.fromEntries(Object.entries(rules).map(([name, is]) => [name, String(is)])));
      const [presigned, elsewhere] = payload.split(", which stands in ");
      assert.equal(canonicalRequest.payloadHash.value, payloads[presigned], service);
      const byHeader = elsewhere === undefined ? sha256(body) : payloads[presigned];
      assert.equal(explained("header").canonicalRequest.payloadHash.value, byHeader, service);
    }
  }
});

test("README and declarations name the headers that are not signed, for what changes them", () => {
  const source = read("src/canonical/header_choice.rs");
  const rows = (reason) =>
    [...source.matchAll(new RegExp(`"([\\w-]+)", SkipReason::${reason}`, "g"))].map(([, name]) => name);
  const changed = ["x-forwarded-*", ...rows("ChangedOnTheWay")];
  const quoted = (text) => [...text.matchAll(/`([\w*-]+)`/g)].map(([, name]) => name);
  const paragraph = readme.split("\n\n").find((text) => text.includes("`x-forwarded-*`"));
  const [[, ofReadme], [, ofConnection]] = paragraph.matchAll(/\((`.*?)\)/gs);
  const [, ofTypes] = /All are signed, but (.*) and those of one connection/.exec(read("pkg-template/src/types.ts"));
  assert.deepEqual(quoted(ofReadme).sort(), changed.toSorted(), "src/canonical/header_choice.rs and the README");
  assert.deepEqual(quoted(ofTypes).sort(), changed.toSorted(), "src/canonical/header_choice.rs and types.ts");
  for (const name of quoted(ofConnection)) assert.ok(rows("HopByHop").includes(name), name);
  const headers = Object.fromEntries(
    [...rows("ChangedOnTheWay"), ...rows("HopByHop"), "x-forwarded-for"].map((name) => [name, "1"]),
  );
  const { headers: sent } = signer.sign({ url, headers });
  assert.match(sent.authorization, /SignedHeaders=host;x-amz-content-sha256;x-amz-date,/);
});

test("the hosts of the README tell region and service", () => {
  const [, ...rows] = table("| host, with or without a bucket in front |");
  const filled = (text) => text.replace("REGION", "eu-west-1").replace("SERVICE", "kms").replace("ACCOUNT", "account");
  const quoted = (text) => [...text.matchAll(/`(.*?)`/g)].map(([, code]) => filled(code));
  assert.equal(rows.length, 6);
  for (const [hosts, service, region] of rows) {
    for (const host of quoted(hosts)) {
      const [name = host.split(".")[0]] = quoted(service);
      const scope = `/${quoted(region)[0]}/${name}/aws4_request`;
      const hostsOfStore = name === "s3" ? [host, `bucket.${host}`] : [host];
      for (const host of hostsOfStore) {
        const { headers } = signer.sign({ url: `https://${host}/` });
        assert.ok(headers.authorization.includes(scope), `${host}: ${headers.authorization}`);
      }
    }
  }
});

test("the numbers of the README are counted", () => {
  const cases = ["corpus", "general-doc-examples", "s3-doc-examples", "seeds", "special"].map(
    (name) => parsed("tests/vectors", `${name}.json`).cases.length,
  );
  const vectorsAtAll = cases.reduce((sum, count) => sum + count, 0);
  for (const [pattern, count] of [
    [/over (\d+) vectors/, Math.floor(vectorsAtAll / 100) * 100],
    [/It knows (\d+) mistakes/, inspect.mistakes().length],
    [/says: (\d+) vectors are/, vectors.length],
    [/all ([\d,]+) AWS endpoints/, parsed("tests/data/hosts.json").hosts.length],
    [/the (\d+) hosts of single\s+operations/, parsed("tests/data/operation-hosts.json").hosts.length],
    [/for Rust 1\.(\d+) or later/, Number(/^rust-version = "1\.(\d+)"$/m.exec(read("Cargo.toml"))[1])],
  ]) {
    assert.equal(
      Number(pattern.exec(readme)[1].replace(",", "")),
      count,
      `${pattern} of the README: there are ${count}`,
    );
  }
});

test("the README's sizes are those of the artefacts and of bundles", async () => {
  const sizes = [...readme.matchAll(/`(\w+\.wasm)` (\d+) KB/g)];
  assert.equal(sizes.length, 3);
  const near = (bytes, kilobytes, by, what) =>
    assert.ok(
      Math.abs(bytes / 1024 - kilobytes) < by + ofCompiler * kilobytes,
      `${what}: ${(bytes / 1024).toFixed(2)} KB`,
    );
  for (const [, file, kilobytes] of sizes) near(gzippedFile(path.join(root, "pkg", file)), kilobytes, 0.75, file);
  const bundled = Object.fromEntries(
    table("| bundled for a browser").map(([name, size]) => [name, Number.parseFloat(size)]),
  );
  const bundle = (entry, used = "*") => gzippedBundle(esbuild, `export ${used} from "./pkg/${entry}"`);
  near(await bundle("index.js"), bundled["sigv4-wasm, wasm inlined"], 0.15, "the default entry");
  const wasm = gzippedFile(path.join(root, "pkg/sigv4.wasm"));
  near((await bundle("slim.js")) + wasm, bundled["bundle of slim, and sigv4.wasm"], 0.15, "slim and its wasm");
  const [, explaining, diagnosing] = /`explain` is (\d+) KB gzipped, `diagnose` (\d+)/.exec(readme);
  near(await bundle("inspect.js", "{ explain }"), explaining, 0.75, "explain");
  near(await bundle("inspect.js", "{ diagnose }"), diagnosing, 0.75, "diagnose");
});

/** Where the tests get what they run: a group of tests/packaging and the name there. Browsers are those of the machine. */
const RUN = {
  Bun: ["runtimes", "@oven/bun-linux-x64"],
  Deno: ["runtimes", "@deno/linux-x64-glibc"],
  "Edge VM": ["runtimes", "@edge-runtime/vm"],
  "workerd (Cloudflare Workers)": ["runtimes", "workerd"],
  ...Object.fromEntries([20, 22, 24, 26].map((major) => [`Node ${major}`, ["runtimes", `node${major}`]])),
  ...Object.fromEntries(["esbuild", "parcel", "rollup", "vite", "webpack"].map((name) => [name, ["bundlers", name]])),
  "unwasm (Nitro, Nuxt)": ["bundlers", "unwasm"],
  Next: ["next", "next"],
  jest: ["runners", "jest"],
  vitest: ["runners", "vitest"],
  attw: ["types", "@arethetypeswrong/cli"],
  publint: ["types", "publint"],
  "TypeScript 5": ["types", "typescript5"],
  "TypeScript 5.2": ["types", "typescript5.2"],
  "TypeScript 7": ["types", "typescript"],
  "AWS SDK for JavaScript v3": ["clients", "@aws-sdk/client-s3"],
};

test("where it runs: the versions are those that the tests install", () => {
  const [[, , ...columns], ...rows] = table("| | version | `sigv4-wasm` |");
  const entryPoints = Object.keys(manifest.exports).filter((name) => !/\.(wasm|json)$/.test(name));
  assert.deepEqual(
    columns.slice(0, -1),
    entryPoints.map((name) => `\`${name.replace(".", manifest.name)}\``),
  );
  const listed = new Map(rows.map(([name, version]) => [name, version]));
  for (const [name, [group, module]] of Object.entries(RUN)) {
    const { packages } = parsed("tests/packaging/groups", group, "package-lock.json");
    assert.equal(listed.get(name), packages[`node_modules/${module}`].version, name);
    listed.delete(name);
  }
  assert.deepEqual([...listed.keys()], ["Chromium", "Firefox ESR", "WebKitGTK"]);
});
