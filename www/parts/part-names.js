/** The names of the parts of a canonical request, as sentences use them. */
export const PART_NAMES = {
  method: "the method",
  uri: "the URI",
  query: "the query",
  headers: "the headers",
  signedHeaders: "the signed headers",
  payloadHash: "the payload hash",
};
