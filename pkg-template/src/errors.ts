import type { SigV4ErrorCode } from "./generated/error-codes.js";

export type { SigV4ErrorCode };

/**
 * The only error of this package: `code` is stable; the message says what is accepted and what was given, but never a secret.
 * Errors of your own iterables, streams and credential providers, and of the network, come through as they are.
 */
export class SigV4Error extends Error {
  /** Tells it where there are two copies of the package. */
  // Assigned, it would fail where Error.prototype is frozen.
  override readonly name = "SigV4Error";
  /** The README says what to do for each. */
  readonly code: SigV4ErrorCode;

  /** `code` is put before the message. */
  constructor(
    code: SigV4ErrorCode,
    message: string,
    options?: {
      /** The error behind it. */
      cause?: unknown;
    },
  ) {
    super(`${code}: ${message}`, options);
    this.code = code;
  }
}
