// From what stands in the form to what `explain` takes, and from its errors back to a field of the form.
import { explain, s3Url } from "./sigv4.js";

/** The documentation's own credentials: known to everybody, good for nothing. */
export const DOCUMENTATION_CREDENTIALS = {
  accessKeyId: "AKIAIOSFODNN7EXAMPLE",
  secretAccessKey: "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY",
  sessionToken: "",
};

/** Every field of the form, as an empty form has it. */
export const EMPTY_FORM = {
  placement: "header",
  method: "GET",
  target: "url",
  url: "",
  endpoint: "",
  bucket: "",
  key: "",
  headers: "",
  body: "",
  payload: "",
  sha256: "",
  expiresIn: "",
  region: "",
  service: "",
  when: "now",
  date: "",
  ...DOCUMENTATION_CREDENTIALS,
};

/** A mistake in a field's own notation, before anything is signed. */
class FieldError extends Error {
  constructor(field, message) {
    super(message);
    this.field = field;
  }
}

/** Header lines as pairs, values with all their white space but the one space after the colon. */
function parseHeaders(text) {
  const headers = [];
  text.split("\n").forEach((line, index) => {
    if (/^[ \t]/.test(line) && headers.length) {
      headers.at(-1)[1] += `\n${line}`;
    } else if (line) {
      const colon = line.indexOf(":");
      if (colon < 0) throw new FieldError("headers", `Line ${index + 1} has no colon: write Name: value.`);
      headers.push([line.slice(0, colon), line.slice(colon + 1).replace(/^ /, "")]);
    }
  });
  return headers;
}

/** ISO 8601, or the compact form that stands in signatures. Without a zone it is UTC. */
function parseDate(text) {
  const given = text.trim().replace(/^(\d{4}-\d\d-\d\d) /, "$1T");
  const compact = /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/.exec(given);
  if (compact) {
    const [, year, month, day, hour, minute, second] = compact;
    return parseDate(`${year}-${month}-${day}T${hour}:${minute}:${second}Z`);
  }
  // Engines take 30 February for 1 March.
  const [day] = /^\d{4}-\d\d-\d\d/.exec(given) ?? [];
  if (day && !new Date(`${day}T00:00:00Z`).toJSON()?.startsWith(day)) return new Date(Number.NaN);
  const zoned = /[zZ]$|[+-]\d\d:?\d\d$/.test(given) ? given : `${given}Z`;
  return new Date(/T/.test(zoned) ? zoned : zoned.replace(/Z$/, "T00:00:00Z"));
}

/** A number where the text is one; anything else goes on as it is, to be refused with its value. */
function parseNumber(text) {
  return text.trim() !== "" && Number.isFinite(Number(text)) ? Number(text) : text;
}

/** The URL of the form: the one typed, or the one that a bucket and a key make. */
function urlOf(form) {
  if (form.target === "url") return form.url;
  return s3Url({
    bucket: form.bucket,
    key: form.key,
    ...(form.endpoint && { endpoint: form.endpoint }),
    ...(form.region && { region: form.region }),
  });
}

const isDate = (date) => date.getUTCFullYear() >= 1970 && date.getUTCFullYear() <= 9999;

const PAYLOADS = {
  "": () => ({}),
  signed: () => ({ payload: "signed" }),
  unsigned: () => ({ payload: "unsigned" }),
  sha256: (form) => ({ payload: { sha256: form.sha256.trim() } }),
};

/** White space at the ends of these comes from pasting. A key may have it; of credentials it is a mistake to be told. */
const TRIMMED = ["method", "url", "endpoint", "bucket", "region", "service"];

function withoutPastedSpace(form) {
  return { ...form, ...Object.fromEntries(TRIMMED.map((name) => [name, form[name].trim()])) };
}

/** A bucket and a key are S3's, also where the host does not tell the service. */
function explainFor({ target, service }, signer, request, options) {
  try {
    return explain({ ...signer, ...(service && { service }) }, request, options);
  } catch (error) {
    if (error.code !== "SERVICE_UNKNOWN" || target !== "object") throw error;
    return explain({ ...signer, service: "s3" }, request, options);
  }
}

/**
 * `{ explanation, url }`, or `{ error: { field, message } }` with the URL if it could be made. `signedHeaders` names headers to
 * sign that are left out as a rule.
 */
