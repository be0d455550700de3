// Texts of services, which come without a line break, set so that a person can read them.

/** `{ kind, text }`: XML and JSON indented, anything else as it is. Text that was cut short is as good. */
export function readable(text) {
  if (/^\s*(<\?xml|<[A-Za-z])/.test(text) && !/^\s*(<!doctype|<html)/i.test(text)) {
    return { kind: "XML", text: />\s*\n\s*</.test(text.replace(/^\s*<\?.*?\?>\s*/s, "")) ? text : indentXml(text) };
  }
  try {
    if (/^\s*[{[]/.test(text)) return { kind: "JSON", text: JSON.stringify(JSON.parse(text), null, 2) };
  } catch {
    // It only looks like JSON.
  }
  return { kind: "text", text };
}

/** A line for each element; one that holds only text stays on its line, with the line breaks of its text. */
function indentXml(text) {
  const lines = [];
  let depth = 0;
  let before = "start";
  for (const token of text.match(/<[^>]*>?|[^<]+/g) ?? []) {
    const kind = !token.startsWith("<")
      ? "text"
      : token.startsWith("</")
        ? "end"
        : /^<[?!]|\/>$/.test(token)
          ? "whole"
          : "start";
    if (kind === "text" && !token.trim()) continue;
    if (kind === "end") depth = Math.max(0, depth - 1);
    const joins = lines.length > 0 && (kind === "text" || (kind === "end" && before !== "end" && before !== "whole"));
    if (joins) lines[lines.length - 1] += token;
    else lines.push(`${"  ".repeat(depth)}${token}`);
    if (kind === "start") depth += 1;
    before = kind;
  }
  return lines.join("\n");
}

/** What a service says of its error, in any of the forms that AWS and its like use: `{ code, message }`, or null. */
export function errorOf(text) {
  const element = (name) => decodeEntities(new RegExp(`<${name}>([^<]*)</${name}>`).exec(text)?.[1]);
  const xml = { code: element("Code"), message: element("Message") };
  if (xml.code) return xml;
  try {
    const { __type, code = __type, Code = code, message, Message = message } = JSON.parse(text);
    const [name, says] = [Code, Message].map((value) => (typeof value === "string" ? value : undefined));
    if (name !== undefined) return { code: name.split("#").at(-1), message: says };
    return says === undefined ? null : { code: "", message: says };
  } catch {
    return null;
  }
}

const ENTITIES = { lt: "<", gt: ">", amp: "&", quot: '"', apos: "'" };
const decodeEntities = (text) => text?.replace(/&(lt|gt|amp|quot|apos);/g, (_, name) => ENTITIES[name]);
