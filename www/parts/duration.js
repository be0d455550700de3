import { count } from "./dom.js";

const UNITS = [
  ["year", 31_536_000],
  ["day", 86_400],
  ["hour", 3_600],
  ["minute", 60],
  ["second", 1],
];

/** Milliseconds in words, in its two largest units: `1 hour`, `2 days 3 hours`. */
export function duration(milliseconds) {
  let rest = Math.round(Math.abs(milliseconds) / 1000);
  const words = [];
  for (const [unit, seconds] of UNITS) {
    const whole = Math.floor(rest / seconds);
    rest -= whole * seconds;
    if (whole) words.push(count(whole, unit));
  }
  return words.slice(0, 2).join(" ") || "no time";
}
