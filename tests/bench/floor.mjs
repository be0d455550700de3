// `node floor.mjs PKG`: what no signer can be below that has HMAC in wasm and the rest hashed by whoever is faster: OpenSSL
// for one request, without what calling it costs, and four lanes of wasm for a batch. CPU nanoseconds per SHA-256
// compression, measured through the package itself, by how much longer longer work takes; and how many compressions a work
// needs when the signing key, HMAC's states behind it and behind the first block of the string to sign are kept, and the
// state behind what a canonical request has in common with the one before. Prints JSON.
import { createHash } from "node:crypto";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { credentials, dynamodb, expiresIn, manyUrls, region, urls } from "./works.mjs";

// Without it the package hashes all in wasm.
process.getBuiltinModule = undefined;
const pkg = path.resolve(process.argv[2]);
const load = (file) => import(pathToFileURL(path.join(pkg, file)).href);
const { Signer } = await load("index.js");
const { explain } = await load("inspect.js");

const BLOCK = 64;
const blocks = (length) => Math.ceil((length + 9) / BLOCK);

/** Of the string to sign, whose first block is kept, in the inner hash, and of the outer hash. */
const HMAC = 3;

/** Of a request behind another one. */
function compressionsOf(service, [before, request], options = {}) {
  const date = new Date();
  const [known, text] = [before, request].map(
    (each) => explain({ credentials, region, service }, each, { ...options, date }).canonicalRequest.text,
  );
  let common = 0;
  while (text.slice(0, (common + 1) * BLOCK) === known.slice(0, (common + 1) * BLOCK)) common++;
  return HMAC + blocks(text.length) - common;
}
const query = { placement: "query", expiresIn };
const posting = ({ headers, body }) => ({ method: "POST", url: dynamodb.url, headers, body });
const compressions = {
  presign: compressionsOf("s3", urls, query),
  presignMany: compressionsOf("s3", manyUrls, query) * manyUrls.length,
  dynamodbPost: compressionsOf("dynamodb", dynamodb.posts.map(posting)),
  dynamodbIds: compressionsOf("dynamodb", dynamodb.postsWithIds.map(posting)),
};
const body = blocks(dynamodb.posts[0].body.length);

/** The least of several runs, in nanoseconds. */
function least(call, times) {
  const run = () => {
    const before = process.cpuUsage();
    for (let i = 0; i < times; i++) call();
    const { user, system } = process.cpuUsage(before);
    return ((user + system) * 1000) / times;
  };
  for (let i = 0; i < 10; i++) run();
  return Math.min(...Array.from({ length: 20 }, run));
}

/** Nanoseconds a block, of work that hashes `more` blocks more when it is made with the second of two sizes. */
const perBlock = (work, [small, large], more, times) => (least(work(large), times) - least(work(small), times)) / more;

const s3 = new Signer({ credentials, region, service: "s3" });
const KB = 1024 / BLOCK;
const put = (kb) => {
  const bytes = new Uint8Array(kb * 1024);
  return () => s3.sign({ method: "PUT", url: urls[0], body: bytes });
};
const one = perBlock(put, [16, 48], 32 * KB, 500);

// A batch takes no bodies. Its canonical requests grow with the session token, which costs more than hashing: how much
// more, one presigned URL tells, of those in turn, since of two that are the same no more than the end is hashed. A token's
// blocks are the same in each URL, so that their schedules are kept: the floor of a batch whose blocks differ is higher.
const withToken = (call) => (kb) => {
  const sessionToken = "x".repeat(kb * 1024 + BLOCK);
  const signer = new Signer({ credentials: { ...credentials, sessionToken }, region, service: "s3" });
  return () => call(signer);
};
let turn = 0;
const aroundHashing =
  perBlock(
    withToken((signer) => signer.presign(urls[turn++ & 63], { expiresIn })),
    [0, 2],
    2 * KB,
    5000,
  ) - one;
const batch = perBlock(
  withToken((signer) => signer.presignMany(manyUrls)),
  [0, 2],
  2 * KB * manyUrls.length,
  10,
);
const four = batch - aroundHashing;

const megabyte = Buffer.alloc(1 << 20);
const native = least(() => createHash("sha256").update(megabyte).digest(), 50) / (1024 * KB);

const alone = (count) => HMAC * one + (count - HMAC) * native;

console.log(
  JSON.stringify({
    compressions,
    compressionNs: { wasm: one, "wasm, four lanes": four, native },
    ns: {
      presign: alone(compressions.presign),
      presignMany: compressions.presignMany * four,
      dynamodbPost: alone(compressions.dynamodbPost + body),
      dynamodbIds: alone(compressions.dynamodbIds + body),
    },
  }),
);
