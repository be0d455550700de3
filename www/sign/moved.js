// What sorting did to the request's own parameters; that others were put between them moves none.
export function movedParameters({ parameters }) {
  const own = parameters.filter(({ origin }) => origin === "request");
  const asGiven = [...own].sort((one, other) => one.givenAt - other.givenAt);
  return new Set(own.filter((parameter, index) => parameter !== asGiven[index]));
}
