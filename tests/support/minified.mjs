// What a piece of JavaScript costs a page: bundled, minified, gzipped at level 9.
import { readFileSync } from "node:fs";
import path from "node:path";
import { gzipSync } from "node:zlib";

const root = path.join(import.meta.dirname, "../..");

export const gzipped = (bytes) => gzipSync(bytes, { level: 9 }).length;

export const gzippedFile = (file) => gzipped(readFileSync(file));

/** Bytes, gzipped, of a module with all that it imports; its imports are resolved from `folder`. */
export async function gzippedBundle(esbuild, source, folder = root) {
  const { outputFiles } = await esbuild.build({
    stdin: { contents: source, resolveDir: folder },
    bundle: true,
    minify: true,
    format: "esm",
    platform: "browser",
    target: "es2022",
    legalComments: "none",
    logLevel: "error",
    write: false,
  });
  return gzipped(outputFiles[0].contents);
}
