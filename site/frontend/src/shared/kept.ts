/**
 * Things that a reader has chosen: works, models and datasets by their names in the graph, kept in this browser only.
 *
 * There are two lists, the comparison and the basket.  What the browser's storage or an address holds is hostile until it is
 * checked: names that are none, doubles and what goes beyond the bounds are left out.  Where nothing can be stored, the lists
 * last as long as the page.
 */

import { COMPARED_MAX } from "../made/words";
import { readQuery, writeQuery } from "./address";
import { counted, thousands } from "./dom";

/** A thing and what it is called. */
export interface Chosen {
  thing: string;
  name: string;
}

/** What changed, told to every script of the page. */
export interface Change {
  list: string;
  said: string;
}

/** Names of the graph, as `codev.ids` makes them; a model as a work retrained it has the work's key behind an @. */
const THING = /^(?:work|model|dataset):[a-z0-9]+(?:-[a-z0-9]+)*(?:@[a-z0-9]+)?$/;
const THING_LENGTH_MAX = 120;
const NAME_LENGTH_MAX = 300;
/** Longer than any list of ours is as text. */
const STORED_LENGTH_MAX = 200_000;

/** The most things in the basket: their names fit into an address of 8,000 characters, which servers take. */
export const BASKET_MAX = 200;

const CHANGED = "codev-kept";

export function isThing(text: unknown): text is string {
  return typeof text === "string" && text.length <= THING_LENGTH_MAX && THING.test(text);
}

/** Returns the kind of a thing and its name without it. */
export function splitThing(thing: string): [kind: string, id: string] {
  const place = thing.indexOf(":");
  return [thing.slice(0, place), thing.slice(place + 1)];
}

/** Returns what a stored text holds. */
export function readStored(text: string | null, max: number): Chosen[] {
  if (text === null || text.length > STORED_LENGTH_MAX) return [];
  let listed: unknown;
  try {
    listed = JSON.parse(text);
  } catch {
    return [];
  }
  const found = new Map<string, string>();
  for (const each of Array.isArray(listed) ? (listed as unknown[]) : []) {
    const [thing, name] = Array.isArray(each) ? (each as unknown[]) : [];
    if (!isThing(thing) || found.has(thing) || found.size >= max) continue;
    found.set(thing, typeof name === "string" ? name.slice(0, NAME_LENGTH_MAX) : thing);
  }
  return [...found].map(([thing, name]) => ({ thing, name }));
}

/** Returns the values of `things` in an address, each once, and how many were left out because there are too many. */
export function readThings(query: string, max: number): { things: string[]; left: number } {
  const asked = new Set<string>();
  for (const [name, value] of readQuery(query)) {
    const text = value.trim().slice(0, NAME_LENGTH_MAX);
    if (name === "things" && text !== "") asked.add(text);
  }
  return { things: [...asked].slice(0, max), left: Math.max(0, asked.size - max) };
}

/** Returns the query string that names things, in the canonical order of `codev.query.Query.to_url`. */
export function writeThings(things: readonly string[]): string {
  return writeQuery([...things].sort().map((thing) => ["things", thing] as const));
}

export class KeptList {
  private inMemory: Chosen[] | null = null;

  constructor(
    readonly key: string,
    /** What it is called in a sentence. */
    readonly called: string,
    readonly max: number,
  ) {}

  all(): Chosen[] {
    if (this.inMemory) return this.inMemory;
    try {
      return readStored(localStorage.getItem(this.key), this.max);
    } catch {
      return [];
    }
  }

  has(thing: string): boolean {
    return this.all().some((each) => each.thing === thing);
  }

  /** Adds a thing that is not in the list, removes one that is, and tells everybody. */
  toggle(chosen: Chosen): void {
    const listed = this.all();
    const rest = listed.filter((each) => each.thing !== chosen.thing);
    if (rest.length < listed.length) this.set(rest, `${chosen.name} removed from the ${this.called}.`);
    else if (listed.length < this.max) this.set([...listed, chosen], `${chosen.name} added to the ${this.called}.`);
    else this.tell(`The ${this.called} holds ${this.max} at the most. Remove one first.`);
  }

  /**
   * Adds what is not in the list, as far as there is room, and tells everybody.
   *
   * @param noun What one and several of the things are called.
   * @returns What has no room, in words; empty where there was room for all.
   */
  add(some: Iterable<Chosen>, noun: readonly [string, string] = ["thing", "things"]): string {
    const listed = this.all();
    const known = new Set(listed.map(({ thing }) => thing));
    const fresh = [...some].filter(({ thing }) => !known.has(thing));
    const added = fresh.slice(0, this.max - listed.length);
    const left = fresh.length - added.length;
    const lacking = left > 0 ? `There was no room for ${thousands(left)} more: the ${this.called} holds ${this.max}.` : "";
    this.set([...listed, ...added], `${counted(added.length, noun)} added to the ${this.called}.${lacking && ` ${lacking}`}`);
    return lacking;
  }

  /** Replaces the list. */
  set(listed: readonly Chosen[], said: string): void {
    const kept = listed.slice(0, this.max);
    try {
      localStorage.setItem(this.key, JSON.stringify(kept.map(({ thing, name }) => [thing, name])));
    } catch {
      this.inMemory = kept;
    }
    this.tell(said);
  }

  /** Calls a function when this list changes, on this page or in another tab. */
  onChange(changed: (said: string) => void): void {
    addEventListener(CHANGED, (event) => {
      const change = (event as CustomEvent<Change>).detail;
      if (change.list === this.key) changed(change.said);
    });
    addEventListener("storage", (event) => {
      if (event.key === this.key || event.key === null) changed("");
    });
  }

  private tell(said: string): void {
    dispatchEvent(new CustomEvent<Change>(CHANGED, { detail: { list: this.key, said } }));
  }
}

export const comparison = new KeptList("codev-comparison", "comparison", COMPARED_MAX);
export const basket = new KeptList("codev-basket", "basket", BASKET_MAX);
