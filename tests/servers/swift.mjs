// OpenStack Swift (account, container, object and proxy server) with its S3 interface, on loopback.
import { mkdirSync, writeFileSync } from "node:fs";
import { userInfo } from "node:os";
import { join } from "node:path";
import { freePorts } from "../support/loopback.mjs";
import { Sandbox, answers, startTwice } from "./sandbox.mjs";
import { swiftVenvBin } from "./swift-venv.mjs";

const credentials = { accessKeyId: "test:tester", secretAccessKey: "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY" };
const region = "us-east-1";
const backends = ["account", "container", "object"];

/** { name, endpoint, virtualHostEndpoint, region, credentials, stop() } */
export function startSwift() {
  const bin = swiftVenvBin();
  return startTwice(async () => {
    const sandbox = new Sandbox("swift");
    try {
      return await start(sandbox, bin);
    } catch (error) {
      await sandbox.close();
      throw error;
    }
  });
}

async function start(sandbox, bin) {
  const [proxy, ...ports] = await freePorts(1 + backends.length);
  for (const folder of ["etc", "disks/d1"]) mkdirSync(sandbox.path(folder), { recursive: true });
  const etc = sandbox.path("etc");
  const write = (name, text) => writeFileSync(join(etc, name), text);
  write(
    "swift.conf",
    "[swift-hash]\nswift_hash_path_suffix = s\nswift_hash_path_prefix = p\n[storage-policy:0]\nname = gold\ndefault = yes\n",
  );
  write("proxy-server.conf", defaults(etc, proxy) + proxyPipeline());
  for (const [at, kind] of backends.entries()) {
    write(`${kind}-server.conf`, defaults(etc, ports[at]) + backend(kind, sandbox.path("disks")));
  }
  const env = { SWIFT_CONF_DIR: etc };
  await sandbox.run(
    "rings",
    join(bin, "python"),
    ["-c", rings, etc, ...backends.map((kind, at) => `${kind}:${ports[at]}`)],
    { env },
  );
  for (const kind of [...backends, "proxy"]) {
    sandbox.start(kind, join(bin, `swift-${kind}-server`), [join(etc, `${kind}-server.conf`), "-v"], env);
  }
  await sandbox.until(
    "swift answers",
    async () => (await Promise.all([proxy, ...ports].map((port) => answers(port, "/healthcheck")))).every(Boolean),
    120,
  );
  const endpoint = `http://127.0.0.1:${proxy}`;
  return {
    name: "swift",
    endpoint,
    virtualHostEndpoint: `http://s3.test:${proxy}`,
    region,
    credentials,
    stop: () => sandbox.close(),
  };
}

/** One partition, one replica, one device for each kind of server. */
const rings = `
import sys
from swift.common.ring import RingBuilder
for kind, port in (argument.split(":") for argument in sys.argv[2:]):
    builder = RingBuilder(0, 1, 0)
    builder.add_dev({"region": 1, "zone": 1, "ip": "127.0.0.1", "port": int(port), "device": "d1", "weight": 1.0})
    builder.rebalance()
    builder.get_ring().save(sys.argv[1] + "/" + kind + ".ring.gz")
`;

function defaults(etc, port) {
  return `[DEFAULT]
bind_ip = 127.0.0.1
bind_port = ${port}
workers = 0
user = ${userInfo().username}
swift_dir = ${etc}
log_address = ${etc}/none
`;
}

function backend(kind, disks) {
  return `devices = ${disks}
mount_check = false
fallocate_reserve = 0
disable_fallocate = true
[pipeline:main]
pipeline = ${kind}-server
[app:${kind}-server]
use = egg:swift#${kind}
mb_per_sync = 0
`;
}

function proxyPipeline() {
  const filters = {
    catch_errors: "",
    gatekeeper: "",
    healthcheck: "",
    listing_formats: "",
    bulk: "",
    copy: "",
    slo: "",
    dlo: "",
    symlink: "",
    cache: "memcache_servers = 127.0.0.1:1\n",
    versioned_writes: "allow_object_versioning = true\n",
    tempauth: `user_${credentials.accessKeyId.replace(":", "_")} = ${credentials.secretAccessKey} .admin\n`,
    s3api: `location = ${region}\nstorage_domain = s3.test\nmin_segment_size = 1\ncheck_bucket_owner = false\nallow_no_owner = true\n`,
  };
  const use = { cache: "memcache" };
  const sections = Object.entries(filters).map(
    ([name, text]) => `[filter:${name}]\nuse = egg:swift#${use[name] ?? name}\n${text}`,
  );
  return `[pipeline:main]
pipeline = catch_errors gatekeeper healthcheck cache listing_formats bulk s3api tempauth copy slo dlo versioned_writes symlink proxy-server
[app:proxy-server]
use = egg:swift#proxy
allow_account_management = true
account_autocreate = true
${sections.join("")}`;
}
