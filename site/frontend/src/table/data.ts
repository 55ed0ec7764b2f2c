/** The data of a table, as scripts/codev/site/data/table_parts.py writes them, and as the engine uses them. */

export type Level = "row" | "unit";
export type Shape = "terms" | "tree" | "years" | "long";

/** A facet as it lies in the file: for each row or unit how many values, and all of them in one list. */
export interface FacetFile {
  name: string;
  title: string;
  level: Level;
  shape: Shape;
  ids: string[];
  names: string[];
  counts: number[];
  members: number[];
  parents?: number[];
  aliases?: Record<string, string[]>;
  /** Understood in addresses, and not in the panel. */
  hidden?: boolean;
}

export interface ColumnFile {
  name: string;
  title: string;
  kind: "title" | "number" | "text" | "facet";
  narrow?: boolean;
  /** The numbers of the rows whose value rests on memory. */
  unverified?: number[];
  /** For each value of the facet, the number of the value to show in its place: a subsection for what lies in it. */
  shown?: number[];
}

export interface RowsFile {
  id: string[];
  page: Record<string, string>;
  title: string[];
  below: string[];
  [name: string]: unknown;
}

export interface TableFile {
  table: string;
  noun: [string, string];
  unitNoun?: [string, string];
  folder: string;
  facets: FacetFile[];
  columns: ColumnFile[];
  sort: string;
  rows: RowsFile;
  unitRows?: number[];
  unitIds?: number[];
  rowText?: string[];
  more?: string;
  /** Facets that come with the second file. */
  later?: { name: string; title: string }[];
  /** All facets in the order in which an address names them. */
  order?: string[];
  citations?: { prefix: string; size: number };
}

/** What comes when text is searched, an author is asked for, or an export is made. */
export interface MoreFile {
  facets: FacetFile[];
  rowText: string[];
  unitText: string[];
  introduced: [string[], string[]][] | [][];
}

export interface CitationsFile {
  bibtex: string[];
  ris: string[];
  csl: Record<string, unknown>[];
}

/** A facet ready for use: the values of item i are `members[starts[i]] … members[starts[i + 1] - 1]`. */
export interface Facet {
  name: string;
  title: string;
  level: Level;
  shape: Shape;
  ids: readonly string[];
  names: readonly string[];
  starts: Uint32Array;
  members: Uint32Array;
  /** For a tree, the number of the value above each, or -1. */
  parents: Int32Array | null;
  /** For a tree, the value itself and all above it. */
  above: readonly (readonly number[])[] | null;
  aliases: Readonly<Record<string, readonly string[]>>;
  hidden?: boolean;
}

/** Returns a facet ready for use. */
export function openFacet(file: FacetFile): Facet {
  const starts = new Uint32Array(file.counts.length + 1);
  file.counts.forEach((count, index) => {
    starts[index + 1] = (starts[index] ?? 0) + count;
  });
  const parents = file.parents ? Int32Array.from(file.parents) : null;
  return {
    name: file.name,
    title: file.title,
    level: file.level,
    shape: file.shape,
    ids: file.ids,
    names: file.names,
    starts,
    members: Uint32Array.from(file.members),
    parents,
    above: parents ? file.ids.map((_, value) => chain(parents, value)) : null,
    aliases: file.aliases ?? {},
    hidden: file.hidden ?? false,
  };
}

function chain(parents: Int32Array, value: number): number[] {
  const found: number[] = [];
  for (let each = value; each >= 0 && !found.includes(each); each = parents[each] ?? -1) found.push(each);
  return found;
}
