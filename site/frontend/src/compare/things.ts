/** Everything that can be compared, by its names: found by what a reader types or an address says. */

import { fold, nearest } from "../shared/text";
import { isThing } from "../shared/kept";

/** As scripts/codev/site/data/comparison.py writes it. */
export interface ThingsFile {
  size: number;
  kinds: Record<string, KindFile>;
  /** Nodes of the taxonomy: label and address. */
  terms: Record<string, [string, string | null]>;
}

interface KindFile {
  ids: string[];
  names: string[];
  notes: string[];
  aliases: Record<string, string[]>;
  pages: Record<string, string>;
}

export interface Thing {
  thing: string;
  kind: string;
  name: string;
  /** What tells it from others of its name. */
  note: string;
  /** Where its page is, from the site's root. */
  page: string;
  /** The piece of the data that it stands in, and its place there. */
  piece: string;
  place: number;
  /** Its names, folded; the one that is shown comes first. */
  names: string[];
}

/** What a text means: one thing, or the reason why none. */
export type Found = { thing: Thing } | { reason: string };

export class Things {
  private readonly byName = new Map<string, Thing>();
  private readonly all: Thing[] = [];
  private readonly terms: Map<string, [string, string | null]>;

  constructor(file: ThingsFile, folders: Readonly<Record<string, string>>) {
    this.terms = new Map(Object.entries(file.terms));
    for (const [kind, listed] of Object.entries(file.kinds)) {
      listed.ids.forEach((id, number) => {
        const names = [listed.names[number]!, id, ...(listed.aliases[number] ?? [])].map(fold);
        const thing: Thing = {
          ...{ thing: `${kind}:${id}`, kind, name: listed.names[number]!, note: listed.notes[number]!, names },
          page: `${folders[kind]}/${listed.pages[number] ?? `${id}/`}`,
          piece: `compare-${kind}-${Math.floor(number / file.size)}.json`,
          place: number % file.size,
        };
        this.all.push(thing);
        this.byName.set(thing.thing, thing);
      });
    }
  }

  get(thing: string): Thing | undefined {
    return this.byName.get(thing);
  }

  /** Returns what a value of an aspect is called and where it leads: a thing or term by its name in the graph, else itself. */
  value(text: string): { name: string; page: string | null; kind: string } {
    const thing = this.byName.get(text);
    if (thing) return { name: thing.name, page: thing.page, kind: thing.kind };
    const term = this.terms.get(text);
    return term ? { name: term[0], page: term[1], kind: "node" } : { name: text, page: null, kind: "" };
  }

  /** Returns what a name, id or alias means, as `codev.query.terms.find_thing` does for things that can be compared. */
  find(text: string): Found {
    const known = isThing(text) ? this.byName.get(text) : undefined;
    if (known) return { thing: known };
    const prefix = /^(work|model|dataset):/.exec(text)?.[1];
    const wanted = fold(prefix ? text.slice(prefix.length + 1) : text).trim();
    const found = this.all.filter((each) => (!prefix || each.kind === prefix) && each.names.includes(wanted));
    const shown = text.length > 60 ? `${text.slice(0, 57)}…` : text;
    if (found.length === 1) return { thing: found[0]! };
    if (found.length > 1) return { reason: `“${shown}” may mean ${found.slice(0, 4).map((each) => each.thing).join(" or ")}.` };
    const near = nearest(text, this.all.map((each) => each.name));
    return { reason: `Nothing is called “${shown}”.${near.length > 0 ? ` Did you mean ${near.join(" or ")}?` : ""}` };
  }

  /** Returns what a reader may mean who has typed a part of a name, the likeliest first. */
  suggest(text: string, count: number, without: ReadonlySet<string>): Thing[] {
    const wanted = fold(text).trim();
    if (wanted === "") return [];
    const ranked: [number, Thing][] = [];
    for (const each of this.all) {
      const rank = without.has(each.thing) ? null : rankOf(each, wanted);
      if (rank !== null) ranked.push([rank, each]);
    }
    ranked.sort(([one, a], [other, b]) => one - other || a.name.length - b.name.length || (a.thing < b.thing ? -1 : 1));
    return ranked.slice(0, count).map(([, thing]) => thing);
  }
}

/** Returns how well a text fits a thing, 0 for best: the whole name, its beginning, the beginning of a word, any part. */
function rankOf(thing: Thing, wanted: string): number | null {
  let best: number | null = null;
  for (const name of thing.names) {
    const place = name.indexOf(wanted);
    if (place < 0) continue;
    const rank = name === wanted ? 0 : place === 0 ? 1 : /[\s\-:(/]/.test(name[place - 1]!) ? 2 : 3;
    if (best === null || rank < best) best = rank;
  }
  // Variants bear the name of what they vary; the thing itself comes first.
  return best === null ? null : best + (thing.thing.includes("@") ? 0.5 : 0);
}
