/** Where everything stands in the timeline: years as columns, lanes below each other, names that never cover one another. */

import { grouped, round } from "../shared/dom";
import type { Arrow } from "./lineage";

export const ROW = 24;
/** What a mark takes to the left of its place, and from there to its name. */
export const BEFORE = 10;
/** From the line of a year to its first marks: arrows bend here. */
const INDENT = 20;
export const AFTER = 14;
/** What a thing is moved to the right for each step from another one of the same year. */
export const STEP = 16;
const STEPS_MAX = 3;
const HEAD = 30;
const STRIP = 26;
const GAP = 10;
/** Where there are more years, this share of things at the most stands in the first column together, "until 2019". */
const YEARS_MAX = 8;
const EARLY = 0.05;
const COLUMN_MIN = 42;

export interface LaneInput {
  key: string;
  /** What is listed, in the order in which places are given away; a folded lane lists nothing. */
  things: readonly number[];
  /** For each year, how many models and how many datasets a folded lane holds. */
  counts: ReadonlyMap<number, readonly [number, number]> | null;
}

export interface Column {
  year: number;
  /** Whether earlier years stand in it as well. */
  isEarly: boolean;
  x: number;
  width: number;
}

export interface Place {
  node: number;
  x: number;
  y: number;
  /** The name as it has room. */
  label: string;
  labelX: number;
  labelWidth: number;
  /** Whether the name stands to the left of the mark. */
  isLeft: boolean;
}

export interface LanePlace {
  key: string;
  y: number;
  height: number;
  places: Place[];
  /** For each column of a folded lane its counts, and their middle. */
  strip: { x: number; y: number; width: number; models: number; datasets: number }[];
}

export interface TimelineLayout {
  columns: Column[];
  lanes: LanePlace[];
  width: number;
  height: number;
  placeOf: Map<number, Place>;
}

export interface LayoutInput {
  lanes: readonly LaneInput[];
  width: number;
  top: number;
  label: (node: number) => string;
  /** 0 where no year is known. */
  year: (node: number) => number;
  /** Returns how wide a text is as the name of a thing. */
  measure: (text: string, node: number) => number;
  arrows: readonly Arrow[];
  /** Arrows that close a loop: they do not move their target to the right. */
  closing: ReadonlySet<string>;
}

/** Returns the columns of the years: one for each, the few early things together in the first one. */
export function columnsOf(years: readonly number[], width: number): Column[] {
  const known = years.filter((year) => year > 0).sort((one, other) => one - other);
  if (known.length === 0) return [];
  const last = known.at(-1)!;
  const mostColumns = Math.max(1, Math.floor(width / COLUMN_MIN));
  const isLong = last - known[0]! >= YEARS_MAX;
  const first = Math.max(isLong ? known[Math.floor(known.length * EARLY)]! : known[0]!, last - mostColumns + 1);
  const count = last - first + 1;
  const each = width / count;
  return Array.from({ length: count }, (_, index) => ({
    ...{ year: first + index, isEarly: index === 0 && known[0]! < first, x: index * each, width: each },
  }));
}

/** Returns where everything stands. */
export function layOut(input: LayoutInput): TimelineLayout {
  const listed = input.lanes.flatMap((lane) => [...lane.things]);
  const counted = input.lanes.flatMap((lane) => [...(lane.counts ?? [])].flatMap(([year, [models, datasets]]) => Array<number>(models + datasets).fill(year)));
  const columns = columnsOf([...listed.map(input.year), ...counted], input.width);
  const steps = stepsOf(listed, input);
  const lanes: LanePlace[] = [];
  const placeOf = new Map<number, Place>();
  let y = input.top;
  for (const lane of input.lanes) {
    const rows = new Rows();
    const ordered = order(lane.things, steps, input);
    const places = ordered.map((node) => place(node, steps.get(node) ?? 0, y + HEAD, columns, rows, input));
    for (const each of places) placeOf.set(each.node, each);
    const strip = lane.counts === null ? [] : stripOf(lane.counts, columns, y + HEAD + STRIP / 2);
    const height = HEAD + rows.count * ROW + (strip.length > 0 ? STRIP : 0) + GAP;
    lanes.push({ key: lane.key, y, height, places, strip });
    y += height;
  }
  return { columns, lanes, width: input.width, height: y, placeOf };
}

/** Returns how many steps a thing is after others of its year. */
function stepsOf(listed: readonly number[], { arrows, year, closing }: LayoutInput): Map<number, number> {
  const steps = new Map(listed.map((node) => [node, 0]));
  const inYear = arrows.filter(({ source, target, word }) => steps.has(source) && steps.has(target) && word !== "judged" && year(source) === year(target) && !closing.has(`${source} ${target}`));
  for (let round = 0; round < STEPS_MAX; round++) {
    for (const { source, target } of inYear) steps.set(target, Math.max(steps.get(target)!, Math.min(STEPS_MAX, steps.get(source)! + 1)));
  }
  return steps;
}

