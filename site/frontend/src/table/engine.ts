/**
 * Selects rows by facets and counts what each further value would leave.  Nothing here touches the page.
 *
 * Values of one facet mean either, different facets mean both; a value of a tree includes what is below.  A facet of units
 * (claims) holds on one and the same unit.  The count of a value is the number of rows that would be selected if only it were
 * chosen in its facet, all other facets as they are: so counts follow the selection and never lead to nothing unseen.
 */

import type { Facet } from "./data";
import { words } from "../shared/text";

/** What is asked for: for each facet the numbers of its values; texts of which one must be found. */
export interface Question {
  chosen: ReadonlyMap<string, ReadonlySet<number>>;
  texts: readonly string[];
}

export interface Answer {
  /** The numbers of the rows selected, in the order of the data. */
  rows: Uint32Array;
  /** For each row how many of its units satisfy everything. */
  unitsOfRow: Uint32Array;
  /** How many units satisfy everything, those without id (rows that have none) not counted. */
  units: number;
  /** Which units satisfy everything. */
  isUnitSelected: Uint8Array;
  /** For each facet that is asked for, and "text", how many rows there would be without it. */
  without: ReadonlyMap<string, number>;
  /** Returns the count of each value of a facet; counted when it is first asked for, since most facets are folded up. */
  counts(facet: string): Uint32Array;
}

/** What is searched in: folded, by row and by unit. */
export interface Texts {
  rows: readonly string[];
  units: readonly string[] | null;
}

export class Engine {
  readonly rowCount: number;
  readonly unitCount: number;
  private readonly rowOf: Uint32Array;
  private readonly isReal: Uint8Array;
  private readonly facets = new Map<string, Facet>();
  private texts: Texts | null = null;

  /**
   * @param rowCount How many rows there are.
   * @param facets The facets.
   * @param unitRows The row of each unit, in order; each row is one unit where absent.
   * @param unitIds The id of each unit; 0 for the unit that stands for a row without units.
   */
  constructor(rowCount: number, facets: Iterable<Facet>, unitRows?: readonly number[], unitIds?: readonly number[]) {
    this.rowCount = rowCount;
    this.rowOf = unitRows ? Uint32Array.from(unitRows) : Uint32Array.from({ length: rowCount }, (_, row) => row);
    this.unitCount = this.rowOf.length;
    this.isReal = unitIds ? Uint8Array.from(unitIds, (id) => (id > 0 ? 1 : 0)) : new Uint8Array(this.unitCount).fill(1);
    this.add(facets);
  }

  /** Adds facets that came later. */
  add(facets: Iterable<Facet>): void {
    for (const facet of facets) this.facets.set(facet.name, facet);
    if (this.facets.size > 31) throw new Error("at most 31 facets fit into the bits of a number");
  }

  /** Sets what is searched in. */
  setTexts(texts: Texts): void {
    this.texts = texts;
  }

  get hasTexts(): boolean {
    return this.texts !== null;
  }

  facet(name: string): Facet | undefined {
    return this.facets.get(name);
  }

  allFacets(): Facet[] {
    return [...this.facets.values()];
  }

  /** Returns what a question selects. */
  ask(question: Question): Answer {
    const failed = this.failures(question);
    const isUnitSelected = new Uint8Array(this.unitCount);
    const unitsOfRow = new Uint32Array(this.rowCount);
    let units = 0;
    const selected = new Uint8Array(this.rowCount);
    for (let unit = 0; unit < this.unitCount; unit++) {
      if (failed[unit] !== 0) continue;
      const row = this.rowOf[unit]!;
      selected[row] = 1;
      isUnitSelected[unit] = 1;
      if (this.isReal[unit]) {
        unitsOfRow[row]!++;
        units++;
      }
    }
    let count = 0;
    const rows = new Uint32Array(this.rowCount);
    for (let row = 0; row < this.rowCount; row++) if (selected[row]) rows[count++] = row;
    return {
      rows: rows.slice(0, count),
      unitsOfRow,
      units,
      isUnitSelected,
      counts: this.counter(failed),
      without: this.countWithout(failed, question),
    };
  }

  /** Returns, for each unit, one bit for each facet that it fails; the highest bit stands for the text. */
  private failures(question: Question): Int32Array {
    const failed = new Int32Array(this.unitCount);
    let bit = 0;
    for (const facet of this.facets.values()) {
      const chosen = question.chosen.get(facet.name);
      if (chosen && chosen.size > 0) this.mark(failed, facet, chosen, 1 << bit);
      bit++;
    }
    const asked = question.texts.map(words).filter((each) => each.length > 0);
    if (asked.length > 0) this.markText(failed, asked);
    return failed;
  }

