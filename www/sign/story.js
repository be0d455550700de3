// What happens to this request, in one sentence.
import { count, h } from "../parts/dom.js";
import { momentOf } from "../parts/date-time.js";
import { duration } from "../parts/duration.js";

export function story(explanation) {
  const { canonicalRequest, placement, region, service, stringToSign, result } = explanation;
  const { method, uri, query, headers, lines } = canonicalRequest;
  const encoded = uri.segments.filter(({ raw, canonical }) => raw !== canonical).length;
  const moved = query.parameters.filter((parameter) => parameter.moved).length;
  const added = query.parameters.filter(({ origin }) => origin === "added").length;
  const facts = [
    encoded && `${count(encoded, "path segment")} encoded`,
    moved && `${count(moved, "parameter")} moved`,
    added && `${count(added, "parameter")} added`,
    `${count(headers.signed.length, "header")} signed`,
    headers.skipped.length && `${headers.skipped.length} left out`,
  ]
    .filter(Boolean)
    .join(", ");
  const { dateTime } = stringToSign;
  const day = `${dateTime.slice(0, 4)}-${dateTime.slice(4, 6)}-${dateTime.slice(6, 8)}`;
  return [
    "Your ",
    h("b", { class: "part", "data-part": "method" }, method),
    ` becomes ${count(lines.length, "exact line")} (${facts}); their hash, tied to `,
    h("b", {}, service),
    " in ",
    h("b", {}, region),
    " on ",
    h("span", { class: "day" }, day),
    ", is signed into ",
    signedInto(placement, result, stringToSign),
    ".",
  ];
}

function signedInto(placement, result, { dateTime }) {
  if (placement === "header") return "an Authorization header";
  if (!result?.expiresAt) return "the URL itself";
  return `a URL that works for ${duration(Date.parse(result.expiresAt) - momentOf(dateTime))}`;
}
