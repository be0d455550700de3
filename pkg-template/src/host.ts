import { SigV4Error } from "./errors.js";

/**
 * Calls with the URL as it is; when its host is refused, once more with the host as every HTTP client spells it
 * (punycode, canonical IP addresses). Nothing but the authority is rewritten.
 */
export function withHost<T>(url: string, call: (url: string) => T): T {
  try {
    return call(url);
  } catch (error) {
    const respelt = error instanceof SigV4Error && error.code === "HOST_INVALID" ? respell(url) : undefined;
    if (respelt === undefined) throw error;
    return call(respelt);
  }
}

function respell(url: string): string | undefined {
  const [whole, scheme = "", authority = ""] = /^((?:http|ws)s?:\/\/)([^/?#\\@\s]+)(?=[/?#]|$)/i.exec(url) ?? [];
  if (whole === undefined || !URL.canParse(`${scheme}${authority}/`)) return undefined;
  return scheme + new URL(`${scheme}${authority}/`).host + url.slice(whole.length);
}
