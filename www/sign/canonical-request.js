// Step 1: what was given, what it became, and why, part by part; then the text that is hashed.
import { count, h } from "../parts/dom.js";
import { diffCharacters } from "../parts/diff.js";
import { chip, traced } from "../parts/chips.js";
import { redraw } from "../parts/changes.js";
import { inSentence } from "../parts/invisible.js";
import { prose } from "../parts/prose.js";

/** Each rule in words, where it is followed and where not. */
export const RULES = {
  doubleEncodePath: ["path encoded twice", "path encoded once"],
  normalizePath: ["dot segments removed", "dot segments kept"],
  contentSha256Header: ["payload hash also as a header", "no payload hash header"],
  signSessionToken: ["session token signed", "session token added after signing"],
};

/** More rows of one part would make typing slow; the text below has them all. */
const MOST_ROWS = 300;

const ABSENT = () => h("span", { class: "absent" }, "none given");
const ADDED = () => h("span", { class: "absent" }, "added");

const runs = (list) => list.map(({ text, differs }) => (differs ? h("mark", {}, inSentence(text)) : inSentence(text)));

/** The two cells of a text and what it became, their differing characters marked. */
function cells(given, became, values) {
  if (given === null) return { given: ADDED(), became: traced(became, values, { chips: true }) };
  if (given === became)
    return { given: inSentence(given), became: traced(became, values, { chips: true }), same: true };
  const { left, right } = diffCharacters(given, became);
  return { given: runs(left), became: runs(right) };
}

function methodRows({ method }, form) {
  if (!form.method) return [{ given: ABSENT(), became: method, why: "The method that such a request has." }];
  const row = cells(form.method, method, []);
  return [{ ...row, why: row.same ? "The method, as it is sent." : "The method, in capitals as clients send it." }];
}

/** What follows the first `#` of a URL goes no further than the client. */
function fragmentRows({ target, url }) {
  const at = url.indexOf("#");
  if (target === "object" || at < 0) return [];
  const why = "What follows `#` is never sent. In a key write `%23`, or give the address as bucket + key.";
  return [{ given: h("s", {}, url.slice(at)), became: h("span", { class: "absent" }, "left out"), why, skipped: true }];
}

const uriRows = (canonical, form) => [...pathRows(canonical, form), ...fragmentRows(form)];

function pathRows({ uri }, form) {
  if (form.target === "object") {
    return [
      {
        ...cells(form.key, uri.canonical, []),
        why: "The key is made into a path: all but letters, digits, `-` `.` `_` `~` and `/` is encoded, byte by byte, once.",
      },
    ];
  }
  if (uri.segments.length <= 1) {
    return [{ ...cells(uri.raw, uri.canonical, []), why: uri.segments[0]?.note ?? "The path, as it was given." }];
  }
  return uri.segments.map(({ raw, canonical, note }) => {
    if (raw !== canonical && canonical === "") {
      return {
        given: h("s", {}, `/${raw}`),
        became: h("span", { class: "absent" }, "removed"),
        why: note,
        skipped: true,
      };
    }
    const { given, became, same } = cells(raw, canonical, []);
    const slash = () => h("span", { class: "slash" }, "/");
    return { given: [slash(), given], became: [slash(), became], same, why: note ?? "As it was given." };
  });
}

const place = (index) => h("span", { class: "place" }, String(index + 1));

function queryRows({ query }, values) {
  if (!query.parameters.length && !query.dropped.length) {
    return [
      {
        given: ABSENT(),
        became: h("span", { class: "absent" }, "an empty line"),
        why: "Without a query its line stays, empty.",
        same: true,
      },
    ];
  }
  const pieces = query.canonical.split("&");
  const kept = query.parameters.map(({ name, raw, givenAt, moved, note, origin }, index) => {
    const canonical = pieces[index];
    const { given, became, same } = cells(origin === "added" ? null : raw, canonical, values);
    return {
      name,
      given: givenAt === null ? given : [place(givenAt), given],
      became: [place(index), became],
      same: same && !moved,
      moved,
      why:
        note ??
        (givenAt === index ? "In its place already." : "In its place already: added ones are sorted in before it."),
    };
  });
  const dropped = query.dropped.map(({ raw, givenAt, reason }) => ({
    given: [place(givenAt), h("s", {}, raw)],
    became: h("span", { class: "absent" }, "left out"),
    why: reason,
    skipped: true,
  }));
  return [...kept, ...dropped];
}

