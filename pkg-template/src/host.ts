import { SigV4Error, type SigV4ErrorCode } from "./errors.js";

const REFUSED_HOST = new Set<SigV4ErrorCode>(["HOST_INVALID", "ENDPOINT_INVALID"]);

/**
 * Calls with the URL as it is; when its host is refused, once more with the host as every HTTP client spells it
 * (punycode, canonical IP addresses). Nothing but the authority is rewritten.
 */
export function withHost<T>(url: string, call: (url: string) => T): T {
  try {
    return call(url);
  } catch (error) {
    const respelt = error instanceof SigV4Error && REFUSED_HOST.has(error.code) ? respell(url) : undefined;
    if (respelt === undefined) throw error;
    return call(respelt);
  }
}

function respell(url: string): string | undefined {
  const [, scheme = "", authority = ""] = /^((?:http|ws)s?:\/\/)([^/?#\\@\s]+)(?=[/?#]|$)/i.exec(url) ?? [];
  const host = hostOf(scheme + authority);
  return host && scheme + host + url.slice(scheme.length + authority.length);
}

/** Not by URL.canParse(): once Node 20 and 22 have optimised a call, it is false for short URLs with letters like é. */
function hostOf(origin: string): string | undefined {
  try {
    // With a path: URL takes away control characters at the end.
    return new URL(`${origin}/`).host;
  } catch {
    return undefined;
  }
}
