import { checkRequest, hoist, pathAndQuery, scope, signOptions, unsigned, wireRequest } from "./aws-sdk-request.js";
import type {
  Provider,
  RequestPresigningArguments,
  RequestSigningArguments,
  SdkCredentials,
  SdkRequest,
  SdkSignerOptions,
  SigningArguments,
} from "./aws-sdk-types.js";
import { checkObject } from "./credentials.js";
import { checkIsObject, checkNames, RULE_NAMES, SIGNER_NAMES } from "./options.js";
import { Signer } from "./signer.js";
import type { PresignedRequest, ServiceRules } from "./types.js";

/** Credentials are asked for again this long before they expire, as the SDK does. */
const REFRESH_BEFORE_MS = 5 * 60 * 1000;

/** As the SDK's own signer: it tells each service the hash, which one of a streamed body could not find out. */
const SDK_RULES: Partial<ServiceRules> = { contentSha256Header: true };

/**
 * The SDK's `RequestSigner`, `RequestPresigner` and `StringSigner`: `new S3Client({ signer: new SdkSigner({ credentials }) })`.
 * The client asks it for each attempt, with its corrected clock. S3's tells it region and service; for the others they
 * are inferred from AWS's hosts, and must be given here where the client has an `endpoint` of its own.
 */
export class SdkSigner {
  readonly #credentials: Provider<SdkCredentials>;
  readonly #region: Provider<string | undefined>;
  readonly #service: string | undefined;
  readonly #rules: Partial<ServiceRules>;
  #known: { signer: Signer; refreshAt: number } | undefined;
  #renewal: Promise<Signer> | undefined;

  constructor(options: SdkSignerOptions) {
    checkNames(options, SIGNER_NAMES);
    const { credentials, region, service, rules } = options;
    if (typeof credentials !== "function") checkObject(credentials);
    this.#credentials = typeof credentials === "function" ? credentials : async () => credentials;
    this.#region = typeof region === "function" ? region : async () => region;
    this.#service = service;
    if (rules !== undefined) checkNames(rules, RULE_NAMES, "rules");
    this.#rules = { ...SDK_RULES, ...rules };
  }

  /** Signs a request by header; a copy of it is answered. */
  sign<R extends SdkRequest>(request: R, options?: RequestSigningArguments): Promise<R>;
  /** Hex HMAC of any text with the signing key. */
  sign(text: string, options?: SigningArguments): Promise<string>;
  async sign<R extends SdkRequest>(toSign: R | string, options: RequestSigningArguments = {}): Promise<R | string> {
    const signer = await this.#current();
    const scoped = await this.#scoped(options);
    if (typeof toSign === "string") return signer.signString(toSign, scope(scoped));
    const request = unsigned(toSign);
    const { headers } = signer.sign(wireRequest(request), signOptions(request, scoped));
    const given = new Set(Object.keys(request.headers).map((name) => name.toLowerCase()));
    for (const [name, value] of Object.entries(headers)) if (!given.has(name)) request.headers[name] = value;
    return request;
  }

  /** A copy of the request with the signature in its query. Headers that begin with x-amz- are moved there as well. */
  async presign<R extends SdkRequest>(toSign: R, options: RequestPresigningArguments = {}): Promise<R> {
    const request = unsigned(toSign);
    const { url } = await this.presignUrl(request, options);
    return Object.assign(request, pathAndQuery(url));
  }

  /** The same as a URL; moves headers of the request itself. */
  async presignUrl(request: SdkRequest, options: RequestPresigningArguments = {}): Promise<PresignedRequest> {
    checkRequest(request);
    const signer = await this.#current();
    const scoped = await this.#scoped(options);
    const hoisted = hoist(request, scoped);
    const { expiresIn } = scoped;
    return signer.presignRequest(wireRequest(request), { ...signOptions(request, scoped), ...hoisted, expiresIn });
  }

  async #scoped<O extends SigningArguments>(options: O): Promise<O> {
    checkIsObject(options);
    const signingRegion = options.signingRegion ?? (await this.#region());
    return { ...options, signingRegion, signingService: options.signingService ?? this.#service };
  }

  /** The Signer of the credentials as they are now. They are asked for once, however many requests wait. */
  async #current(): Promise<Signer> {
    if (this.#known && Date.now() < this.#known.refreshAt) return this.#known.signer;
    this.#renewal ??= this.#renew().finally(() => {
      this.#renewal = undefined;
    });
    return this.#renewal;
  }

  async #renew(): Promise<Signer> {
    const credentials = await this.#credentials();
    const signer = new Signer({ credentials, rules: this.#rules });
    const expires = credentials.expiration;
    this.#known = { signer, refreshAt: expires ? new Date(expires).getTime() - REFRESH_BEFORE_MS : Infinity };
    return signer;
  }
}
