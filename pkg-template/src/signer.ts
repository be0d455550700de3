/// <reference lib="esnext.disposable" preserve="true" />
import { packBody } from "./body.js";
import { credentialFields } from "./credentials.js";
import { SigV4Error } from "./errors.js";
import { signFetchRequest } from "./fetch.js";
import { readByFetch } from "./fetch-request.js";
import { hashOfLarge } from "./hash.js";
import { withHost } from "./host.js";
import { ended, wasm } from "./instance.js";
import { encoder } from "./memory.js";
import { BATCH, read, readUrl, readUrls, write, writeBody } from "./module.js";
import {
  checkNames,
  haveAllNames,
  isIterable,
  isOther,
  milliseconds,
  ruleFlags,
  scopeName,
  SIGN_NAMES,
  SIGNER_NAMES,
} from "./options.js";
import * as pack from "./pack.js";
import { inItem, refusal, show, wasmError } from "./refusals.js";
import { DISPOSED, giveBack, type Shared, share } from "./shared.js";
import { dateOf, type Signed, signedRequest } from "./signed.js";
import type {
  HttpRequest,
  ListOf,
  PresignedRequest,
  PresignManyOptions,
  PresignOptions,
  SignedRequest,
  SignerOptions,
  SignOptions,
} from "./types.js";

/** What the URLs of a batch have in common, and those that are signed. */
interface Batch {
  method: string;
  settings: pack.Settings;
  given: PresignOptions | undefined;
  signed: string[];
}

const SIGN_STRING_NAMES = new Set(["date", "region", "service"]);
const PRESIGN_MANY_NAMES = new Set([...pack.PRESIGN_NAMES, "method"]);

/** It tells service and region, where the signer does not. */
const ANY_URL = "https://s3.us-east-1.amazonaws.com/";

/**
 * Signs for one set of credentials, and for all regions and services that hosts tell. Nothing of the credentials can be
 * read from it, printed or serialised. Whatever it refuses is a `SigV4Error`, after which it is as usable as before.
 */
export class Signer {
  #shared: Shared;
  /** The same as dispose(), for `using`. */
  declare readonly [Symbol.dispose]: () => void;

  /** Checks all that it is given, at once. Later changes of `options` change nothing. */
  constructor(options: SignerOptions) {
    checkNames(options, SIGNER_NAMES);
    const scope = `\0${scopeName(options.region, "region")}\0${scopeName(options.service, "service")}`;
    const credentials = pack.joinFields(credentialFields(options.credentials));
    const flags = ruleFlags(options.rules);
    this.#shared = share(credentials, scope, flags);
    addSymbolDispose();
  }

  /** Signs by header (`Authorization`). All the headers that are answered must be sent. */
  sign(request: HttpRequest, options?: SignOptions): SignedRequest {
    Signer.#requireKeys(this);
    const parts = pack.requestParts(request);
    const { method, url, headers, signature } = this.#sign(parts, pack.settings(options, SIGN_NAMES), options);
    return { method, url, headers, signature };
  }

  /**
   * A presigned URL as text (never a URL object: that would rewrite dot segments), of at most 128 KiB. A string or URL
   * means GET. Headers of the request must be sent with it: `presignRequest` answers them.
   */
  presign(request: string | URL | HttpRequest, options?: PresignOptions): string {
    Signer.#requireKeys(this);
    const parts = pack.requestParts(request);
    return this.#presignPlain(parts, options) ?? this.#presignGiven(parts, options).url;
  }

  /** The same with what must be sent beside it, and when it ends. */
  presignRequest(request: string | URL | HttpRequest, options?: PresignOptions): PresignedRequest {
    Signer.#requireKeys(this);
    return this.#presignGiven(pack.requestParts(request), options);
  }

