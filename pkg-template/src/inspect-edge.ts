export * from "./doctor-edge.js";
export * from "./explaining-edge.js";
