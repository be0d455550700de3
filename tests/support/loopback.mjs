import { createServer } from "node:net";

/** Starts an HTTP server on a port of loopback, a free one unless told. */
export async function onLoopback(server, port = 0) {
  await listen(server, port);
  return {
    url: `http://127.0.0.1:${server.address().port}`,
    close() {
      server.closeAllConnections();
      return closed(server);
    },
  };
}

/** TCP ports of loopback that nobody listens on. */
export async function freePorts(count) {
  const servers = Array.from({ length: count }, () => createServer());
  await Promise.all(servers.map((server) => listen(server, 0)));
  const ports = servers.map((server) => server.address().port);
  await Promise.all(servers.map(closed));
  return ports;
}

function listen(server, port) {
  return new Promise((resolve, reject) => {
    server.once("error", reject).listen(port, "127.0.0.1", resolve);
  });
}

function closed(server) {
  return new Promise((resolve) => server.close(resolve));
}
