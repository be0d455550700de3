import { encoder, nodeBuffer } from "./memory.js";

/** The bytes of lower-case hexadecimal text, by the fastest means the platform has. */
export function ofHex(hex: string): Uint8Array<ArrayBuffer> {
  if (nodeBuffer) return nodeBuffer.from(hex, "hex");
  const { fromHex } = Uint8Array as { fromHex?(text: string): Uint8Array<ArrayBuffer> };
  if (fromHex) return fromHex.call(Uint8Array, hex);
  const digits = encoder.encode(hex);
  const bytes = new Uint8Array(digits.length / 2);
  for (let i = 0; i < bytes.length; i++) {
    bytes[i] = (valueOfDigit(digits[2 * i] as number) << 4) | valueOfDigit(digits[2 * i + 1] as number);
  }
  return bytes;
}

/** Of an ASCII digit: 0x30 is "0", 0x61 is "a". */
function valueOfDigit(digit: number): number {
  return (digit & 15) + (digit >> 6) * 9;
}

/** The bytes of base64, in Node; the rest is for bundles that were made for Node and run where `Buffer` is missing. */
export function ofBase64(base64: string): Uint8Array<ArrayBuffer> {
  return nodeBuffer ? nodeBuffer.from(base64, "base64") : Uint8Array.from(atob(base64), (byte) => byte.charCodeAt(0));
}

/** Characters are ranks, from "#" on. Those from 90 on are the first of two, so that every byte has one. */
const FIRST_CHARACTER = 0x23;
const SINGLES = 90;
const CHARACTERS = 92;

/**
 * The bytes of text that has one character for each of the commonest and two for the others: half as long as hex, and
 * compressed as small as the bytes are.
 * @param ranking every byte as hex, by its rank
 */
export function ofRanks(ranking: string, text: string): Uint8Array<ArrayBuffer> {
  const byRank = ofHex(ranking);
  const bytes = encoder.encode(text);
  let length = 0;
  for (let i = 0; i < bytes.length; i++) {
    let rank = (bytes[i] as number) - FIRST_CHARACTER;
    if (rank >= SINGLES) {
      i++;
      rank = SINGLES + (rank - SINGLES) * CHARACTERS + (bytes[i] as number) - FIRST_CHARACTER;
    }
    bytes[length] = byRank[rank] as number;
    length++;
  }
  return bytes.subarray(0, length);
}
