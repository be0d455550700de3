import "./edge.js";

export * from "./aws-sdk-api.js";
