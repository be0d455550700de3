// The same requests through @smithy/signature-v4, aws4 and aws4fetch. What differs is a list with reasons, checked both
// ways: a difference that is new fails, and so does one that is gone.
import assert from "node:assert/strict";
import { test } from "node:test";
import { Signer } from "../../pkg/index.js";
import { corpus, strictRequests } from "./corpus.mjs";
import { DATE, EXPIRES_IN, PEERS, REGION } from "./peers.mjs";

const SMITHY = "@smithy/signature-v4";

/** `only`: the service, the placement or both, where it is not all of them. `throws`: the peer refuses the request. */
const KNOWN = [
  {
    peers: [SMITHY],
    only: "s3",
    names: ["/a!b", "/a*b", "/a'b", "/a(b)c", "/a=b", "/a:b", "/a@b", "/a;b", "/a,b", "/a$b", "/a&b"],
    reason: "signs an S3 path as given, since its SDK encodes keys first; S3 itself encodes",
  },
  {
    peers: [SMITHY],
    only: "s3",
    names: ["/%7Ea", "/%61bc", "/a%2Fb", "/a%2fb"],
    reason: "the same: S3 decodes what needs no encoding, and %2F",
  },
  { peers: [SMITHY], only: "s3", names: ["/a+b"], reason: "the same: S3 reads a raw + as a space" },
  { peers: [SMITHY], only: "s3", names: ["/a%b"], reason: "the same: a stray % is sent as %25" },
  {
    peers: [SMITHY],
    names: ["/a b", "/ü.txt"],
    reason: "takes a path that no client sends; what is sent is encoded, and that is what a service sees",
  },
  {
    peers: ["aws4"],
    only: "s3",
    names: ["/a%b"],
    throws: true,
    reason: "decodes an S3 path as strictly as decodeURIComponent",
  },
  {
    peers: ["aws4fetch"],
    only: "s3",
    names: ["/.", "/a/./b", "/a/../b", "/a/b/..", 'key "."', 'key ".."', 'key "a/../b"', 'key "a/./b"'],
    reason: "its URL object removes dot segments, and so signs for another object",
  },
  {
    peers: ["aws4fetch"],
    only: "execute-api",
    names: ["/a/b/.."],
    reason: "its URL object makes it /a/, and it sends that; normalising /a/b/.. gives /a",
  },
  { peers: ["aws4"], names: ["/?a=1#fragment"], reason: "takes a fragment for a part of the query" },
  { peers: ["aws4", "aws4fetch"], names: ["/?=x"], reason: "drop a parameter without a name, which is sent" },
  {
    peers: ["aws4", "aws4fetch"],
    only: "s3",
    names: ["/?a=2&a=1", "/?a=1&a=1"],
    reason: "keep only the first of repeated parameters on S3; AWS documents that all are signed",
  },
  {
    peers: [SMITHY],
    only: "header",
    names: ["/?X-Amz-Signature=abc&b=1"],
    reason: "drops an earlier signature from the query, even when it signs by header and the query is sent as it is",
  },
  {
    peers: ["aws4", "aws4fetch"],
    only: "query",
    names: ["/?X-Amz-Signature=abc&b=1"],
    reason: "sign the signature of an earlier presigning along",
  },
  {
    peers: ["aws4fetch"],
    only: "query",
    names: ["/?X-Amz-Expires=5&X-Amz-Date=20000101T000000Z"],
    reason: "keeps the expiry of an earlier presigning beside the new one",
  },
  {
    peers: ["aws4"],
    only: "query",
    names: ["/?X-Amz-Expires=5&X-Amz-Date=20000101T000000Z"],
    throws: true,
    reason: "takes no date where the URL has one already",
  },
  {
    peers: [SMITHY],
    names: ["header cache-control", "header referer", "header sec-fetch-mode"],
    reason: "leaves out what browsers may add or change; given to us, they are signed",
  },
  { peers: [SMITHY], names: ["header date"], reason: "drops a Date header, since it sends x-amz-date" },
  {
    peers: [SMITHY, "aws4", "aws4fetch"],
    names: ["header x-forwarded-for"],
    reason: "sign what proxies are there to change",
  },
  {
    peers: ["aws4", "aws4fetch"],
    names: [
      "header keep-alive",
      "header proxy-authorization",
      "header proxy-connection",
      "header te",
      "header trailer",
      "header transfer-encoding",
      "header upgrade",
    ],
    reason: "sign headers of one hop, which a proxy takes away",
  },
  { peers: ["aws4", "aws4fetch"], names: ["header range"], reason: "never sign it; signed, it cannot be changed" },
  {
    peers: ["aws4fetch"],
    names: ["header content-type", "header content-length"],
    reason: "leaves them out unless told to sign all headers",
  },
  {
    peers: ["aws4"],
    only: "header",
    names: ["a body without content-type"],
    reason: "adds content-type and content-length, and signs them; browsers refuse to send the latter",
  },
  { peers: ["aws4fetch"], names: ["repeated header"], reason: 'joins with ", " as fetch does, not with ","' },
  {
    peers: ["aws4", "aws4fetch"],
    names: ["value: no-break space"],
    reason: "make all of JavaScript's white space a space; HTTP knows only space and tab",
  },
  {
    peers: [SMITHY],
    only: "query",
    names: ["x-amz-meta", "payload hash given", "UNSIGNED-PAYLOAD given"],
    reason: "moves x-amz-* headers to the query; S3 then refuses them where they are sent as headers",
  },
  {
    peers: ["aws4"],
    only: "s3 query",
    names: ["payload hash given"],
    reason: "presigns S3 with UNSIGNED-PAYLOAD whatever is given",
  },
  {
    peers: [SMITHY, "aws4"],
    names: ["host: port 443 on https", "host: port 80 on http"],
    reason: "sign a default port, which clients leave out of Host",
  },
  { peers: [SMITHY, "aws4"], names: ["host: upper case", "host: IDN"], reason: "sign the host as given, not as sent" },
  { peers: [SMITHY, "aws4"], names: ["method get"], reason: "sign the method as given; fetch sends GET" },
  { peers: ["aws4fetch"], names: ["method patch"], reason: "signs PATCH; fetch sends patch as given" },
  {
    peers: [SMITHY, "aws4"],
    only: "iotdevicegateway",
    names: ["IoT session token"],
    reason: "sign the session token, which AWS IoT wants appended afterwards",
  },
];

