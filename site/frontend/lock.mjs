// Takes out of the lock file what needs no place in it: addresses of sponsors' pages.  The .npmrc keeps those of registries out.
import { readFileSync, writeFileSync } from "node:fs";

const path = new URL("package-lock.json", import.meta.url);
const lock = JSON.parse(readFileSync(path, "utf8"));
for (const entry of Object.values(lock.packages)) {
  delete entry.funding;
}
writeFileSync(path, JSON.stringify(lock, null, 2) + "\n");