  private mark(failed: Int32Array, facet: Facet, chosen: ReadonlySet<number>, bit: number): void {
    const wanted = wantedValues(facet, chosen);
    const byRow = facet.level === "row";
    const { starts, members } = facet;
    for (let unit = 0; unit < this.unitCount; unit++) {
      const item = byRow ? this.rowOf[unit]! : unit;
      let found = false;
      for (let at = starts[item]!; at < starts[item + 1]!; at++) {
        if (wanted[members[at]!]) {
          found = true;
          break;
        }
      }
      if (!found) failed[unit]! |= bit;
    }
  }

  private markText(failed: Int32Array, asked: readonly string[][]): void {
    const texts = this.texts;
    if (texts === null) throw new Error("the text to search has not been loaded");
    let lastRow = -1;
    // For each text, the words that the row itself does not hold: only these are looked for in its units.
    let missing: string[][] = [];
    for (let unit = 0; unit < this.unitCount; unit++) {
      const row = this.rowOf[unit]!;
      if (row !== lastRow) {
        lastRow = row;
        const header = texts.rows[row] ?? "";
        missing = asked.map((text) => text.filter((word) => !header.includes(word)));
      }
      const own = texts.units?.[unit] ?? "";
      if (!missing.some((text) => text.every((word) => own.includes(word)))) failed[unit]! |= TEXT_BIT;
    }
  }

  private countWithout(failed: Int32Array, question: Question): Map<string, number> {
    const found = new Map<string, number>();
    let bit = 0;
    for (const name of this.facets.keys()) {
      if (question.chosen.get(name)?.size) found.set(name, this.countRows(failed, ~(1 << bit)));
      bit++;
    }
    if (question.texts.some((text) => text.trim() !== "")) found.set("text", this.countRows(failed, ~TEXT_BIT));
    return found;
  }

  private countRows(failed: Int32Array, others: number): number {
    let count = 0;
    let lastRow = -1;
    for (let unit = 0; unit < this.unitCount; unit++) {
      const row = this.rowOf[unit]!;
      if (row !== lastRow && (failed[unit]! & others) === 0) {
        lastRow = row;
        count++;
      }
    }
    return count;
  }

  private counter(failed: Int32Array): (facet: string) => Uint32Array {
    const counted = new Map<string, Uint32Array>();
    return (name) => {
      const known = counted.get(name);
      if (known) return known;
      const facet = this.facets.get(name);
      if (!facet) return new Uint32Array(0);
      const counts = this.countFacet(failed, facet, ~(1 << [...this.facets.keys()].indexOf(name)));
      counted.set(name, counts);
      return counts;
    };
  }

  private countFacet(failed: Int32Array, facet: Facet, others: number): Uint32Array {
    const count = new Uint32Array(facet.ids.length);
    // The row in which a value was last counted, plus one: units of one row stand together, so each row counts once.
    const seen = new Uint32Array(facet.ids.length);
    const byRow = facet.level === "row";
    const { starts, members, above } = facet;
    for (let unit = 0; unit < this.unitCount; unit++) {
      if ((failed[unit]! & others) !== 0) continue;
      const row = this.rowOf[unit]!;
      const item = byRow ? row : unit;
      for (let at = starts[item]!; at < starts[item + 1]!; at++) {
        const value = members[at]!;
        if (above === null) {
          if (seen[value] !== row + 1) {
            seen[value] = row + 1;
            count[value]!++;
          }
          continue;
        }
        for (const each of above[value]!) {
          if (seen[each] === row + 1) break;
          seen[each] = row + 1;
          count[each]!++;
        }
      }
    }
    return count;
  }

  /** Returns the row of a unit. */
  rowOfUnit(unit: number): number {
    return this.rowOf[unit]!;
  }

  /** Returns the numbers of a row's values of a facet, of all its units, each once. */
  valuesOf(row: number, facet: Facet, unitStarts: Uint32Array): number[] {
    const found = new Set<number>();
    const [first, last] = facet.level === "row" ? [row, row + 1] : [unitStarts[row]!, unitStarts[row + 1]!];
    for (let at = facet.starts[first]!; at < facet.starts[last]!; at++) found.add(facet.members[at]!);
    return [...found];
  }

  /** Returns where the units of each row begin. */
  unitStarts(): Uint32Array {
    const starts = new Uint32Array(this.rowCount + 1);
    for (const row of this.rowOf) starts[row + 1]!++;
    for (let row = 0; row < this.rowCount; row++) starts[row + 1]! += starts[row]!;
    return starts;
  }
}

/** No facet has this bit: at most 31 fit below it. */
const TEXT_BIT = 1 << 31;

/** Returns which values satisfy a choice: the chosen ones and, in a tree, all below them. */
function wantedValues(facet: Facet, chosen: ReadonlySet<number>): Uint8Array {
  const wanted = new Uint8Array(facet.ids.length);
  for (const value of chosen) wanted[value] = 1;
  if (facet.above) {
    facet.above.forEach((above, value) => {
      if (above.some((each) => chosen.has(each))) wanted[value] = 1;
    });
  }
  return wanted;
}
