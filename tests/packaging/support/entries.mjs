/** What package.json's `exports` names, but for the .wasm file, in the order of reports. */
export const ENTRIES = [".", "./slim", "./inspect", "./doctor", "./aws-sdk"];

/** Those that need no file beside them. */
export const WITHOUT_SLIM = ENTRIES.filter((entry) => entry !== "./slim");
