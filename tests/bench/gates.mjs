// What the package is held to, on the Nodes for which it was set. `ratio`: at least so many times cheaper than the peer;
// `most`: at most so much.
const KB = 1024;

const every = (value) => ({ 20: value, 22: value, 24: value });

const RATIOS = {
  "presign/aws4": { 20: 7, 22: 7, 24: 12 },
  "presignMany/aws4": { 20: 14, 22: 14, 24: 28 },
  "dynamodbPost/aws4": { 20: 2.2, 22: 2.2, 24: 4.5 },
  "uploadPut/aws4": every(0.95),
  "presign/smithy": { 22: 6.5 },
  "presign/minio": { 22: 7 },
  "presign/s3mini": { 22: 30 },
  "presign/aws4fetch": { 22: 45 },
  "presign/aws-sdk": { 22: 100 },
  "presign/noble": { 22: 1.5 },
  "presignMany/noble": { 22: 3 },
  "presign/node-crypto": { 22: 1.1 },
  "presignMany/node-crypto": { 22: 2 },
  "presign/node-hash": { 22: 1.1 },
  "presignMany/node-hash": { 22: 2 },
  "start/aws4": every(2),
};

const LIMITS = {
  "size/sigv4.wasm": 20 * KB,
  "size/sigv4-wasm": 28 * KB,
  "size/inspect.wasm": 75 * KB,
};

const EXPONENT = 1.2;
const WASM_LEFT = 2 << 16;
const HEAP_LEFT = 1 << 20;

/** `{ id, is, wanted, passed }` of each gate that is set for the report's Node. */
export function gates({ node, rows }) {
  const major = Number.parseInt(node, 10);
  return rows.flatMap(({ id, ratio, exponent, ours, heap }) => {
    const least = RATIOS[id]?.[major];
    if (least !== undefined) {
      return { id, is: `${ratio.toFixed(2)}x`, wanted: `at least ${least}x`, passed: ratio >= least };
    }
    if (LIMITS[id] !== undefined) return atMost(id, ours, LIMITS[id], "bytes");
    if (exponent !== undefined) return atMost(id, Number(exponent.toFixed(2)), EXPONENT, "as exponent");
    if (heap !== undefined) {
      return [atMost(`${id}, wasm`, ours, WASM_LEFT, "bytes"), atMost(`${id}, heap`, heap, HEAP_LEFT, "bytes")];
    }
    return [];
  });
}

function atMost(id, value, limit, unit) {
  return { id, is: `${value} ${unit}`, wanted: `at most ${limit}`, passed: value <= limit };
}
