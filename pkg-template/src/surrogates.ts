/**
 * What has no UTF-8. As a range, since V8 asks ICU what `\p{Surrogate}` is: 0.15 ms where such an expression is first used, and
 * nearly as much for each in a file that is parsed.
 */
export const LONE_SURROGATE = /[\ud800-\udfff]/u;
