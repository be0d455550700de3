import { eventToSign, formatted, isEvent, isMessage } from "./aws-sdk-events.js";
import {
  checkedArguments,
  checkRequest,
  dropHeader,
  headerNames,
  hoist,
  pathAndQuery,
  scope,
  setHost,
  signOptions,
  unsigned,
  wireRequest,
} from "./aws-sdk-request.js";
import type {
  EventMessage,
  EventSigningArguments,
  FormattedEvent,
  MessageSigningArguments,
  Provider,
  RequestPresigningArguments,
  RequestSigningArguments,
  SdkCredentials,
  SdkRequest,
  SdkSignerOptions,
  SignableMessage,
  SignedMessage,
  SigningArguments,
} from "./aws-sdk-types.js";
import { checkObject } from "./credentials.js";
import { checkNames, copyOf, RULE_NAMES, SIGNER_NAMES } from "./options.js";
import { refusal, show } from "./refusals.js";
import { Signer } from "./signer.js";
import type { PresignedRequest, ServiceRules, Some } from "./types.js";

/** Credentials are asked for again this long before they expire, as the SDK does. */
const REFRESH_BEFORE_MS = 5 * 60 * 1000;

/** As the SDK's own signer: it tells each service the hash, which one of a streamed body could not find out. */
const SDK_RULES: Some<ServiceRules> = { contentSha256Header: true };

/** The account's token and a session's differ in name here. A Signer takes each for a session's where both are taken. */
const DIRECTORY_BUCKETS = "s3express";
const ACCOUNT_TOKEN = "x-amz-security-token";
const SESSION_TOKEN = "x-amz-s3session-token";

type AnyArguments = RequestSigningArguments & Partial<EventSigningArguments>;

/** The account's credentials, as they are now. */
interface Account {
  token: string | undefined;
  signer: Signer;
  /** For directory buckets. */
  tokenless: Signer;
  refreshAt: number;
}

/**
 * The SDK's `RequestSigner`, `RequestPresigner`, `StringSigner`, `EventSigner` and `MessageSigner`:
 * `new S3Client({ signer: new SdkSigner({ credentials }) })`.
 * The client asks it for each attempt, with its corrected clock. S3's tells it region and service; for the others they
 * are inferred from AWS's hosts, and must be given here where the client has an `endpoint` of its own.
 */
export class SdkSigner {
  readonly #credentials: Provider<SdkCredentials>;
  readonly #region: Provider<string | undefined>;
  readonly #service: string | undefined;
  readonly #rules: Some<ServiceRules>;
  /** Of directory buckets' sessions and of event streams. */
  readonly #others = new WeakMap<SdkCredentials, Signer>();
  #known: Account | undefined;
  #renewal: Promise<Account> | undefined;

  /** A provider is asked at the first signature, and rejects that where it fails. */
  constructor(options: SdkSignerOptions) {
    checkNames(options, SIGNER_NAMES);
    const { credentials, region, service, rules } = options;
    if (typeof credentials !== "function") checkObject(credentials);
    this.#credentials = typeof credentials === "function" ? credentials : async () => credentials;
    this.#region = typeof region === "function" ? region : async () => region;
    this.#service = service;
    this.#rules = { ...SDK_RULES, ...copyOf(rules, RULE_NAMES, "rules") };
  }

  /** Signs a request by header; a copy of it is answered. A body that is no text and no bytes is signed as unsigned. */
  sign<R extends SdkRequest>(request: R, options?: RequestSigningArguments): Promise<R>;
  /** HMAC of any text with the signing key, 64 hex digits. */
  sign(text: string, options?: SigningArguments): Promise<string>;
  /** Signs one event of a stream, 64 hex digits. Region and service must be known without a host, else `REGION_UNKNOWN`. */
  sign(event: FormattedEvent, options: EventSigningArguments): Promise<string>;
  /** The same as signMessage(). */
  sign<M extends EventMessage>(
    message: SignableMessage<M>,
    options?: MessageSigningArguments,
  ): Promise<SignedMessage<M>>;
  async sign(toSign: SdkRequest | string | FormattedEvent | SignableMessage, options: AnyArguments = {}) {
    SdkSigner.#require(this);
    if (isEvent(toSign)) return this.#signEvent(toSign, options);
    if (isMessage(toSign)) return this.signMessage(toSign, options);
    const { signer, tokenless, token } = await this.#current();
    const scoped = await this.#scoped(options);
    if (typeof toSign === "string") return signer.signString(toSign, scope(scoped));
    const request = unsigned(toSign);
    if (token) dropHeader(request, ACCOUNT_TOKEN);
    if (!token || scoped.signingService !== DIRECTORY_BUCKETS) return signed(signer, request, scoped);
    request.headers[ACCOUNT_TOKEN] = token;
    return signed(tokenless, request, scoped);
  }

  /** Signs one message of an event stream, from which the event is made. */
  async signMessage<M extends EventMessage>(
    signable: SignableMessage<M>,
    options: MessageSigningArguments = {},
  ): Promise<SignedMessage<M>> {
    SdkSigner.#require(this);
    const { message, priorSignature } = signable ?? {};
    const signature = await this.#signEvent(formatted(message), { ...checkedArguments(options), priorSignature });
    return { message, signature };
  }

