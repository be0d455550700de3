// What became of a request, in a few words.
import { errorOf } from "../parts/readable.js";
import { SECONDS } from "./send.js";

/** Answers to which the signature, its date or its key may be the reason. */
const FOR_DOCTOR = [400, 401, 403];

/** The text of a body, or null where it is none. A character that was cut in two is left out. */
export function textOf(bytes) {
  try {
    const text = new TextDecoder("utf-8", { fatal: true }).decode(bytes, { stream: true });
    return text.includes("\0") ? null : text;
  } catch {
    return null;
  }
}

/** Without an answer: each way in which it ended. */
const ENDS = {
  "by you": ({ unknown }) => ({ name: "Stopped", says: `You stopped it.${unknown}` }),
  "too late": ({ host, unknown }) => ({
    name: "No answer in time",
    says: `${host} did not answer within ${SECONDS} seconds.${unknown}`,
  }),
  "not started": () => ({ name: "Not sent", says: "The page could not load its part that sends. Load the page anew." }),
  "not allowed": () => ({
    name: "Not sent",
    says: "The host of this page sends a Content-Security-Policy with sign/sender.js, which then may not talk to any server.",
  }),
};

/** `{ name, code, says, isGood, isUnseen, forDoctor }` */
export function outcome({ answer, request }) {
  const { host } = new URL(request.url);
  if (answer.stopped) {
    const isHarmless = ["GET", "HEAD"].includes(request.method);
    return ENDS[answer.stopped]({ host, unknown: isHarmless ? "" : ` Whether ${host} has acted on it is not known.` });
  }
  if (answer.failure !== undefined) return { name: "No answer that a page may see", isUnseen: true };
  if (answer.type === "opaqueredirect") {
    return {
      name: "A redirect",
      says: "It was not followed, since what is signed is for one host, and the browser does not show where to. On S3 it mostly means that the bucket is in another region: curl shows which.",
    };
  }
  const { status, statusText } = answer;
  const text = textOf(answer.bytes);
  const error = status >= 400 && text ? errorOf(text) : null;
  return {
    name: `${status} ${statusText}`.trim(),
    code: error?.code,
    says: error?.message ?? (status < 300 ? "The service accepted it." : ""),
    isGood: status < 400,
    forDoctor: FOR_DOCTOR.includes(status),
  };
}

/** The answer as raw HTTP, as the Doctor reads it. */
export function asHttp({ status, statusText, headers, bytes }) {
  const lines = headers.map(([name, value]) => `${name}: ${value}\n`).join("");
  return `HTTP/1.1 ${status} ${statusText}\n${lines}\n${textOf(bytes) ?? ""}`;
}
