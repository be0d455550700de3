import "./workerd.js";

export * from "./aws-sdk-api.js";
