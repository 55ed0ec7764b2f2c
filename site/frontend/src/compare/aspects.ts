/** What things share, aspect by aspect: the same as `compare` and `side_by_side` of scripts/codev/query/answers/compare.py. */

/** Pairs of numbers of a value and of the claim behind it, after the number of the aspect; -1 for no claim. */
export interface PieceFile {
  aspects: string[];
  values: string[];
  claims: string[];
  things: number[][][];
}

/** The values of each aspect of a thing, each with the claim behind it. */
export type Known = Map<string, [string, string | null][]>;

export interface Cell {
  values: string[];
  claims: string[];
}

export interface Aspect {
  name: string;
  cells: Cell[];
  /** What all of the things have. */
  shared: Set<string>;
  /** What only one of them has. */
  own: Set<string>;
  isSame: boolean;
}

/** Returns what a piece holds of the thing at a place. */
export function readThing(piece: PieceFile, place: number): Known {
  const known: Known = new Map();
  for (const [aspect, ...numbers] of piece.things[place] ?? []) {
    const pairs: [string, string | null][] = [];
    for (let at = 0; at < numbers.length; at += 2) pairs.push([piece.values[numbers[at]!]!, piece.claims[numbers[at + 1]!] ?? null]);
    known.set(piece.aspects[aspect!]!, pairs);
  }
  return known;
}

/** Returns the aspects in the order in which a reader asks for them: that of the thing with most, then those of the others. */
export function sideBySide(known: readonly Known[]): Aspect[] {
  const longest = known.reduce((best, each) => (each.size > best.size ? each : best));
  const names = new Set([...longest.keys(), ...known.flatMap((each) => [...each.keys()])]);
  return [...names].map((name) => {
    const cells = known.map((each): Cell => {
      const pairs = each.get(name) ?? [];
      const claims = pairs.flatMap(([, claim]) => claim ?? []);
      return { values: [...new Set(pairs.map(([value]) => value))], claims: [...new Set(claims)] };
    });
    const count = new Map<string, number>();
    for (const { values } of cells) for (const value of values) count.set(value, (count.get(value) ?? 0) + 1);
    const having = (number: number): Set<string> => new Set([...count].filter(([, each]) => each === number).map(([value]) => value));
    const shared = having(cells.length);
    return { name, cells, shared, own: having(1), isSame: cells.every(({ values }) => values.length === shared.size) };
  });
}
