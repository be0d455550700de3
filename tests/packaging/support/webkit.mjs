// WebKitGTK's MiniBrowser by WebDriver, on a virtual display. Every call has a time limit.
import { freePorts } from "../../support/loopback.mjs";
import { start } from "./process.mjs";

export async function startWebKit({ driver, xvfb, browser }) {
  const [port] = await freePorts(1);
  // xvfb-run chooses a free display; the driver starts the browser on it.
  const command = ["--auto-servernum", driver(), `--port=${port}`, "--host=127.0.0.1"];
  const process = await start(xvfb(), command, { ready: /^/, seconds: 30 });
  try {
    await answering(port);
    const options = { binary: browser(), args: ["--automation"] };
    const capabilities = { alwaysMatch: { "webkitgtk:browserOptions": options } };
    const session = await call(port, "POST", "/session", { capabilities });
    const url = `/session/${session.sessionId}`;
    return {
      version: session.capabilities.browserVersion,
      open: (page) => call(port, "POST", `${url}/url`, { url: page }),
      evaluate: (work, given) =>
        call(port, "POST", `${url}/execute/sync`, {
          script: `return (${work})(...arguments)`,
          args: given === undefined ? [] : [given],
        }),
      async close() {
        await call(port, "DELETE", url).catch(() => {});
        await process.stop();
      },
    };
  } catch (error) {
    await process.stop();
    throw error;
  }
}

async function call(port, method, path, body) {
  const response = await fetch(`http://127.0.0.1:${port}${path}`, {
    method,
    body: body && JSON.stringify(body),
    signal: AbortSignal.timeout(30_000),
  });
  const { value } = await response.json();
  if (!response.ok) throw new Error(`${method} ${path}: ${JSON.stringify(value)}`);
  return value;
}

async function answering(port) {
  for (let tries = 0; tries < 100; tries++) {
    const up = await call(port, "GET", "/status").catch(() => undefined);
    if (up) return;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error("WebKitWebDriver does not answer");
}
