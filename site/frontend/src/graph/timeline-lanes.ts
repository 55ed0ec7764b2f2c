/** Which lanes the timeline has, and what each of them names or counts.  Nothing here touches the page. */

import { counted, grouped, thousands } from "../shared/dom";
import { degreeOf, type GraphData, type Incidence } from "./data";
import type { Reach } from "./lineage";
import type { GraphState } from "./state";
import type { LaneInput } from "./timeline-layout";

/** Things of an opened lane, and around a thing, that are named at once. */
export const OPEN_MAX = 80;
export const FOCUS_MAX = 80;

/** Lanes that are no family. */
const OTHERS = "other-families";
const NONE = "no-family";
const UNDATED = "no-year";
const TITLES: Record<string, string> = { [NONE]: "Without a family", [UNDATED]: "No year known" };

export interface Lane extends LaneInput {
  title: string;
  /** How many things it holds, and how many of them are named. */
  note: string;
  /** Whether it is open; null where it cannot be opened or folded. */
  isOpen: boolean | null;
}

type Is = (node: number) => boolean;

/**
 * Returns the lanes around what is looked at: all that it came from and led to, and the others of its family.
 *
 * @returns The lanes, and how many things are left out because there are too many.
 */
export function lanesAround(data: GraphData, around: Incidence, isThere: Is, starts: readonly number[], reach: Reach, state: GraphState): { lanes: Lane[]; cut: number } {
  const degree = (node: number): number => degreeOf(around, node);
  const nearest = [...reach.steps].sort((one, other) => one[1] - other[1] || degree(other[0]) - degree(one[0])).map(([node]) => node);
  const kept = state.whole ? nearest : nearest.slice(0, FOCUS_MAX);
  const own = laneKey(data, starts[0]!);
  const groups = new Map<string, number[]>([[own, []], ...grouped(kept, (node) => laneKey(data, node))]);
  if (!(own in TITLES)) {
    const room = Math.max(0, FOCUS_MAX - kept.length);
    const beside = data.nodes.id.flatMap((_, node) => (isThere(node) && !reach.steps.has(node) && laneKey(data, node) === own ? [node] : []));
    groups.get(own)!.push(...beside.sort((one, other) => data.nodes.first[other]! - data.nodes.first[one]! || degree(other) - degree(one)).slice(0, Math.min(room, BESIDE_MAX)));
  }
  const last = Object.keys(TITLES);
  const keys = [...groups.keys()].sort((one, other) => last.indexOf(one) - last.indexOf(other));
  const lanes = keys.map((key) => ({ key, title: titleOf(data, key), things: groups.get(key)!, counts: null, note: String(groups.get(key)!.length), isOpen: null }));
  return { lanes, cut: nearest.length - kept.length };
}

/** Others of a family that are shown beside one of them at the most. */
const BESIDE_MAX = 12;

/** Returns the lanes of all that is there: leading families, the other ones, what has no family, what has no year. */
export function lanesOf(data: GraphData, around: Incidence, isThere: Is, state: GraphState): Lane[] {
  const members = grouped([...data.nodes.id.keys()].filter(isThere), (node) => laneKey(data, node));
  // Few things are all named: a part of the graph, or what filters left.
  const areFew = [...members.values()].reduce((sum, all) => sum + all.length, 0) <= OPEN_MAX;
  const degree = (node: number): number => degreeOf(around, node);
  const best = (nodes: readonly number[]): number[] => [...nodes].sort((one, other) => degree(other) - degree(one)).slice(0, OPEN_MAX);
  const lane = (key: string, all: readonly number[], things: readonly number[], isOpen: boolean): Lane => ({
    ...{ key, title: titleOf(data, key), things, counts: things.length === 0 ? countsOf(data, all) : null },
    note: things.length > 0 && things.length < all.length ? `${things.length} of ${thousands(all.length)}` : thousands(all.length),
    // What is all there already cannot be opened.
    isOpen: isOpen || things.length < all.length ? isOpen : null,
  });
  const lanes: Lane[] = [];
  const others: [string, number[]][] = [];
  for (const { id } of data.families) {
    const all = members.get(id);
    if (!all) continue;
    const first = areFew ? all : all.filter((node) => data.nodes.first[node] === 1);
    const isOpen = state.lane.includes(id);
    if (first.length === 0 && !isOpen) others.push([id, all]);
    else lanes.push(lane(id, all, isOpen ? best(all) : first, isOpen));
  }
  if (others.length > 0) {
    const isOpen = state.lane.includes(OTHERS);
    lanes.push({ ...lane(OTHERS, others.flatMap(([, all]) => all), [], isOpen), title: counted(others.length, ["other family", "other families"]) });
    if (isOpen) lanes.push(...others.map(([id, all]) => lane(id, all, [], false)));
  }
  for (const key of Object.keys(TITLES)) {
    const all = members.get(key);
    const isOpen = state.lane.includes(key);
    if (all) lanes.push(lane(key, all, isOpen || areFew ? best(all) : [], isOpen));
  }
  return lanes;
}

function laneKey(data: GraphData, node: number): string {
  if (data.nodes.year[node] === 0) return UNDATED;
  return data.families[data.nodes.lane[node]!]?.id ?? NONE;
}

function titleOf(data: GraphData, key: string): string {
  const family = data.families.find(({ id }) => id === key);
  // Some families are called like their makers.
  return family ? [...new Set([family.name, family.developer])].filter((each) => each !== "").join(", ") : (TITLES[key] ?? "");
}

function countsOf(data: GraphData, nodes: readonly number[]): Map<number, readonly [number, number]> {
  const counts = new Map<number, readonly [number, number]>();
  for (const node of nodes) {
    const [models, datasets] = counts.get(data.nodes.year[node]!) ?? [0, 0];
    const isModel = data.kinds[data.nodes.kind[node]!] === "model";
    counts.set(data.nodes.year[node]!, isModel ? [models + 1, datasets] : [models, datasets + 1]);
  }
  return counts;
}
