/** The names of the parts of a canonical request, as sentences use them. */
export const PART_NAMES = {
  method: "the method",
  uri: "the URI",
  query: "the query",
  headers: "the headers",
  signedHeaders: "the signed headers",
  payloadHash: "the payload hash",
};

/** Those that are lists: what stands between their pieces, and what these are called. */
export const PART_LISTS = {
  query: { between: "&", pieces: "parameters" },
  signedHeaders: { between: ";", pieces: "names" },
};
