// `node sizes.mjs PKG`: bytes of each, bundled and minified for a browser, gzipped. Prints JSON.
import path from "node:path";
import * as esbuild from "esbuild";
import { gzippedBundle, gzippedFile } from "../support/minified.mjs";

const pkg = path.resolve(process.argv[2]);
const entry = (file) => `export * from ${JSON.stringify(path.join(pkg, file))};`;

const BUNDLES = {
  "sigv4-wasm": entry("index.js"),
  "sigv4-wasm/slim": entry("slim.js"),
  aws4fetch: 'export * from "aws4fetch";',
  smithy: 'export { SignatureV4 } from "@smithy/signature-v4"; export { Sha256 } from "@aws-crypto/sha256-js";',
  s3mini: 'export { S3mini } from "s3mini";',
  "aws-sdk":
    'export { getSignedUrl } from "@aws-sdk/s3-request-presigner"; export { GetObjectCommand, S3Client } from "@aws-sdk/client-s3";',
};

const sizes = {};
for (const [name, source] of Object.entries(BUNDLES)) {
  sizes[name] = await gzippedBundle(esbuild, source, import.meta.dirname);
}
for (const file of ["sigv4.wasm", "inspect.wasm", "doctor.wasm"]) sizes[file] = gzippedFile(path.join(pkg, file));
sizes["sigv4-wasm/slim"] += sizes["sigv4.wasm"];
console.log(JSON.stringify(sizes));
