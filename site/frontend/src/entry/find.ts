/** What the fields of the form offer to complete what is typed, and everything that is wrong with an entry. */

import type { Things } from "../compare/things";
import type { Offer } from "./fields";
import { matching, NONE } from "./fields";
import { schemaProblems, type Problem } from "./problems";
import { nameProblems, Names, termProblems, workProblems } from "./rules";
import type { KnownWorks } from "./same-work";
import { isMap, oneLine, recordsAt, textAt, textsAt, type Field, type FormFile, type Path, type RecordType } from "./schema";
import type { PlainMap } from "./yaml";
import { valueAt } from "./draft";

const OFFERED = 8;

/** Returns what a text may mean in a field, the likeliest first; `NONE` where a field has nothing to offer. */
export function offersOf(field: Field, path: Path, text: string, draft: PlainMap, file: FormFile, things: Things, authors: readonly string[]): readonly Offer[] {
  const typed = oneLine(text);
  const asTyped: Offer[] = typed === "" ? [] : [{ id: typed, about: "as written" }];
  if (field.name === "inferred" || field.name === "states") return matching(partsOf(claimAbove(draft, path), file).map((id) => ({ id, about: "" })), text);
  if (field.terms) return matching(field.terms.map(({ id, about }) => ({ id, about })), text);
  if (field.refers === "model" || field.refers === "dataset") {
    const introduces = isMap(draft["introduces"]) ? draft["introduces"] : {};
    const own = recordsAt(introduces, `${field.refers}s`).map((each) => ({ id: textAt(each, "id") || textAt(each, "name"), about: "introduced by this work" }));
    const known = things.suggest(text, OFFERED * 3, new Set()).filter(({ kind, thing }) => kind === field.refers && !thing.includes("@"));
    const found = [...matching(own.filter(({ id }) => id !== ""), text), ...known.map(({ thing, name, note }) => ({ id: thing.slice(thing.indexOf(":") + 1), about: note ? `${name}, ${note}` : name }))];
    return found.length > 0 ? found : asTyped;
  }
  if (field.name === "venue") return typed === "" ? [] : [...asTyped, ...matching(file.venues.map((id) => ({ id, about: "" })), text).filter(({ id }) => id !== typed)];
  if (!field.isList) return NONE;
  const others = field.name === "authors" && typed.length > 1 ? matching(authors.map((id) => ({ id, about: "author of other works" })), text) : [];
  return [...asTyped, ...others.filter(({ id }) => id !== typed)];
}

/** Returns the claim in which a path lies. */
function claimAbove(draft: PlainMap, path: Path): PlainMap {
  const claim = valueAt(draft, path.slice(0, 2));
  return isMap(claim) ? claim : {};
}

/** Returns the fields of a claim that say something, and each of their values. */
function partsOf(claim: PlainMap, file: FormFile): string[] {
  return file.claimFields.flatMap((name) => {
    const values = textsAt(claim, name);
    return values.length > 0 ? [name, ...values.map((value) => `${name}.${value}`)] : textAt(claim, name) ? [name] : [];
  });
}

/** Returns everything that is wrong with an entry, as far as a browser can know it. */
export function problemsOf(work: PlainMap, type: RecordType, file: FormFile, names: Names, known: KnownWorks | null): Problem[] {
  const formal = schemaProblems(work, type, file);
  const wrong = new Set(formal.map(({ path }) => path.join(".")));
  const ruled = [...workProblems(work, file), ...termProblems(work, file), ...nameProblems(work, type, names), ...(known ? knownProblems(work, known) : [])];
  // A value that is none is told once; the key follows from author, year and title, and the ids of the claims from the key.
  const isKeyless = ["title", "authors", "year"].some((name) => !(name in work)) || wrong.has("year");
  const isLater = ({ path }: Problem): boolean => (path[0] === "claims" && path[2] === "id") || (isKeyless && path[0] === "key");
  return [...formal, ...ruled.filter(({ path }) => !wrong.has(path.join(".")))].filter((problem) => !isLater(problem));
}

/** Returns that a work is in the base already. */
function knownProblems(work: PlainMap, known: KnownWorks): Problem[] {
  const match = known.find({ title: textAt(work, "title"), authors: textsAt(work, "authors"), arxiv: textAt(work, "arxiv"), doi: textAt(work, "doi") });
  const key = textAt(work, "key");
  const found: Problem[] = known.keys.includes(key) ? [{ path: ["key"], message: `the key ${key} is taken`, fix: "correct that entry, or add a letter to this key", work: key }] : [];
  if (!match) return found;
  const byId = match.why === "arXiv id" ? "arxiv" : match.why === "DOI" ? "doi" : "";
  if (byId) return [...found, { path: [byId], message: `the ${match.why} ${textAt(work, byId)} is that of ${match.key} as well`, fix: "if it is this work, correct its entry in place of writing one anew", work: match.key }];
  const isSure = match.hasCommonAuthor && match.why !== "similar title";
  return [...found, { path: ["title"], message: `the title is ${match.why === "title" ? "" : "nearly "}that of ${match.key}: ${match.title}`, fix: "if it is this work, correct its entry in place of writing one anew", work: match.key, isNotice: !isSure }];
}
