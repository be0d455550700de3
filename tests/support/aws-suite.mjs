// AWS's official test suite, from the package of the `aws-sigv4` crate, which is a dependency of the Rust tests.
import { execFileSync } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";

const root = path.join(import.meta.dirname, "../..");

/** Without a context, and in disagreement with itself about the date. */
const INCOMPLETE = ["double-encode-path", "double-url-encode"];
/** These expect a path that is encoded once, as S3's is. */
const PATH_ENCODED_ONCE = ["get-space-normalized", "get-space-unnormalized", "get-utf8"];

/** The suite's cases, twice each, in the format of tests/vectors/. */
export function awsSuite() {
  const folder = suiteFolder();
  const names = readdirSync(folder).filter((name) => !INCOMPLETE.includes(name));
  return names.flatMap((name) => ["header", "presign"].map((kind) => vector(folder, name, kind)));
}

function suiteFolder() {
  const metadata = execFileSync("cargo", ["metadata", "--format-version", "1"], {
    cwd: root,
    encoding: "utf8",
    maxBuffer: 1 << 28,
    stdio: ["ignore", "pipe", "ignore"],
  });
  const crate = JSON.parse(metadata).packages.find((each) => each.name === "aws-sigv4");
  return path.join(path.dirname(crate.manifest_path), "aws-signing-test-suite/v4");
}

function vector(folder, name, kind) {
  const read = (file) => readFileSync(path.join(folder, name, file), "utf8").replaceAll("\r\n", "\n");
  const context = JSON.parse(read("context.json"));
  const placement = kind === "header" ? "header" : "query";
  const expected = (step) => read(`${placement}-${step}.txt`);
  const { access_key_id, secret_access_key, token } = context.credentials;
  return {
    id: `${name} ${placement}`,
    kind,
    ...request(read("request.txt")),
    payload: "signed",
    region: context.region,
    service: context.service,
    credentials: {
      accessKeyId: access_key_id,
      secretAccessKey: secret_access_key,
      ...(token && { sessionToken: token }),
    },
    date: context.timestamp.replaceAll(/[-:]/g, ""),
    options: {
      doubleEncode: !PATH_ENCODED_ONCE.includes(name),
      normalizePath: context.normalize,
      contentSha256Header: kind === "header" && context.sign_body,
      omitSessionToken: context.omit_session_token ?? false,
      ...(kind === "presign" && { expires: context.expiration_in_seconds }),
    },
    expected: {
      canonicalRequest: expected("canonical-request"),
      stringToSign: expected("string-to-sign"),
      signature: expected("signature"),
      ...(kind === "presign" && { url: request(expected("signed-request")).url }),
    },
  };
}

/** `METHOD target HTTP/1.1`, header lines that may be folded, an empty line, the body. */
function request(text) {
  const [head, ...body] = text.split("\n\n");
  const [start, ...lines] = head.trimEnd().split(/\n(?![ \t])/);
  const [, method, target] = /^(\S+) (.*) HTTP\/1\.1$/.exec(start);
  const headers = lines.map((line) => [line.slice(0, line.indexOf(":")), line.slice(line.indexOf(":") + 1)]);
  const [, host] = headers.find(([name]) => name === "Host");
  return {
    method,
    url: `https://${host.trim()}${target}`,
    headers,
    body: body.join("\n\n") === "" ? null : Buffer.from(body.join("\n\n")).toString("base64"),
  };
}
