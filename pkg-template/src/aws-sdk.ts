import "./index.js";

export * from "./aws-sdk-api.js";
