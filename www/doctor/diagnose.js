// The only door to the doctor: everything this view says about a request comes through here.
export { diagnose, mistakes, recognise } from "../sigv4-wasm/doctor.js";
