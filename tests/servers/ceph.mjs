// Ceph's S3 gateway with a monitor and one in-memory OSD, on loopback; and a second gateway that also hands out temporary
// credentials, as that changes what a gateway answers to a wrong signature.
import { randomUUID } from "node:crypto";
import { mkdirSync, writeFileSync } from "node:fs";
import { freePorts } from "../support/loopback.mjs";
import { Sandbox, answers, startTwice } from "./sandbox.mjs";

const credentials = {
  accessKeyId: "AKIAIOSFODNN7EXAMPLE",
  secretAccessKey: "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY",
};

const policy = (statement) => JSON.stringify({ Version: "2012-10-17", Statement: [{ Effect: "Allow", ...statement }] });
const assumedBy = policy({ Principal: { AWS: ["arn:aws:iam:::user/test"] }, Action: ["sts:AssumeRole"] });
const allowed = policy({ Action: ["s3:*"], Resource: ["arn:aws:s3:::*"] });

/** { name, endpoint, virtualHostEndpoint, stsEndpoint, role, region, credentials, stop() } */
export function startCeph() {
  return startTwice(async () => {
    const sandbox = new Sandbox("rgw");
    try {
      return await start(sandbox);
    } catch (error) {
      await sandbox.close();
      throw error;
    }
  });
}

async function start(sandbox) {
  const [v1, v2, port, stsPort] = await freePorts(4);
  const fsid = randomUUID();
  const osd = randomUUID();
  const monitor = `[v2:127.0.0.1:${v2},v1:127.0.0.1:${v1}]`;
  const config = sandbox.path("ceph.conf");
  for (const folder of ["mon", "osd", "run"]) mkdirSync(sandbox.path(folder));
  writeFileSync(config, configuration({ sandbox, fsid, monitor, port, stsPort }));
  const common = ["-c", config];
  const env = { CEPH_CONF: config };

  const map = sandbox.path("monmap");
  await sandbox.run("monmaptool", "monmaptool", ["--create", "--fsid", fsid, "--addv", "a", monitor, map]);
  await sandbox.run("mon-mkfs", "ceph-mon", [...common, "--mkfs", "-i", "a", "--monmap", map]);
  sandbox.start("mon", "ceph-mon", [...common, "-f", "-i", "a"], env);
  await sandbox.run("osd-new", "ceph", [...common, "--connect-timeout", "30", "osd", "new", osd]);
  await sandbox.run("osd-mkfs", "ceph-osd", [...common, "-i", "0", "--mkfs", "--osd-uuid", osd]);
  sandbox.start("osd", "ceph-osd", [...common, "-f", "-i", "0"], env);
  sandbox.start("radosgw", "radosgw", [...common, "-f", "-n", "client.rgw"], env);
  await sandbox.until("radosgw answers", () => answers(port), 120);
  sandbox.start("radosgw-sts", "radosgw", [...common, "-f", "-n", "client.sts"], env);
  const admin = (name, ...args) => sandbox.run(name, "radosgw-admin", [...common, ...args]);
  const keys = [`--access-key=${credentials.accessKeyId}`, `--secret-key=${credentials.secretAccessKey}`];
  await admin("user", "user", "create", "--uid=test", "--display-name=test", ...keys);
  await admin("role", "role", "create", "--role-name=reader", `--assume-role-policy-doc=${assumedBy}`);
  await admin("policy", "role-policy", "put", "--role-name=reader", "--policy-name=s3", `--policy-doc=${allowed}`);
  await sandbox.until("the second radosgw answers", () => answers(stsPort), 60);

  return {
    name: "ceph",
    endpoint: `http://127.0.0.1:${port}`,
    virtualHostEndpoint: `http://s3.test:${port}`,
    stsEndpoint: `http://127.0.0.1:${stsPort}`,
    role: "arn:aws:iam:::role/reader",
    region: "us-east-1",
    credentials,
    stop: () => sandbox.close(),
  };
}

function configuration({ sandbox, fsid, monitor, port, stsPort }) {
  const { folder } = sandbox;
  return `[global]
fsid = ${fsid}
mon host = ${monitor}
public network = 127.0.0.0/8
auth cluster required = none
auth service required = none
auth client required = none
ms mon client mode = crc
ms cluster mode = crc
ms service mode = crc
ms client mode = crc
run dir = ${folder}/run
log file = ${folder}/$name.daemon.log
admin socket = ${folder}/run/$name.asok
pid file = ${folder}/run/$name.pid
osd pool default size = 1
osd pool default min size = 1
osd pool default pg num = 1
osd pool default pg autoscale mode = off
osd crush chooseleaf type = 0
mon allow pool size one = true
mon max pg per osd = 1000
mon data avail warn = 1
mon data avail crit = 1
[mon.a]
mon data = ${folder}/mon
[osd.0]
osd data = ${folder}/osd
osd objectstore = memstore
memstore device bytes = 1073741824
osd op num shards = 2
osd class load list = *
osd class default list = *
[client]
rgw dns name = s3.test
rgw multipart min part size = 1
rgw s3 auth use keystone = false
rgw enable usage log = false
rgw run sync thread = false
rgw enable gc threads = false
rgw enable lc threads = false
rgw enable quota threads = false
rgw num rados handles = 1
rgw thread pool size = 16
[client.rgw]
rgw frontends = beast endpoint=127.0.0.1:${port}
rgw enable apis = s3
[client.sts]
rgw frontends = beast endpoint=127.0.0.1:${stsPort}
rgw enable apis = s3, sts
rgw s3 auth use sts = true
rgw sts key = 0123456789abcdef
`;
}