export function explainForm(given, { includeKeys = false, now = new Date(), signedHeaders } = {}) {
  const form = withoutPastedSpace(given);
  let url;
  try {
    url = urlOf(form);
    const { accessKeyId, secretAccessKey, sessionToken } = form;
    const signer = {
      credentials: { accessKeyId, ...(secretAccessKey && { secretAccessKey }), ...(sessionToken && { sessionToken }) },
      ...(form.region && { region: form.region }),
    };
    const request = {
      url,
      ...(form.method && { method: form.method }),
      headers: parseHeaders(form.headers),
      ...(form.body && { body: form.body }),
    };
    const explanation = explainFor(form, signer, request, {
      placement: form.placement,
      includeKeys,
      signedHeaders,
      date: form.when === "now" ? now : parseDate(form.date),
      ...(form.placement === "query" && form.expiresIn !== "" && { expiresIn: parseNumber(form.expiresIn) }),
      ...PAYLOADS[form.payload](form),
    });
    return { explanation, url };
  } catch (error) {
    const field = fieldOf(error, form);
    return { url, error: { field, message: inWords(error, field) } };
  }
}

/** Which field an error code is about. */
const FIELD_OF_CODE = {
  CREDENTIALS_INVALID: "accessKeyId",
  ACCESS_KEY_ID_INVALID: "accessKeyId",
  SECRET_ACCESS_KEY_INVALID: "secretAccessKey",
  SESSION_TOKEN_INVALID: "sessionToken",
  REGION_UNKNOWN: "region",
  REGION_INVALID: "region",
  SERVICE_UNKNOWN: "service",
  SERVICE_INVALID: "service",
  METHOD_INVALID: "method",
  HEADER_NAME_INVALID: "headers",
  HEADER_VALUE_INVALID: "headers",
  HEADER_CONFLICT: "headers",
  HEADERS_TOO_MANY: "headers",
  DATE_INVALID: "date",
  EXPIRES_IN_INVALID: "expiresIn",
  PAYLOAD_INVALID: "payload",
  PAYLOAD_HASH_INVALID: "sha256",
  BODY_INVALID: "body",
  BUCKET_INVALID: "bucket",
  KEY_INVALID: "key",
  ENDPOINT_INVALID: "endpoint",
};

function fieldOf(error, form) {
  const field = error.field ?? FIELD_OF_CODE[error.code] ?? "url";
  if (field === "url" && form.target === "object") return form.endpoint ? "endpoint" : "bucket";
  if (field === "sha256" && form.payload !== "sha256") return "headers";
  if (field === "date" && (form.when === "now" || isDate(parseDate(form.date)))) return "headers";
  return field;
}

/** What an option is called on this page. */
const WORD_OF_OPTION = {
  accessKeyId: "access key id",
  secretAccessKey: "secret",
  sessionToken: "session token",
  expiresIn: "lifetime",
  url: "URL",
  sha256: "hash",
};

/** What is said of a code at a field, where the package speaks of its own options. */
const WORDS = {
  accessKeyId: { CREDENTIALS_INVALID: "Give an access key id: every signature names one." },
  date: {
    DATE_INVALID: "The date must be like 2026-01-31T12:00:00Z or 20260131T120000Z, in the years 1970 to 9999.",
  },
  headers: {
    DATE_INVALID: "A given x-amz-date must be like 20260131T120000Z.",
    PAYLOAD_HASH_INVALID:
      "A given x-amz-content-sha256 must be 64 lower-case hex digits, UNSIGNED-PAYLOAD or STREAMING-….",
  },
  sha256: { PAYLOAD_HASH_INVALID: "The hash must be 64 lower-case hex digits." },
};

/** The message without its code, as a sentence about the form. Anything but a refusal is a fault of the page and says so. */
function inWords(error, field) {
  if (error instanceof FieldError) return error.message;
  if (!error.code) return `The page failed: ${error.message}`;
  const words = WORDS[field]?.[error.code];
  if (words) return words;
  const text = error.message
    .replace(`${error.code}: `, "")
    .replace(/, got ""$/, "")
    .replace("credentials and options", "credentials and this form")
    .replace(/^(\w+) must\b/, (_, option) => `the ${WORD_OF_OPTION[option] ?? option} must`)
    .replace(/pass \{ (?:region|service) \}(.*), got .*/, "write it here$1");
  return `${text[0].toUpperCase()}${text.slice(1)}${/[.!?]$/.test(text) ? "" : "."}`;
}
