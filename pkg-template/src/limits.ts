import { refusal } from "./refusals.js";

// Explaining and the doctor make many texts of one: what they are given must leave room for those in wasm's memory.

const TEXT_LIMIT = 32 << 20;
const BODY_LIMIT = 512 << 20;

/** Refuses what would not fit. */
export function checkSize(text: string, body: string | Uint8Array = ""): void {
  if (text.length > TEXT_LIMIT) {
    throw refusal("OPTION_INVALID", `${text.length} characters`, "there must be at most 32 Mi characters of text");
  }
  if (body.length > BODY_LIMIT) {
    const remedy = "a body must be at most 512 MiB here: pass its hash, as payload: { sha256 }";
    throw refusal("OPTION_INVALID", `a length of ${body.length}`, remedy);
  }
}
