// Why a page sees no answer, in plain words. The browser itself says only "Failed to fetch", whatever the reason.
import { h } from "../parts/dom.js";
import { copyButton } from "../parts/copy.js";
import { prose } from "../parts/prose.js";
import { asksFirst, isLoopback } from "./sendable.js";

/** Addresses of this machine and of the networks that it is in (RFC 1918, RFC 3927, RFC 6762). */
const isNear = (hostname) =>
  isLoopback(hostname) || /^(10|192\.168|169\.254|172\.(1[6-9]|2\d|3[01]))\.[\d.]+$|\.local$/.test(hostname);

/** The rule that lets this page in, as S3 and its like take it. */
function corsRule({ method, headers }) {
  const rule = {
    AllowedOrigins: [location.origin],
    AllowedMethods: [method],
    AllowedHeaders: headers.map(([name]) => name),
    ExposeHeaders: ["ETag", "x-amz-request-id"],
  };
  return JSON.stringify({ CORSRules: [rule] }, null, 2);
}

function reasons(request) {
  const { method, url } = request;
  const { host, hostname, origin, protocol } = new URL(url);
  const isElsewhere = origin !== location.origin;
  const asked = asksFirst(request)
    ? `Before it sends this ${method}, the browser asks ${host} by OPTIONS whether a page of \`${location.origin}\` may. Without a yes it sends nothing.`
    : `The request was sent, and ${host} may have acted on it. Its answer does not say that a page of \`${location.origin}\` may read it, so the browser keeps it.`;
  return [
    isElsewhere && ["The service has no CORS rule for this page.", asked],
    isElsewhere && [
      "It refused, and the refusal is hidden.",
      "Ceph and others answer an error such as 403 without CORS headers, although the bucket has a rule. The page then sees neither the status nor the reason.",
    ],
    [
      "Nobody answered.",
      `No server at \`${host}\`, another port, no network${protocol === "https:" ? ", a certificate the browser does not trust" : ""}, or a connection that broke off.`,
    ],
    isNear(hostname) &&
      !isNear(location.hostname) && [
        "The browser guards this machine and its network.",
        "A page from elsewhere may reach them only where the browser has been told so: some ask, some refuse.",
      ],
  ].filter(Boolean);
}

/** What may have happened, what tells it, and the rule that would let the page in. */
export function unseen({ request, curl, service, failure }) {
  const rule = corsRule(request);
  return [
    h(
      "p",
      { class: "answer-says" },
      "The browser shows this page no answer, and for reasons of security does not say why. It says: ",
      h("code", {}, failure.replace(/\.$/, "")),
      ". It is one of these:",
    ),
    h(
      "ol",
      { class: "reasons" },
      reasons(request).map(([name, text]) => h("li", {}, h("b", {}, name), " ", prose(text))),
    ),
    h(
      "p",
      { class: "answer-next" },
      copyButton(() => curl, "the curl command", "Copy the curl command"),
      h("span", { class: "aside" }, "It knows no such rules and prints the answer, which the Doctor reads."),
    ),
    service === "s3" &&
      new URL(request.url).origin !== location.origin &&
      h(
        "details",
        { class: "folded" },
        h("summary", {}, "The CORS rule that lets this page in"),
        h(
          "div",
          { class: "text-head" },
          h("p", { class: "aside" }, "For the bucket, with ", h("code", {}, "aws s3api put-bucket-cors"), "."),
          copyButton(() => rule, "the CORS rule"),
        ),
        h("pre", { class: "protocol plain" }, rule),
      ),
  ];
}
