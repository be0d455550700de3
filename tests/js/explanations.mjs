// How an Explanation hangs together: what in it is made of what.
import assert from "node:assert/strict";
import { hmac, sha256 } from "../support/hashes.mjs";

/** What of an explanation is made of what, as steps of name, whole, and the parts put together. */
export function wholes(
  { canonicalRequest, stringToSign, signingKey, signature, result, ...scope },
  { secretAccessKey },
) {
  const { method, uri, query, headers, signedHeaders, payloadHash } = canonicalRequest;
  const [day] = stringToSign.dateTime.split("T");
  const credentialScope = `${day}/${scope.region}/${scope.service}/aws4_request`;
  const keys = [`AWS4${secretAccessKey}`];
  for (const part of credentialScope.split("/")) keys.push(hmac(keys.at(-1), part));
  const { algorithm, dateTime, canonicalRequestHash } = stringToSign;
  return [
    [
      "canonicalRequest.text",
      canonicalRequest.text,
      [method, uri.canonical, query.canonical, headers.canonical, signedHeaders, payloadHash.value].join("\n"),
    ],
    ["uri of lines", textOf(canonicalRequest.lines, "uri"), uri.canonical],
    ["query of lines", textOf(canonicalRequest.lines, "query"), query.canonical],
    ["headers of lines", textOf(canonicalRequest.lines, "headers"), headers.canonical],
    ["lines", canonicalRequest.lines.map((line) => line.text).join("\n"), canonicalRequest.text],
    ["raw segments", `/${uri.segments.map((each) => each.raw).join("/")}`, uri.raw],
    ["uri.canonical", uri.canonical, pathOf(uri.segments, scope.rules.normalizePath)],
    ["query.raw", query.raw, rawQuery(query)],
    ["query.canonical", query.canonical, query.parameters.map(({ name, value }) => `${name}=${value}`).join("&")],
    ["decoded names", query.parameters.map((each) => each.decodedName).join(), decoded(query.parameters, "name")],
    ["decoded values", query.parameters.map((each) => each.decodedValue).join(), decoded(query.parameters, "value")],
    ["headers.canonical", headers.canonical, headers.signed.map(({ name, value }) => `${name}:${value}\n`).join("")],
    ["signedHeaders", signedHeaders, headers.signed.map((each) => each.name).join(";")],
    ["sha256", canonicalRequest.sha256, sha256(canonicalRequest.text)],
    ["canonicalRequestHash", canonicalRequestHash, canonicalRequest.sha256],
    ["stringToSign", stringToSign.text, [algorithm, dateTime, credentialScope, canonicalRequestHash].join("\n")],
    ["lines to sign", stringToSign.lines.map((line) => line.text).join("\n"), stringToSign.text],
    ["credentialScope", stringToSign.credentialScope, credentialScope],
    ["signingKey", Object.values(signingKey).join(), hexOf(keys)],
    ["signature", signature, hmac(keys.at(-1), stringToSign.text).toString("hex")],
    ["urlParts", result.urlParts.map((part) => part.text).join(""), result.url],
    ["result.authorization", result.authorization, result.headers.authorization],
    ["notes", missingNotes(canonicalRequest, scope.rules).join(), ""],
  ];
}

/** The lines or pieces of one part. */
function textOf(parts, name) {
  return parts
    .filter(({ part }) => part === name)
    .map(({ text }) => text)
    .join("\n");
}

function hexOf([, ...keys]) {
  return keys.map((key) => key.toString("hex")).join();
}

/** Segments that were removed are empty; an empty one at the end is the slash there. */
function pathOf(segments, isNormalized) {
  const texts = segments.map((each) => each.canonical);
  if (!isNormalized) return `/${texts.join("/")}`;
  const kept = texts.filter((text) => text !== "");
  const endsInSlash = kept.length > 0 && segments.at(-1).raw === "";
  return `/${kept.join("/")}${endsInSlash ? "/" : ""}`;
}

function rawQuery({ parameters, dropped }) {
  const given = [...parameters.filter((each) => each.origin === "request"), ...dropped];
  const inOrder = given.sort((a, b) => a.givenAt - b.givenAt);
  assert.deepEqual(
    inOrder.map((each) => each.givenAt),
    inOrder.map((_, place) => place),
  );
  return inOrder.map((each) => each.raw).join("&");
}

function decoded(parameters, member) {
  return parameters.map((each) => decodeURIComponent(each[member])).join();
}

/** What changed without a reason, or has one without a change. */
function missingNotes({ uri, query, headers }, { normalizePath }) {
  const own = query.parameters.filter((each) => each.origin === "request");
  const inOrder = own.toSorted((a, b) => a.givenAt - b.givenAt);
  const isMoved = (parameter) => own.indexOf(parameter) !== inOrder.indexOf(parameter);
  assert.deepEqual(
    query.parameters.map((each) => each.moved),
    query.parameters.map(isMoved),
  );
  const isGiven = ({ name, value, rawName, rawValues }) => name === rawName && rawValues.join("\0") === value;
  const isRemoved = (segment) => normalizePath && segment.raw === "" && segment !== uri.segments.at(-1);
  const explained = [
    ...uri.segments.map((each) => [each.raw, each.raw !== each.canonical || isRemoved(each), each.note]),
    ...query.parameters.map((each) => [
      each.name,
      each.raw !== `${each.name}=${each.value}` || isMoved(each),
      each.note,
    ]),
    ...headers.signed.map((each) => [each.name, !isGiven(each), each.note]),
    ...headers.skipped.map((each) => [each.name, true, each.reason]),
    ...query.dropped.map((each) => [each.raw, true, each.reason]),
  ];
  return explained
    .filter(([, hasChanged, reason]) => hasChanged !== Boolean(reason))
    .map(([text]) => JSON.stringify(text));
}
