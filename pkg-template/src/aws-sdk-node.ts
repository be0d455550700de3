import "./node.js";

export * from "./aws-sdk-api.js";