  async #signEvent(event: FormattedEvent, options: Partial<EventSigningArguments>): Promise<string> {
    const scoped = scope(await this.#scoped(options));
    const { eventStreamCredentials, priorSignature } = options;
    const { signer } = eventStreamCredentials ? this.#fixed(eventStreamCredentials) : await this.#current();
    const date = scoped.date ?? new Date();
    return signer.signString(await eventToSign(event, { ...scoped, date }, priorSignature), { ...scoped, date });
  }

  /** Signs a request for a directory bucket by credentials of its session: S3's client asks for it so. */
  async signWithCredentials<R extends SdkRequest>(
    toSign: R,
    session: SdkCredentials,
    options: RequestSigningArguments = {},
  ): Promise<R> {
    SdkSigner.#require(this);
    const { signer, token } = this.#fixed(session);
    const request = unsigned(toSign);
    if (token) dropHeader(request, SESSION_TOKEN);
    return signed(signer, request, await this.#scoped(options, DIRECTORY_BUCKETS));
  }

  /** A copy of the request with the signature in its query. Headers that begin with x-amz- are moved there as well. */
  async presign<R extends SdkRequest>(toSign: R, options: RequestPresigningArguments = {}): Promise<R> {
    SdkSigner.#require(this);
    const request = unsigned(toSign);
    const { url } = await this.presignUrl(request, options);
    setHost(request, url);
    return Object.assign(request, pathAndQuery(url));
  }

  /** The same as a URL, also for a session of a directory bucket; moves headers of the request itself. */
  async presignUrl(
    request: SdkRequest,
    options: RequestPresigningArguments = {},
    session?: SdkCredentials,
  ): Promise<PresignedRequest> {
    SdkSigner.#require(this);
    checkRequest(request);
    request.headers ??= {};
    const scoped = await this.#scoped(options, session && DIRECTORY_BUCKETS);
    const { signer, token } = session ? this.#fixed(session) : await this.#current();
    if (token) dropHeader(request, session ? SESSION_TOKEN : ACCOUNT_TOKEN);
    const hoisted = hoist(request, scoped);
    const { expiresIn } = scoped;
    const given = { ...signOptions(request, scoped), ...hoisted, expiresIn };
    const presigned = signer.presignRequest(wireRequest(request), given);
    if (!session) refuseSessionToken(presigned);
    return presigned;
  }

  /** Refuses what is no signer, as a Signer does. */
  static #require(signer: unknown): void {
    if (typeof signer === "object" && signer !== null && #credentials in signer) return;
    throw refusal("OPTION_INVALID", undefined, "call it as signer.sign(…), not on a Proxy");
  }

  async #scoped<O extends SigningArguments>(options: O, service?: string): Promise<O> {
    const given = checkedArguments(options);
    const signingRegion = given.signingRegion ?? (await this.#region());
    refuseRegionSets(signingRegion);
    return { ...given, signingRegion, signingService: service ?? given.signingService ?? this.#service };
  }

  #fixed(credentials: SdkCredentials): Pick<Account, "signer" | "token"> {
    checkObject(credentials);
    const signer = this.#others.get(credentials) ?? new Signer({ credentials, rules: this.#rules });
    this.#others.set(credentials, signer);
    return { signer, token: credentials.sessionToken };
  }

  /** The credentials are asked for once, however many requests wait. */
  async #current(): Promise<Account> {
    if (this.#known && Date.now() < this.#known.refreshAt) return this.#known;
    this.#renewal ??= this.#renew().finally(() => {
      this.#renewal = undefined;
    });
    return this.#renewal;
  }

  async #renew(): Promise<Account> {
    const credentials = await this.#credentials();
    const rules = this.#rules;
    const signer = new Signer({ credentials, rules });
    const { accessKeyId, secretAccessKey, sessionToken: token, expiration } = credentials;
    const tokenless = token ? new Signer({ credentials: { accessKeyId, secretAccessKey }, rules }) : signer;
    const refreshAt = expiration ? new Date(expiration).getTime() - REFRESH_BEFORE_MS : Infinity;
    this.#known = { token, signer, tokenless, refreshAt };
    return this.#known;
  }
}

/** Adds the signature to the request. */
function signed<R extends SdkRequest>(signer: Signer, request: R, options: RequestSigningArguments): R {
  const { headers, url } = signer.sign(wireRequest(request), signOptions(request, options));
  const given = new Set(headerNames(request));
  for (const name of Object.keys(headers)) if (!given.has(name)) request.headers[name] = headers[name] as string;
  setHost(request, url);
  return request;
}

/** `*` or a list of regions: the client asks for another algorithm. */
function refuseRegionSets(region: unknown): void {
  if (typeof region !== "string" || !/[*,]/.test(region)) return;
  const accepted = "region must be one: requests for several (Signature Version 4A) need a client without this signer";
  throw refusal("REGION_INVALID", show(region), accepted);
}

function refuseSessionToken({ url }: PresignedRequest): void {
  if (!/&x-amz-s3session-token=/i.test(url)) return;
  const accepted =
    "URLs of directory buckets are made by presignUrl(request, options, session), or with credentials that have no token";
  throw refusal("CREDENTIALS_INVALID", "a session token of the account", accepted);
}
