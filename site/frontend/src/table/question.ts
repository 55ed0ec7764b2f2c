/**
 * What a reader asks for, as text: in the address bar it is the canonical form of scripts/codev/query/query.py, so that a selection
 * can be handed to the command line, to Python and to the explorer, and back.
 */

import { VALUE_LENGTH_MAX, VALUES_MAX } from "../made/words";
import { readQuery, writeQuery } from "../shared/address";
import { fold, nearest, words } from "../shared/text";
import type { Facet } from "./data";
import type { Engine, Question } from "./engine";

export interface Asked {
  /** The values of each facet, as written in the address. */
  values: Map<string, string[]>;
  texts: string[];
  /** The column to sort by, after a hyphen for descending; empty for the table's own order. */
  sort: string;
}

export function emptyAsked(): Asked {
  return { values: new Map(), texts: [], sort: "" };
}

/** Returns what an address asks for; what is no facet of the table is left alone, and what goes beyond the bounds is left out. */
export function readAsked(query: string, facets: ReadonlySet<string>): Asked {
  const asked = emptyAsked();
  for (const [name, raw] of readQuery(query)) {
    const value = raw.trim().slice(0, VALUE_LENGTH_MAX);
    if (value === "") continue;
    if (name === "text") {
      if (asked.texts.length < VALUES_MAX) asked.texts.push(value);
    } else if (name === "sort") asked.sort = value;
    else if (facets.has(name)) {
      const values = asked.values.get(name) ?? [];
      if (values.length < VALUES_MAX && !values.includes(value)) asked.values.set(name, [...values, value]);
    }
  }
  return asked;
}

/** Returns the canonical query string; facets stand in the order of the table's file, others follow. */
export function writeAsked(asked: Asked, order: readonly string[] = []): string {
  const place = (name: string): number => (order.includes(name) ? order.indexOf(name) : order.length);
  const names = [...asked.values.keys()].sort((one, other) => place(one) - place(other));
  const pairs: [string, string][] = [];
  for (const name of names) for (const value of [...(asked.values.get(name) ?? [])].sort()) pairs.push([name, value]);
  for (const text of [...asked.texts].sort()) if (text.trim() !== "") pairs.push(["text", text.trim()]);
  if (asked.sort !== "") pairs.push(["sort", asked.sort]);
  return writeQuery(pairs);
}

export interface Understood {
  question: Question;
  /** What names nothing, in words: "No stage is called …". */
  unknown: string[];
}

/** Returns a question to the engine; values are brought to their canonical form in what is asked. */
export function understand(asked: Asked, engine: Engine): Understood {
  const chosen = new Map<string, Set<number>>();
  const unknown: string[] = [];
  for (const [name, values] of asked.values) {
    const facet = engine.facet(name);
    if (!facet) continue;
    const numbers = new Set<number>();
    const known: string[] = [];
    for (const value of values) {
      const found = findValues(facet, value);
      if (found === null) {
        unknown.push(explain(facet, value));
        continue;
      }
      found.numbers.forEach((number) => numbers.add(number));
      if (!known.includes(found.canonical)) known.push(found.canonical);
    }
    if (known.length > 0) {
      chosen.set(name, numbers.size > 0 ? numbers : NOTHING);
      asked.values.set(name, known);
    } else asked.values.delete(name);
  }
  return { question: { chosen, texts: asked.texts }, unknown };
}

/** Chosen where a range of years holds no work: no value has this number. */
const NOTHING: ReadonlySet<number> & Set<number> = new Set([-1]);

interface Found {
  canonical: string;
  numbers: number[];
}

/** Returns the values that a text means, or null where it means none. */
export function findValues(facet: Facet, text: string): Found | null {
  if (facet.shape === "years") return findYears(facet, text);
  const bare = text.replace(/^(model|dataset|node|work):/, "");
  if (facet.hidden) return findEither(facet, bare);
  let number = facet.ids.indexOf(bare);
  if (number < 0) {
    const wanted = fold(bare);
    number = facet.ids.findIndex((id) => fold(id) === wanted);
    if (number < 0) number = facet.names.findIndex((name) => fold(name) === wanted);
    if (number < 0) {
      const alias = Object.entries(facet.aliases).find(([, others]) => others.some((other) => fold(other) === wanted));
      if (alias) number = facet.ids.indexOf(alias[0]);
    }
  }
  if (number >= 0) return { canonical: facet.ids[number]!, numbers: [number] };
  if (facet.name !== "author") return null;
  // An author may be asked for by parts of the name.
  const parts = words(text);
  const numbers = facet.names.flatMap((name, each) => (parts.every((part) => fold(name).includes(part)) ? [each] : []));
  return numbers.length > 0 ? { canonical: text, numbers } : null;
}

/** Returns all values that bear a name, as id, name or alias: what an old address asked for may be two things now. */
function findEither(facet: Facet, text: string): Found | null {
  const wanted = fold(text);
  const names = (id: string, value: number): readonly string[] => [id, facet.names[value]!, ...(facet.aliases[id] ?? [])];
  const numbers = facet.ids.flatMap((id, value) => (names(id, value).some((name) => fold(name) === wanted) ? [value] : []));
  if (numbers.length === 0) return null;
  return { canonical: numbers.length === 1 ? facet.ids[numbers[0]!]! : text, numbers };
}

/** Years as `codev.query.terms.parse_years` reads them: 2023, 2023..2025, 2023.. or ..2022. */
export function parseYears(text: string): [number, number] | null {
  const found = /^([0-9]{4})?(\.\.)?([0-9]{4})?$/.exec(text.trim());
  if (!found || (!found[1] && !found[3]) || (found[1] && found[3] && !found[2])) return null;
  const first = found[1] ? Number(found[1]) : 1900;
  const last = found[3] ? Number(found[3]) : found[2] ? 2100 : first;
  return last < first ? null : [first, last];
}

/** Returns a range of years as it is written; empty where it asks for nothing. */
export function writeYears(first: number | null, last: number | null): string {
  if (first === null && last === null) return "";
  if (first === last) return String(first);
  return `${first ?? ""}..${last ?? ""}`;
}

function findYears(facet: Facet, text: string): Found | null {
  const range = parseYears(text);
  if (range === null) return null;
  const numbers = facet.ids.flatMap((id, number) => (Number(id) >= range[0] && Number(id) <= range[1] ? [number] : []));
  return { canonical: text.trim(), numbers };
}

function explain(facet: Facet, text: string): string {
  const shown = text.length > 60 ? `${text.slice(0, 57)}…` : text;
  if (facet.shape === "years") return `“${shown}” is not a year or a range of years; write 2023, 2023..2025, 2023.. or ..2022.`;
  const owner = new Map<string, string>();
  for (const [id, others] of Object.entries(facet.aliases)) for (const other of others) owner.set(other, id);
  facet.names.forEach((name, value) => owner.set(name, facet.ids[value]!));
  facet.ids.forEach((id) => owner.set(id, id));
  const near = [...new Set(nearest(text, owner.keys(), 9).map((name) => owner.get(name)!))].slice(0, 3);
  return `Nothing under “${facet.title}” is called “${shown}”.${near.length > 0 ? ` Did you mean ${near.join(" or ")}?` : ""}`;
}

/** Returns how a value that is asked for is called. */
export function valueName(facet: Facet, value: string): string {
  if (facet.shape === "years") return value.replace("..", " to ").replace(/^ to /, "up to ").replace(/ to $/, " or later");
  const number = facet.ids.indexOf(value);
  return number < 0 ? value : facet.names[number]!;
}