function headerRows({ headers }, form, values) {
  const lines = new Set(form.headers.split("\n"));
  /** As it was typed: the space after the colon is none of the value. */
  const typed = (name, value) =>
    lines.has(`${name}: ${value.split("\n", 1)[0]}`) ? `${name}: ${value}` : `${name}:${value}`;
  const signed = headers.signed.map(({ name, rawName, rawValues, value, origin, note }) => {
    const canonical = `${name}:${value}`;
    if (origin === "added") return { name, ...cells(null, canonical, values), why: note ?? "Added by the signer." };
    const given = rawValues.map((raw) => typed(rawName, raw)).join("\n");
    const row = cells(given, canonical, values);
    return { name, ...row, why: note ?? (row.same ? "As it was given." : "Without the space after the colon.") };
  });
  const skipped = headers.skipped.map(({ name, reason }) => ({
    name,
    given: h("s", {}, name),
    became: h("span", { class: "absent" }, "left out"),
    why: reason,
    skipped: true,
  }));
  return [...signed, ...skipped];
}

function signedHeadersRows({ signedHeaders }, values) {
  return [
    {
      given: h("span", { class: "absent" }, "the names above"),
      became: traced(signedHeaders, values),
      same: true,
      why: "It tells the server which headers to take; all others may change on the way.",
    },
  ];
}

function payloadRows({ payloadHash }, form) {
  const bytes = new TextEncoder().encode(form.body).length;
  return [
    {
      given: bytes
        ? h("span", { class: "absent" }, `a body of ${count(bytes, "byte")}`)
        : h("span", { class: "absent" }, "no body"),
      became: chip("payloadHash", payloadHash.value),
      why: payloadHash.why,
    },
  ];
}

const PARTS = [
  { part: "method", name: "Method", rows: methodRows },
  { part: "uri", name: "URI", rows: uriRows },
  { part: "query", name: "Query", rows: (canonical, _form, values) => queryRows(canonical, values) },
  { part: "headers", name: "Headers", rows: headerRows },
  {
    part: "signedHeaders",
    name: "Signed headers",
    rows: (canonical, _form, values) => signedHeadersRows(canonical, values),
  },
  { part: "payloadHash", name: "Payload hash", rows: payloadRows },
];

/** Sentences of an explanation begin with a capital and end with a full stop here. */
function sentence(text) {
  const whole = /[.!?]$/.test(text) ? text : `${text}.`;
  return /^[a-z]/.test(whole) ? whole[0].toUpperCase() + whole.slice(1) : whole;
}

/** A row keeps its key when another comes before it: its name, or its place where it has none. */
function keysOf(rows, part) {
  const seen = new Map();
  return rows.map(({ name }, index) => {
    if (name === undefined) return `${part}-${index}`;
    seen.set(name, (seen.get(name) ?? 0) + 1);
    return `${part}-${name}-${seen.get(name)}`;
  });
}

function tableRow({ given, became, why, same, moved, skipped }, key, rowHeader) {
  const state = skipped ? "skipped" : same ? "same" : moved ? "moved" : "";
  return h(
    "tr",
    { role: "row", class: `${state} ${rowHeader ? "first" : ""}`.trim() },
    rowHeader,
    h("td", { role: "cell", class: "given" }, given),
    h("td", { role: "cell", class: "became", "data-key": key }, became),
    h("td", { role: "cell", class: "why" }, prose(sentence(why))),
  );
}

/** Those that are drawn, and one that says how many are not. */
function drawn(rows) {
  if (rows.length <= MOST_ROWS) return rows;
  const more = count(rows.length - MOST_ROWS, "more row");
  const rest = {
    given: h("span", { class: "absent" }, more),
    became: "…",
    why: "Too many for a table: the text below has them all.",
  };
  return [...rows.slice(0, MOST_ROWS), { ...rest, same: true }];
}

export function drawCanonicalRequest(container, explanation, form, values) {
  const { canonicalRequest, placement, rules, service } = explanation;
  // A signature in the URL adds no header.
  const ruleNames = Object.keys(RULES).filter((rule) => placement === "header" || rule !== "contentSha256Header");
  const groups = PARTS.map(({ part, name, rows }) => {
    const list = drawn(rows(canonicalRequest, form, values));
    const keys = keysOf(list, part);
    const head = h(
      "th",
      { scope: "rowgroup", role: "rowheader", rowspan: String(list.length), class: "part-name" },
      h("span", { class: "part" }, name),
    );
    return h(
      "tbody",
      { role: "rowgroup", "data-part": part, "data-place": `Step 1, ${name.toLowerCase()}` },
      list.map((row, index) => tableRow(row, keys[index], index === 0 && head)),
    );
  });
  const columns = ["Part", "You gave", "It became", "Why"];
  redraw(container, [
    h(
      "p",
      { class: "rules" },
      h("b", {}, service),
      "’s rules: ",
      ruleNames.map((rule) => RULES[rule][rules[rule] ? 0 : 1]).join(" · "),
    ),
    h(
      "table",
      { class: "ledger", role: "table", "aria-label": "What each part of the request became, and why" },
      h(
        "thead",
        { role: "rowgroup" },
        h(
          "tr",
          { role: "row" },
          columns.map((column) => h("th", { role: "columnheader", scope: "col" }, column)),
        ),
      ),
      groups,
    ),
  ]);
}
