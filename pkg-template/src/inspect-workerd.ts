export * from "./doctor-workerd.js";
export * from "./explaining-workerd.js";
