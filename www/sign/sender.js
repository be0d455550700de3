// Sends one request and hands back the answer. This runs in a worker: the page, which has the secret, may talk to no
// server; the worker may, and is given the signed request alone.
const BODY_LIMIT = 64 * 1024;

/** A redirect is not followed: what is signed is for one host. */
const ALWAYS = {
  mode: "cors",
  credentials: "omit",
  cache: "no-store",
  redirect: "manual",
  referrerPolicy: "no-referrer",
};

/** The first bytes of the body; the rest is not fetched. */
async function beginning(response) {
  const chunks = [];
  let size = 0;
  const reader = response.body?.getReader();
  while (reader && size <= BODY_LIMIT) {
    const { done, value } = await reader.read();
    if (done) break;
    chunks.push(value);
    size += value.length;
  }
  const isCut = size > BODY_LIMIT;
  if (isCut) reader.cancel().catch(() => {});
  return { bytes: new Uint8Array(await new Blob(chunks).slice(0, BODY_LIMIT).arrayBuffer()), isCut };
}

/** A policy that the page's host sends with this file holds for it too. Firefox tells it some time after the failure. */
const violation = new Promise((resolve) => addEventListener("securitypolicyviolation", () => resolve(true)));
const awhile = () => new Promise((resolve) => setTimeout(() => resolve(false), 300));

addEventListener("message", async ({ data: { url, ...request } }) => {
  const start = performance.now();
  try {
    const response = await fetch(url, { ...request, ...ALWAYS });
    const milliseconds = performance.now() - start;
    const { status, statusText, type } = response;
    const body = await beginning(response);
    postMessage({ status, statusText, type, headers: [...response.headers], milliseconds, ...body });
  } catch (error) {
    const milliseconds = performance.now() - start;
    const isForbidden = await Promise.race([violation, awhile()]);
    postMessage(isForbidden ? { stopped: "not allowed" } : { failure: error.message, milliseconds });
  }
});
