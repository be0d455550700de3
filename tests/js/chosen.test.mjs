// Which of several tries in a log the Doctor's boxes are filled with.
import assert from "node:assert/strict";
import { test } from "node:test";
import { recognise } from "../../pkg/doctor.js";
import { chosen, ofAnotherTry } from "../../www/doctor/chosen.js";

const ANSWER = "<Error><Code>SignatureDoesNotMatch</Code></Error>\n";
const [FIRST, NEXT, EXAMPLE] = ["20261127T100000Z", "20261127T100003Z", "20150830T123600Z"];
const HEAD = `HTTP/1.1 403 Forbidden\nx-amzn-ErrorType: InvalidSignatureException\n\n{"message": "Signature expired"}\n\n`;
const KEY = "AWS_ACCESS_KEY_ID=AKIAIOSFODNN7EXAMPLE\n";

const own = (time) => `CanonicalRequest:
GET
/a

host:b.s3.amazonaws.com
x-amz-date:${time}

host;x-amz-date
UNSIGNED-PAYLOAD
StringToSign:
AWS4-HMAC-SHA256
${time}
${time.slice(0, 8)}/us-east-1/s3/aws4_request
8022bfe928617feede7994648f87933711ea8a747ae696acca56baa0a9fb9970
`;
const sent = (time) => `GET /a HTTP/1.1\nHost: b.s3.amazonaws.com\nX-Amz-Date: ${time}\n\n`;
const wholeTry = (time) => own(time) + sent(time) + ANSWER;

/** The fields that are filled, and of which tries. */
function filled(paste) {
  const texts = chosen(recognise(paste));
  const times = [FIRST, NEXT, EXAMPLE].filter((time) => Object.values(texts).some((text) => text.includes(time)));
  return [Object.keys(texts).sort().join(" "), times];
}

const ALL = "canonicalRequest request response stringToSign";
const OWN_AND_ANSWER = "canonicalRequest response stringToSign";
for (const [name, log, fields, times] of [
  ["the last try is cut", wholeTry(FIRST) + own(NEXT), ALL, [FIRST]],
  ["the first try is cut", own(FIRST) + wholeTry(NEXT), ALL, [NEXT]],
  ["both are whole: the last one is read", wholeTry(FIRST) + wholeTry(NEXT), ALL, [NEXT]],
  ["an answer tells no time", sent(FIRST) + ANSWER + sent(NEXT), "request response", [FIRST]],
  ["one try has two times", sent(FIRST) + own(NEXT), "canonicalRequest request stringToSign", [FIRST, NEXT]],
  ["nothing tells a time", ANSWER, "response", []],
  ["a second call of the same second", own(FIRST) + ANSWER + own(FIRST).replace("/a", "/b"), OWN_AND_ANSWER, [FIRST]],
  ["an answer in two pieces", sent(FIRST) + HEAD + own(FIRST), ALL, [FIRST]],
  ["an example of the documentation", own(FIRST) + ANSWER + own(EXAMPLE), OWN_AND_ANSWER, [FIRST]],
  [
    "an example and what is not of the try",
    sent(FIRST) + ANSWER + own(EXAMPLE) + KEY,
    "accessKeyId request response",
    [FIRST],
  ],
  ["an example alone", own(EXAMPLE) + ANSWER, OWN_AND_ANSWER, [EXAMPLE]],
  ["a key is of every try", KEY + sent(FIRST) + ANSWER + sent(NEXT) + ANSWER, "accessKeyId request response", [NEXT]],
]) {
  test(`boxes of a log: ${name}`, () => assert.deepEqual(filled(log), [fields, times]));
}

test("boxes of a log: the error fills the box and not a mention of it", () => {
  const texts = chosen(recognise(`${ANSWER}\nupload failed: SignatureDoesNotMatch\n`));
  assert.equal(texts.response, ANSWER.trim());
});

test("boxes of a log: a second call of the same second is not mixed with the one that failed", () => {
  const failed = own(FIRST) + ANSWER;
  const texts = chosen(recognise(failed + own(FIRST).replace("/a", "/b") + sent(FIRST).replace("/a", "/b")));
  assert.deepEqual(texts, chosen(recognise(failed)));
});

