/**
 * What somebody has written into the form: kept for the tab, so that a reload loses nothing, and turned into an entry.
 *
 * What the browser keeps is hostile until it is checked: what is no data of a form is passed over.
 */

import { slugify, suggestKey } from "./fold";
import { isMap, oneLine, plainOf, recordsAt, textAt, textsAt, type FormFile, type Path, type RecordType } from "./schema";
import { toYaml, type Plain, type PlainMap } from "./yaml";

const KEPT_AS = "codev-entry";

/** Characters of a draft that is kept: far more than an entry may have. */
const LENGTH_MAX = 2_000_000;
const DEPTH_MAX = 12;

/** Returns the day of today where the reader is. */
export function today(): string {
  const now = new Date();
  return [now.getFullYear(), now.getMonth() + 1, now.getDate()].map((part) => String(part).padStart(2, "0")).join("-");
}

/** Returns the form as it is at first. */
export function emptyDraft(): PlainMap {
  return { scope: "extended", added: today(), claims: [newClaim([])] };
}

/** Returns a claim with the next number. */
export function newClaim(claims: readonly PlainMap[]): PlainMap {
  const last = Math.max(0, ...claims.map((claim) => Number(textAt(claim, "id")) || 0));
  return { id: String(last + 1), evidence: [{}] };
}

/** Returns the draft that the tab keeps, or null. */
export function keptDraft(): PlainMap | null {
  try {
    const text = sessionStorage.getItem(KEPT_AS);
    const data: unknown = text === null || text.length > LENGTH_MAX ? null : JSON.parse(text);
    return isPlain(data, 0) && isMap(data) ? data : null;
  } catch {
    return null;
  }
}

/** Keeps a draft; returns whether the browser can. */
export function keepDraft(draft: PlainMap): boolean {
  try {
    sessionStorage.setItem(KEPT_AS, JSON.stringify(draft));
    return true;
  } catch {
    return false;
  }
}

function isPlain(data: unknown, depth: number): data is Plain {
  if (depth > DEPTH_MAX) return false;
  if (typeof data === "string" || typeof data === "boolean" || typeof data === "number") return true;
  if (typeof data !== "object" || data === null) return false;
  return Object.values(data).every((each) => isPlain(each, depth + 1));
}

/** Returns the value at a path. */
export function valueAt(draft: PlainMap, path: Path): Plain | undefined {
  let here: Plain | undefined = draft;
  for (const step of path) {
    if (Array.isArray(here)) here = here[Number(step)];
    else if (isMap(here) && Object.hasOwn(here, step)) here = here[step];
    else return undefined;
  }
  return here;
}

/** Sets the value at a path; what leads there is made. */
export function setAt(draft: PlainMap, path: Path, value: Plain): void {
  let here: Plain = draft;
  path.forEach((step, place) => {
    const isLast = place === path.length - 1;
    const holder = here as Record<string | number, Plain>;
    if (isLast) holder[step] = value;
    else here = Object.hasOwn(holder, step) && typeof holder[step] === "object" ? holder[step]! : (holder[step] = typeof path[place + 1] === "number" ? [] : {});
  });
}

export interface Entry {
  key: string;
  path: string;
  work: PlainMap;
  text: string;
}

/** Returns the key that a draft is given when nobody writes one. */
export function keyOf(draft: PlainMap, file: FormFile, taken: ReadonlySet<string>): string {
  const author = textsAt(draft, "authors")[0] ?? "";
  return suggestKey(author, textsAt(draft, "family_names"), oneLine(textAt(draft, "year")), oneLine(textAt(draft, "title")), file, taken);
}

/** Returns the entry that a draft is. */
export function entryOf(draft: PlainMap, type: RecordType, file: FormFile, taken: ReadonlySet<string>): Entry {
  const key = oneLine(textAt(draft, "key")) || keyOf(draft, file, taken);
  const claims = recordsAt(draft, "claims").map((claim) => ({ ...claim, id: `${key}.${textAt(claim, "id")}` }));
  const introduces = isMap(draft["introduces"]) ? draft["introduces"] : {};
  const named = Object.fromEntries(["models", "datasets"].map((name) => [name, recordsAt(introduces, name).map(withId)]));
  const work = plainOf({ ...draft, key, claims, introduces: { ...introduces, ...named } }, type) ?? {};
  const year = typeof work["year"] === "number" ? String(work["year"]).padStart(4, "0") : "";
  return { key, path: key && year ? `papers/${year}/${key}.yaml` : "", work, text: `${file.firstLine}\n${toYaml(work, file.style)}` };
}

/** Returns an artifact with the id that its name gives where it has none. */
function withId(artifact: PlainMap): PlainMap {
  return { ...artifact, id: oneLine(textAt(artifact, "id")) || slugify(textAt(artifact, "name")) };
}

/** Returns whether a draft says nothing yet. */
export function isEmpty(draft: PlainMap): boolean {
  const says = (value: Plain | undefined): boolean => (Array.isArray(value) ? value.some(says) : isMap(value) ? Object.entries(value).some(([name, each]) => name !== "id" && says(each)) : value !== undefined && value !== "" && value !== false);
  return !Object.entries(draft).some(([name, value]) => !["scope", "added"].includes(name) && says(value));
}
