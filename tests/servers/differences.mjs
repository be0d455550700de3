// Where a server answers otherwise than S3 does, and why. Checked both ways: the tests expect the answer given here, so
// a difference that is gone fails, and so does one that no test has met.

import { shown } from "./keys.mjs";

const differences = [
  {
    server: "ceph",
    test: "write: metadata with tabs",
    seen: "403 SignatureDoesNotMatch",
    reason:
      "a run of white space becomes its first character, so that a tab stays a tab; in a canonical request it is a space",
  },
  {
    server: "ceph",
    test: "write: names alike but for - and _",
    seen: "403 SignatureDoesNotMatch",
    reason: "both come as one variable of the environment, which has no -",
  },
  ...["ceph", "swift"].map((server) => ({
    server,
    test: "query: a name given twice",
    seen: "403 SignatureDoesNotMatch",
    reason: "parameters are kept by name, so that one of them is missing in its canonical request",
  })),
  {
    server: "swift",
    test: "listings by prefix",
    seen: { [`prefix ${shown("\u{10ffff}")}`]: "503 ServiceUnavailable" },
    reason: "a prefix is searched up to the next code point, and the last one has none",
  },
  {
    server: "swift",
    test: "written: metadata with UTF-8",
    seen: { "x-amz-meta-odd": "=?UTF-8?B?Z3LDg8K8w4PCn2UsIMOmwpfCpcOmwpzCrA==?=" },
    reason: "metadata beyond ASCII is answered as a MIME word, of bytes read as Latin-1; what was signed is accepted",
  },
  ...["header", "presigned"].flatMap((way) => [
    {
      server: "ceph",
      test: `refused: ${way}, an extra x-amz- header`,
      seen: "200",
      reason: "headers that were not signed are let through, also those of S3's own prefix",
    },
    {
      server: "ceph",
      test: `refused: ${way}, another region`,
      seen: "200",
      reason: "the region is taken from the credential of the request, whatever it is",
    },
    {
      server: "ceph",
      test: `refused: ${way}, another service`,
      seen: "200",
      reason: "the service is taken from the credential of the request, whatever it is",
    },
    {
      server: "swift",
      test: `refused: ${way}, unknown access key`,
      seen: "403 SignatureDoesNotMatch",
      reason: "does not tell which access keys there are",
    },
  ]),
  {
    server: "ceph",
    test: "refused: presigned, fewer signed headers",
    seen: "403 SignatureDoesNotMatch",
    reason: "does not look for headers that were not signed, so that the signature is what is wrong",
  },
];

const met = new Set();

/** What this server is expected to do in a test: `ordinary`, unless it is known to differ. */
export function expected(server, test, ordinary) {
  const known = differences.find((difference) => difference.server === server.name && difference.test === test);
  if (known === undefined) return ordinary;
  met.add(known);
  if (JSON.stringify(known.seen) === JSON.stringify(ordinary))
    throw new Error(`not a difference: ${test} on ${server.name}`);
  return known.seen;
}

/** The tests of this server's differences that never asked. */
export function unmet(server) {
  return differences
    .filter((difference) => difference.server === server.name && !met.has(difference))
    .map(({ test }) => test);
}
