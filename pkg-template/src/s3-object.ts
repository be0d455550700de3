import type { SigV4ErrorCode } from "./errors.js";
import { withHost } from "./host.js";
import { checkNames, flag, pairs, scopeName } from "./options.js";
import { joinFields, urlText } from "./pack.js";
import { refusal, show } from "./refusals.js";
import { LONE_SURROGATE } from "./surrogates.js";
import { tag } from "./tag.js";
import type { S3Object } from "./types.js";

const S3_OBJECT_NAMES = new Set(["bucket", "key", "region", "endpoint", "pathStyle", "query"]);

const FLAG = { pathStyleGiven: 1 << 0, pathStyle: 1 << 1, keyGiven: 1 << 2 };

/** Checks an object and packs it as src/wasm reads it; `make` answers the URL or throws. */
export function s3UrlBy(
  object: S3Object,
  make: (text: string, key: string | undefined, queryCount: number, flags: number) => string,
): string {
  checkNames(object, S3_OBJECT_NAMES, "object");
  const bucket = field(object.bucket, "BUCKET_INVALID");
  const key = object.key === undefined ? undefined : text(object.key, "KEY_INVALID");
  const region = scopeName(object.region, "region");
  const query = pairs(object.query, (got) =>
    refusal("OPTION_INVALID", got, "query must be names with strings as values"),
  );
  for (const each of query) field(each, "OPTION_INVALID", "query must be well-formed text without NUL");
  const pathStyle = flag(object.pathStyle, "pathStyle");
  const flags =
    (pathStyle === undefined ? 0 : FLAG.pathStyleGiven) |
    (pathStyle ? FLAG.pathStyle : 0) |
    (key === undefined ? 0 : FLAG.keyGiven);
  return withHost(endpointText(object.endpoint), (endpoint) =>
    make(joinFields([bucket, region, endpoint, ...query]), key, query.length / 2, flags),
  );
}

/** Lone surrogates have no UTF-8: they would silently name another object. */
function text(value: unknown, code: SigV4ErrorCode, accepted?: string): string {
  if (typeof value === "string" && !LONE_SURROGATE.test(value)) return value;
  throw refusal(code, show(value), accepted);
}

/** Text that is handed over with others: a NUL would end it. */
function field(value: unknown, code: SigV4ErrorCode, accepted?: string): string {
  const given = text(value, code, accepted);
  if (given.includes("\0")) throw refusal(code, show(given), accepted);
  return given;
}

/** "" for AWS. */
function endpointText(endpoint: unknown): string {
  if (endpoint === undefined) return "";
  if (tag(endpoint) === "URL") return urlText(endpoint);
  if (endpoint === "") throw refusal("ENDPOINT_INVALID", show(endpoint));
  return field(endpoint, "ENDPOINT_INVALID");
}