test("boxes of a comparison: the service's string, pasted below one's own, is not the caller's", () => {
  const [mine, theirs] = ["a=1&q=%22", 'a=1&q="'].map(
    (query) => `GET\n/\n${query}\nhost:h\nx-amz-date:${FIRST}\n\nhost\n`,
  );
  const xml = theirs.replace(/&/g, "&amp;").replace(/"/g, "&quot;");
  for (const answer of [
    `<Error><Code>SignatureDoesNotMatch</Code><CanonicalRequest>${xml}UNSIGNED-PAYLOAD</CanonicalRequest></Error>`,
    JSON.stringify({
      message: `The Canonical String for this request should have been\n'${theirs}UNSIGNED-PAYLOAD'\n`,
    }),
  ]) {
    const paste = (...own) => chosen(recognise([...own.map((each) => `${each}UNSIGNED-PAYLOAD\n`), answer].join("\n")));
    assert.equal(paste(mine, theirs).canonicalRequest, `${mine}UNSIGNED-PAYLOAD`);
    assert.equal(paste(theirs, mine).canonicalRequest, `${mine}UNSIGNED-PAYLOAD`);
    assert.equal(paste(theirs).canonicalRequest, `${theirs}UNSIGNED-PAYLOAD`);
  }
});

const OWN = "canonicalRequest stringToSign";
const SIGNATURE = "8022bfe928617feede7994648f87933711ea8a747ae696acca56baa0a9fb9970";
const KEYS = { accessKeyId: "AKIAIOSFODNN7EXAMPLE", secretAccessKey: "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY" };
const echo = (
  time,
) => `<Error><Code>SignatureDoesNotMatch</Code><Key>20200101T000000Z</Key><StringToSign>AWS4-HMAC-SHA256
${time}
${time.slice(0, 8)}/us-east-1/s3/aws4_request
${SIGNATURE}</StringToSign></Error>`;
const expired = (time) =>
  `<Error><Message>Signature expired: ${time} is now earlier than 20261127T110000Z</Message></Error>`;
for (const [name, before, next, fields] of [
  ["a second try", wholeTry(FIRST), sent(NEXT) + ANSWER, OWN],
  ["a second try without an answer", wholeTry(FIRST), sent(NEXT), OWN],
  ["the strings of a second try", wholeTry(FIRST), own(NEXT), "request"],
  ["the service's strings of a second try", own(FIRST), echo(NEXT), OWN],
  ["an answer that tells the time of another try", sent(FIRST), expired(NEXT), "request"],
  ["an answer that told the time of another try", expired(FIRST), sent(NEXT), "response"],
  ["the same try, piece by piece", sent(FIRST) + expired(FIRST), own(FIRST), ""],
  ["its answer", own(FIRST) + sent(FIRST), ANSWER, ""],
  ["its answer, with strings", own(FIRST) + sent(FIRST), echo(FIRST), ""],
  ["the secret", wholeTry(FIRST), `AWS_SECRET_ACCESS_KEY=${KEYS.secretAccessKey}`, ""],
  ["a time in the key, which is no try's", sent(FIRST).replace("/a", "/20200101T000000Z"), own(FIRST), ""],
  ["two times in one paste", own(FIRST), sent(FIRST) + own(NEXT), ""],
]) {
  test(`boxes of an earlier paste: ${name}`, () => {
    const [held, taken] = [before, next].map((paste) => chosen(recognise(paste)));
    const others = ofAnotherTry({ ...held, ...KEYS }, taken);
    assert.equal(others.map(([field]) => field).join(" "), fields);
    for (const [field, text] of others) assert.equal(text, held[field]);
  });
}

test("boxes of an earlier paste: a signature goes with what it signs, and stays where nothing goes", () => {
  const held = { ...KEYS, region: "us-east-1", request: sent(FIRST), signature: SIGNATURE };
  assert.deepEqual(ofAnotherTry(held, { request: sent(NEXT) }), [["signature", SIGNATURE]]);
  assert.deepEqual(ofAnotherTry(held, { request: sent(FIRST) }), []);
  assert.deepEqual(ofAnotherTry({ signature: SIGNATURE }, { request: sent(NEXT) }), []);
});
