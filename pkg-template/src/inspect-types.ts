export * from "./doctor-api.js";
export * from "./explaining-api.js";
