// What the tests against real servers need from the machine. `missing()` is null, or how to get it.
import { spawnSync } from "node:child_process";
import { commandPath } from "../support/needs.mjs";
import { swiftVenvExists } from "./swift-venv.mjs";

export const ceph = {
  name: "Ceph RGW",
  missing() {
    const commands = ["monmaptool", "ceph-mon", "ceph-osd", "ceph", "radosgw", "radosgw-admin"];
    const absent = commands.filter((command) => commandPath(command) === null);
    return absent.length === 0
      ? null
      : `no ${absent.join(", ")}: apt-get install ceph-mon ceph-osd ceph-common radosgw`;
  },
};

export const swift = {
  name: "OpenStack Swift",
  missing() {
    if (swiftVenvExists()) return null;
    const python = spawnSync("python3", ["-c", "import venv, ensurepip"], { timeout: 30_000 });
    return python.status === 0 ? null : "no python3 with venv and pip: apt-get install python3-venv";
  },
};
