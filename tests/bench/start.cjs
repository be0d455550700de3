// `node start.cjs SIGNER`: as start.mjs, by require(), which loads what a process of ES modules has already.
const { credentials, region, service, host, path } = require("./start.json");

const STARTS = {
  "sigv4-wasm"() {
    const { Signer } = require("sigv4-wasm");
    return new Signer({ credentials, region, service }).presign(`https://${host}${path}`);
  },
  aws4() {
    return require("aws4").sign({ host, path, service, region, signQuery: true }, credentials).path;
  },
};

const start = STARTS[process.argv[2]];
const before = performance.now();
if (start().length === 0) throw new Error("nothing was signed");
console.log(performance.now() - before);