/** Returns things year by year, each followed by what came from it in the same year: they stand below each other. */
function order(things: readonly number[], steps: ReadonlyMap<number, number>, { arrows, year }: LayoutInput): number[] {
  const isListed = new Set(things);
  const inYear = arrows.filter(
    ({ source, target }) => isListed.has(source) && isListed.has(target) && year(source) === year(target) && steps.get(source)! < steps.get(target)!,
  );
  const next = grouped(inYear, ({ source }) => source);
  const ordered = new Set<number>();
  const add = (node: number): void => {
    if (ordered.has(node)) return;
    ordered.add(node);
    next.get(node)?.forEach(({ target }) => add(target));
  };
  const rank = (node: number): number => (year(node) || Infinity);
  [...things].sort((one, other) => rank(one) - rank(other) || steps.get(one)! - steps.get(other)!).forEach(add);
  return [...ordered];
}

/** What is taken in each row, as pairs of begin and end. */
class Rows {
  private readonly taken: [number, number][][] = [];

  get count(): number {
    return this.taken.length;
  }

  /** Takes the first row that is free from one place to another, and returns its number. */
  take(begin: number, end: number): number {
    let row = 0;
    while (this.taken[row]?.some(([from, to]) => begin < to && from < end)) row++;
    (this.taken[row] ??= []).push([begin, end]);
    return row;
  }
}

function place(node: number, step: number, top: number, columns: readonly Column[], rows: Rows, input: LayoutInput): Place {
  const year = input.year(node);
  const column = year === 0 ? undefined : (columns.find((each) => each.year === year) ?? columns[0]);
  const x = Math.min((column?.x ?? 0) + INDENT + step * STEP, input.width - BEFORE);
  const whole = input.label(node);
  const room = input.width - x - AFTER;
  const measure = (text: string): number => input.measure(text, node);
  const wanted = measure(whole);
  const isLeft = wanted > room && x - AFTER > room;
  const label = cut(whole, isLeft ? x - AFTER : room, measure);
  const labelWidth = measure(label);
  const [begin, end] = isLeft ? [x - AFTER - labelWidth, x + BEFORE] : [x - BEFORE, x + AFTER + labelWidth + 4];
  const row = rows.take(begin, end);
  return { node, x, y: top + row * ROW + ROW / 2, label, labelX: isLeft ? begin : x + AFTER, labelWidth, isLeft };
}

/** Returns a name cut to a width, with a sign that it is cut. */
export function cut(text: string, room: number, measure: (text: string) => number): string {
  if (measure(text) <= room) return text;
  let [fits, fails] = [0, text.length];
  while (fails - fits > 1) {
    const middle = (fits + fails) >> 1;
    if (measure(`${text.slice(0, middle).trimEnd()}…`) <= room) fits = middle;
    else fails = middle;
  }
  return `${text.slice(0, fits).trimEnd()}…`;
}

function stripOf(counts: ReadonlyMap<number, readonly [number, number]>, columns: readonly Column[], y: number): LanePlace["strip"] {
  const sums = columns.map(({ x, width }) => ({ x, y, width, models: 0, datasets: 0 }));
  for (const [year, [models, datasets]] of counts) {
    const at = Math.max(0, columns.findIndex((each) => each.year === year));
    const sum = year === 0 ? undefined : sums[at];
    if (!sum) continue;
    sum.models += models;
    sum.datasets += datasets;
  }
  return sums.filter(({ models, datasets }) => models + datasets > 0);
}

/** Returns the way of an arrow: it reaches its target from the side on which there is no name. */
export function route(from: Place, to: Place): { line: string; end: { x: number; y: number }; angle: number } {
  const side = to.isLeft ? 1 : -1;
  const end = { x: to.x + side * 9, y: to.y };
  const begin = `M${round(from.x)} ${round(from.y)}`;
  const into = `${round(end.x)} ${round(end.y)}`;
  const down = to.y - from.y;
  const isAhead = side < 0 ? from.x < end.x - 2 : from.x > end.x + 2;
  let line: string;
  if (Math.abs(down) < 1 && isAhead) line = `${begin}Q${round((from.x + end.x) / 2)} ${round(from.y - 18)} ${into}`;
  else if (isAhead) {
    const bend = Math.min(90, Math.abs(end.x - from.x) * 0.7);
    line = `${begin}C${round(from.x)} ${round(from.y + down * 0.75)} ${round(end.x + side * bend)} ${round(to.y)} ${into}`;
  } else {
    const out = (side < 0 ? Math.min(from.x, end.x) : Math.max(from.x, end.x)) + side * (10 + Math.min(40, Math.abs(down) / 6));
    line = `${begin}C${round(Math.max(2, out))} ${round(from.y)} ${round(Math.max(2, out))} ${round(to.y)} ${into}`;
  }
  return { line, end, angle: side < 0 ? 0 : 180 };
}
