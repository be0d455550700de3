// Every code that an error of the package can have, as its declarations list them.
import { readFileSync } from "node:fs";

const declarations = readFileSync(new URL("../../pkg/generated/error-codes.d.ts", import.meta.url), "utf8");
const [, union] = /type SigV4ErrorCode =(.+?);/s.exec(declarations);
export const CODES = [...union.matchAll(/"(\w+)"/g)].map(([, code]) => code);