/** The signature, or that there is none. */
async function signatureOf(sign, request) {
  try {
    return await sign(request);
  } catch {
    return "throws";
  }
}

function ours({ service, credentials, method, url, headers, body, placement }) {
  const signer = new Signer({ credentials, region: REGION, service });
  if (placement === "header") return signer.sign({ method, url, headers, body }, { date: DATE }).signature;
  const options = { date: DATE, expiresIn: EXPIRES_IN };
  return signer.presignRequest({ method, url, headers, body }, options).signature;
}

function idOf({ service, placement, name }, signature) {
  return `${service} ${placement}: ${name}${signature === "throws" ? " (throws)" : ""}`;
}

/** The ids of all that an entry is about. */
function* idsOf({ only = "", names, throws = false }, requests) {
  const scope = only.split(" ").filter((word) => word !== "");
  for (const name of names) {
    const meant = requests.filter(
      (each) => each.name === name && scope.every((word) => [each.service, each.placement].includes(word)),
    );
    if (meant.length === 0) throw new Error(`no request ${name} ${only}`);
    for (const each of meant) yield idOf(each, throws && "throws");
  }
}

const requests = [...corpus()];

for (const [peer, sign] of Object.entries(PEERS)) {
  test(`${peer} gives the same signatures but for the known differences`, async () => {
    const known = new Set(
      KNOWN.filter((each) => each.peers.includes(peer)).flatMap((each) => [...idsOf(each, requests)]),
    );
    const found = new Set();
    for (const request of requests) {
      const signature = await signatureOf(sign, request);
      if (signature !== ours(request)) found.add(idOf(request, signature));
    }
    const report = {
      new: [...found].filter((id) => !known.has(id)),
      gone: [...known].filter((id) => !found.has(id)),
    };
    assert.deepEqual(report, { new: [], gone: [] });
  });

  test(`${peer} gives the same signatures for whatever is encoded strictly`, async () => {
    for (const request of strictRequests(300)) {
      assert.equal(ours(request), await sign(request), JSON.stringify(request));
    }
  });
}
