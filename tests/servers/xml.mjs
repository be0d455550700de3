// Reads the few shapes of XML that S3 answers with. Not a parser: no attributes, CDATA or nesting of a name in itself.

const entities = { amp: "&", lt: "<", gt: ">", quot: '"', apos: "'" };

function decode(text) {
  return text.replace(/&(?:#x([0-9a-f]+)|#(\d+)|(\w+));/gi, (whole, hex, decimal, name) =>
    name ? (entities[name] ?? whole) : String.fromCodePoint(parseInt(hex ?? decimal, hex ? 16 : 10)),
  );
}

/** The text of every element of this name, in order. */
export function elements(xml, name) {
  return [...xml.matchAll(new RegExp(`<${name}(?: [^>]*)?>([^<]*)</${name}>`, "g"))].map(([, text]) => decode(text));
}

export function element(xml, name) {
  return elements(xml, name)[0];
}

/** The leaves of an error document: { Code, Message, CanonicalRequest, … }. */
export function readError(xml) {
  const inner = /<Error>(.*)<\/Error>/s.exec(xml)?.[1] ?? "";
  return Object.fromEntries([...inner.matchAll(/<(\w+)>([^<]*)<\/\1>/g)].map(([, name, text]) => [name, decode(text)]));
}

/** Names of a listing with encoding-type=url, where a space may be `+` or `%20`. */
export function listedNames(xml, name) {
  return elements(xml, name).map((text) => decodeURIComponent(text.replaceAll("+", "%20")));
}
