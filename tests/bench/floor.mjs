// CPU nanoseconds per SHA-256 compression of the artefact that is measured: what no signer over it can be below.
import { readFileSync } from "node:fs";
import path from "node:path";
import { pathToFileURL } from "node:url";

/** Of a typical presigned S3 URL: 5 of the canonical request, 2 inner and 1 outer of the HMAC. */
export const COMPRESSIONS = { presign: 8, presignMany: 8 * 1000 };

const BLOCKS = 1024;

export async function compressionNs(pkg) {
  const glue = await import(pathToFileURL(path.join(pkg, "generated/sigv4.js")).href);
  glue.initSync({ module: readFileSync(path.join(pkg, "sigv4.wasm")) });
  const workspace = new glue.Workspace();
  workspace.input(64 * BLOCKS);
  const hash = new glue.Sha256();
  const timed = (times) => {
    const before = process.cpuUsage();
    for (let i = 0; i < times; i++) hash.update(workspace, 64 * BLOCKS);
    const { user, system } = process.cpuUsage(before);
    return ((user + system) * 1000) / (times * BLOCKS);
  };
  timed(2000);
  return Math.min(...Array.from({ length: 10 }, () => timed(500)));
}

if (process.argv[1] === import.meta.filename) console.log(await compressionNs(path.resolve(process.argv[2])));