  /**
   * Many URLs of one date: the same as presign() of each, in order, and faster. The error names the place of the URL that is
   * refused.
   */
  presignMany(urls: ListOf<string | URL>, options?: PresignManyOptions): string[] {
    Signer.#requireKeys(this);
    if (!isIterable(urls)) {
      throw refusal("OPTION_INVALID", show(urls), "urls must be an iterable of strings or URLs");
    }
    const settings = pack.settings(options, PRESIGN_MANY_NAMES);
    const method = pack.methodName(options?.method);
    const texts = [...urls].map((url, place) =>
      typeof url === "string" ? url : namingItem(place, () => pack.urlText(url)),
    );
    const batch: Batch = { method, settings, given: options, signed: [] };
    // What else was given is refused also where there is no URL.
    if (texts.length === 0) this.#presignEach(texts, batch);
    for (let start = 0; start < texts.length; start += BATCH) {
      const some = texts.slice(start, start + BATCH);
      if (!this.#presignBatch(some, batch)) this.#presignEach(some, batch);
    }
    return batch.signed;
  }

  /**
   * Fetch API: a new signed Request; the given one is left as it was. A body is read whole to be hashed, but with
   * `payload: "unsigned"`, which keeps a stream a stream. Headers that fetch changes behind the signature are not signed.
   * Rejects with `URL_REWRITTEN` where fetch would ask for another path than the one that is signed, and with the signal's
   * reason where it aborts while a body is read. A browser needs a CORS rule of the bucket to send it.
   */
  async signRequest(input: Request | string | URL, init?: RequestInit, options?: SignOptions): Promise<Request> {
    Signer.#requireKeys(this);
    return signFetchRequest(this, input, init, options);
  }

  /** signRequest + fetch, no retries of its own. Rejects as fetch does where no answer comes. */
  async fetch(input: Request | string | URL, init?: RequestInit, options?: SignOptions): Promise<Response> {
    Signer.#requireKeys(this);
    return globalThis.fetch(await this.signRequest(input, init, options), readByFetch(init));
  }

  /**
   * HMAC of any text with the signing key, 64 hex digits (own protocols, hand-made policies). There is no host to tell
   * region and service: `REGION_UNKNOWN` and `SERVICE_UNKNOWN`, unless they are given here or to the signer.
   */
  signString(text: string, options: Pick<SignOptions, "date" | "region" | "service"> = {}): string {
    Signer.#requireKeys(this);
    if (typeof text !== "string") throw refusal("OPTION_INVALID", show(text), "text must be a string");
    checkNames(options, SIGN_STRING_NAMES);
    const fields = [scopeName(options.region, "region"), scopeName(options.service, "service")];
    const dateMs = milliseconds(options.date);
    // As bytes: their number is known, where a long text might be thrice as many.
    const bytes = encoder.encode(text);
    const textLength = write(pack.joinFields(fields), bytes);
    const bodyLength = writeBody(bytes, textLength);
    const answer = wasm.signString(this.#shared.made.number, textLength, bodyLength, dateMs);
    if (answer < 0) throw wasmError(read(-answer), options);
    return read(answer);
  }

  /**
   * Wipes secret, signing keys and session token from wasm memory; of signers with equal options, which share them, the last
   * one does. Calls after it throw `SIGNER_DISPOSED`.
   */
  dispose(): void {
    Signer.#requireSigner(this);
    giveBack(this.#shared);
    this.#shared = DISPOSED;
  }

  /** Refuses what is no signer: `this` of a method that was taken off its signer, or a proxy of it. */
  static #requireSigner(signer: unknown): asserts signer is Signer {
    if (typeof signer !== "object" || signer === null || !(#shared in signer)) {
      const remedy = "call it as signer.presign(…), not on a Proxy";
      throw refusal("OPTION_INVALID", undefined, remedy);
    }
  }

  /** The same of a disposed signer. */
  static #requireKeys(signer: unknown): void {
    Signer.#requireSigner(signer);
    if (signer.#shared === DISPOSED) throw refusal("SIGNER_DISPOSED");
  }

  #presignGiven(request: pack.RequestParts, options: PresignOptions | undefined): PresignedRequest {
    return this.#presign(request, pack.settings(options, pack.PRESIGN_NAMES), options);
  }

  #presign(request: pack.RequestParts, settings: pack.Settings, given: PresignOptions | undefined): PresignedRequest {
    const query = { ...settings, flags: settings.flags | pack.FLAG.query };
    const { method, url, headers, signature, dateTime } = this.#sign(request, query, given);
    const neverExpires = settings.flags & pack.FLAG.noExpiry;
    const expiresAt = neverExpires ? null : new Date(dateOf(dateTime) + settings.expiresIn * 1000);
    return { method, url, headers, expiresAt, signature };
  }

  /** The common case: URL and method, lifetime and date. Anything else, errors too, goes the general way. */
  #presignPlain(request: pack.RequestParts, options: PresignOptions | undefined): string | undefined {
    const { method, url, headers, body } = request;
    if (headers.length > 0 || body !== undefined) return undefined;
    let expiresIn: unknown = pack.DEFAULT_EXPIRES_IN;
    let date: unknown;
    if (options !== undefined) {
      if (typeof options !== "object" || options === null) return undefined;
      let isEmpty = true;
      for (const name in options) {
        if (name !== "expiresIn" && name !== "date") return undefined;
        isEmpty = false;
      }
      // The loop does not see what a class has.
      if (haveAllNames() || hasMore(options) || (isEmpty && isOther(options))) return undefined;
      ({ expiresIn = pack.DEFAULT_EXPIRES_IN, date } = options);
      if (typeof expiresIn !== "number") return undefined;
    }
    const dateMs = milliseconds(date);
    const textLength = write(method + url);
    const { number } = this.#shared.made;
    const answer = wasm.presign(number, textLength, method.length, dateMs, expiresIn as number);
    return answer < 0 ? ended(undefined) : readUrl(answer);
  }

