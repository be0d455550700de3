/** Credentials as AWS and its relatives hand them out. `CREDENTIALS_INVALID` for what is missing, empty or no text. */
export interface Credentials {
  /** The public id. `ACCESS_KEY_ID_INVALID` with white space, quotes or a comma, or in the form of a secret. */
  accessKeyId: string;
  /** `SECRET_ACCESS_KEY_INVALID` with white space or quotes around it. */
  secretAccessKey: string;
  /** Temporary credentials' token (STS). Undefined or empty for long-lived ones. */
  sessionToken?: string | undefined;
}

/** How a service differs from the others, as data. Defaults come from the service name: the README has the table. */
export interface ServiceRules {
  /** Encode each path segment of the wire path once more (every service but the S3 family). */
  doubleEncodePath: boolean;
  /** Remove dot segments and empty segments before encoding (every service but the S3 family). */
  normalizePath: boolean;
  /** Add and sign `x-amz-content-sha256` when signing by header (the S3 family, aoss, vpc-lattice-svcs). */
  contentSha256Header: boolean;
  /** Sign `X-Amz-Security-Token`; false appends it after signing (iotdevicegateway). */
  signSessionToken: boolean;
}

/** Any of the members of T. One that is undefined is as one that is not there. */
export type Some<T> = { [Name in keyof T]?: T[Name] | undefined };

/** What a Signer is made of. */
export interface SignerOptions {
  /** Copied into wasm memory, where the secret stays. */
  credentials: Credentials;
  /** Default: inferred from the request's host; `REGION_UNKNOWN` is thrown when it cannot be. */
  region?: string | undefined;
  /** Default: inferred from the request's host; `SERVICE_UNKNOWN` is thrown when it cannot be. */
  service?: string | undefined;
  /** Where a service differs from what is known of it here, each rule by itself. */
  rules?: Some<ServiceRules> | undefined;
}

/**
 * Header names and values; the order and repeated names are kept. Values beyond ASCII are signed as UTF-8, which `fetch` and
 * Node do not send: encode them.
 */
export type HeadersInput = Headers | Record<string, string> | Iterable<readonly [string, string]>;

/** An array, a Set, a generator, … A text, of which the characters can be iterated, is none. */
export type ListOf<T> = Iterable<T> & object;

/** A body that can be hashed at once. A URLSearchParams is its text. */
export type BodyInput = string | ArrayBuffer | ArrayBufferView | URLSearchParams;

/** A request as it goes on the wire. `url` is read as text: nothing rewrites it before it is signed. */
export interface HttpRequest {
  /**
   * Default: GET, or POST when there is a body. DELETE, GET, HEAD, OPTIONS, POST and PUT are upper-cased, as by fetch.
   * `METHOD_INVALID` for what is no HTTP method.
   */
  method?: string | undefined;
  /** Absolute, of http(s) or ws(s), else `URL_INVALID`. */
  url: string | URL;
  /** All are signed, but `user-agent`, `expect`, `x-forwarded-*`, `x-amzn-trace-id` and those of one connection. */
  headers?: HeadersInput | undefined;
  /**
   * `BODY_NOT_SYNCHRONOUS` for a stream, Blob or form: `signRequest` takes those. With `payload: "unsigned"` or a hash, it
   * may be left out.
   */
  body?: BodyInput | null | undefined;
}

/** What is signed of the body. */
export type Payload =
  /** SHA-256 of the body (of the empty string when there is none). */
  | "signed"
  /** UNSIGNED-PAYLOAD: the body may be anything, a stream too. */
  | "unsigned"
  /** Already known: 64 lower-case hex digits. */
  | {
      /** Of any other form it is `PAYLOAD_HASH_INVALID`. */
      sha256: string;
    };

/** How one request is signed. `OPTION_UNKNOWN` for any other name. */
export interface SignOptions {
  /**
   * Default: now, by the machine's clock. 1970..9999, else `DATE_INVALID`; milliseconds are dropped. A given `x-amz-date`
   * header wins.
   */
  date?: Date | undefined;
  /** Default: the signer's, else inferred from the host. */
  region?: string | undefined;
  /** Default: the signer's, else inferred from the host. */
  service?: string | undefined;
  /** Default: the signer's, each by itself. */
  rules?: Some<ServiceRules> | undefined;
  /**
   * Default: "signed", but "unsigned" for presigned URLs of the S3 family and for vpc-lattice-svcs, and the hash of no body
   * for presigned URLs of iotdevicegateway. A given `x-amz-content-sha256` header is what is signed.
   */
  payload?: Payload | undefined;
  /**
   * Names of given headers to leave out of the signature, in any case of letters. `HEADER_CHOICE_INVALID` for host,
   * `x-amz-date`, `x-amz-content-sha256` and the session token.
   */
  unsignedHeaders?: ListOf<string> | undefined;
  /** Names of given headers to sign although they are of those that are not (see `HttpRequest.headers`). */
  signedHeaders?: ListOf<string> | undefined;
}

/** How one URL is presigned. */
export interface PresignOptions extends SignOptions {
  /**
   * Seconds, an integer 1..604800, else `EXPIRES_IN_INVALID`. Default 3600. `null` leaves X-Amz-Expires out (IoT
   * WebSockets). With temporary credentials the URL ends with them at the latest.
   */
  expiresIn?: number | null | undefined;
}

/** How a list of URLs is presigned. */
export interface PresignManyOptions extends PresignOptions {
  /** Of all of them. Default: GET. */
  method?: string | undefined;
}

/** What is to be sent, with the body that was given. */
export interface SignedRequest {
  /** The one that was signed, also where none was given. */
  method: string;
  /** The URL to send, in the encoding that was signed. */
  url: string;
  /** All headers to send, lower-case names, Host left out (clients set it). Contains `authorization`. */
  headers: Record<string, string>;
  /** 64 hex digits. */
  signature: string;
}

/** A URL with all that must be sent beside it. */
export interface PresignedRequest {
  /** The one that was signed, also where none was given. */
  method: string;
  /** The URL to send, in the encoding that was signed. */
  url: string;
  /** The headers that must be sent with the URL, exactly so; empty for a plain URL. */
  headers: Record<string, string>;
  /** The date and the lifetime. `null` without X-Amz-Expires. */
  expiresAt: Date | null;
  /** 64 hex digits. */
  signature: string;
}

/** An object in S3 or a store like it. */
export interface S3Object {
  /** Letters, digits, `-` `.` `_`; no ARN. Goes into the host where it can, else into the path. */
  bucket: string;
  /** The object's name as it is, not URL-encoded. Without one it is the bucket's URL. */
  key?: string | undefined;
  /** For AWS: without `endpoint` it is needed. With one it changes nothing. */
  region?: string | undefined;
  /** S3-compatible stores, without the bucket: https://fra1.digitaloceanspaces.com, http://127.0.0.1:9000/base, … */
  endpoint?: string | URL | undefined;
  /**
   * Default: true for IP addresses, localhost, bucket names with dots on https, and those that no host may have (upper case,
   * `_`, over 63 characters); else false. A store of one host name, as `http://minio:9000`, needs true.
   */
  pathStyle?: boolean | undefined;
  /** Appended, encoded: `versionId`, `partNumber`, `response-content-disposition`, … */
  query?: Record<string, string> | Iterable<readonly [string, string]> | undefined;
}
