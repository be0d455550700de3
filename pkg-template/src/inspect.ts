export * from "./doctor.js";
export * from "./explaining.js";