  /** One call for all; false, and nothing done, when one of them is refused. */
  #presignBatch(urls: string[], { method, settings, signed }: Batch): boolean {
    const text = pack.requestText(pack.requestTo("", method), "", settings, settings.sha256);
    const textLength = write(`${text}\0${urls.join("\0")}`);
    const { dateMs, expiresIn } = settings;
    const flags = settings.flags | pack.FLAG.query;
    const { number } = this.#shared.made;
    const answer = wasm.presignMany(number, textLength, urls.length, dateMs, expiresIn, flags);
    if (answer < 0) return ended(false);
    readUrls(urls, signed);
    return true;
  }

  /** One after the other: some hosts have to be spelt anew, and an error names the URL. */
  #presignEach(urls: string[], { method, settings, given, signed }: Batch): void {
    const sign = (url: string) => this.#presign(pack.requestTo(pack.urlText(url), method), settings, given).url;
    // What is wrong with the options is not said of a URL.
    sign(ANY_URL);
    for (const url of urls) signed.push(namingItem(signed.length, () => sign(url)));
  }

  #sign(request: pack.RequestParts, settings: pack.Settings, given: PresignOptions | undefined): Signed {
    const body = packBody(request.body, settings, hashOfLarge);
    const flags = settings.flags | body.flags;
    return withHost(request.url, (url) => {
      const text = pack.requestText(request, url, settings, body.sha256);
      const textLength = write(text, body.inline);
      const bodyLength = writeBody(body.inline, textLength);
      const count = request.headers.length / 2;
      const { number } = this.#shared.made;
      const { dateMs, expiresIn } = settings;
      const answer = wasm.sign(number, textLength, bodyLength, count, dateMs, expiresIn, flags);
      if (answer < 0) {
        const refused = wasmError(read(-answer), given, request.body);
        throw pack.nulInHeader(request) ?? refused;
      }
      return signedRequest(request, url, text, read(answer));
    });
  }
}

/** Not in the class, where bundlers would take it for a side effect. Some engines have no Symbol.dispose yet. */
function addSymbolDispose(): void {
  if (!Symbol.dispose || Object.hasOwn(Signer.prototype, Symbol.dispose)) return;
  // Unlike Object's, it does not throw where the class is frozen.
  Reflect.defineProperty(Signer.prototype, Symbol.dispose, { value: Signer.prototype.dispose });
}

/** Whether there is any option but lifetime and date. */
function hasMore({ region, service, rules, payload, unsignedHeaders, signedHeaders }: PresignOptions): boolean {
  const scope = region !== undefined || service !== undefined || rules !== undefined;
  return scope || payload !== undefined || unsignedHeaders !== undefined || signedHeaders !== undefined;
}

function namingItem<T>(place: number, call: () => T): T {
  try {
    return call();
  } catch (error) {
    throw error instanceof SigV4Error ? inItem(error, `urls[${place}]`) : error;
  }
}
