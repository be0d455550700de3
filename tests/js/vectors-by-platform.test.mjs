// The vectors again, the long canonical requests hashed by node:crypto as in a process that has signed for a while.
import { loadPlatform } from "../support/platform.mjs";

loadPlatform();
await import("./vectors.test.mjs");
