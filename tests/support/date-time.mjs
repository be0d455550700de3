/** A Date of YYYYMMDDTHHMMSSZ. */
export function dateOf(dateTime) {
  return new Date(dateTime.replace(/^(....)(..)(..T..)(..)(..Z)$/, "$1-$2-$3:$4:$5"));
}
