/** Which work, model or dataset a link of this site leads to, by its address (scripts/codev/show/addresses.py). */

import { THING_FOLDERS } from "../made/addresses";
import { isThing, splitThing } from "../shared/kept";

const KINDS = new Map(Object.entries(THING_FOLDERS).map(([kind, folder]) => [folder, kind]));

/** Returns the thing whose page an address leads to, or null. */
export function thingAt(address: string, root: URL): string | null {
  let found: URL;
  try {
    found = new URL(address, location.href);
  } catch {
    return null;
  }
  if (found.origin !== root.origin || !found.pathname.startsWith(root.pathname)) return null;
  const [folder, stem, ...rest] = found.pathname.slice(root.pathname.length).split("/");
  const kind = KINDS.get(folder ?? "");
  if (!kind || !stem || rest.join("") !== "") return null;
  // `index` would be taken for the folder's own page, so that its file has another name.
  const thing = `${kind}:${stem === "index-" ? "index" : stem}`;
  return isThing(thing) ? thing : null;
}

/** Returns the address of the page of a thing. */
export function pageOf(thing: string, root: URL): string {
  const [kind, id] = splitThing(thing);
  const stem = id.replace(/@.*$/, "");
  return new URL(`${THING_FOLDERS[kind]}/${stem === "index" ? "index-" : stem}/`, root).href;
}
