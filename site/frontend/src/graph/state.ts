/** What a reader sees of the graph, as a record and as the query string of an address. */

import { readQuery, writeQuery } from "../shared/address";
import { parseYears } from "../table/question";

export const COLOURS = ["kind", "direction", "year"] as const;
export type Colour = (typeof COLOURS)[number];

export const VIEWS = ["timeline", "neighbourhood", "network"] as const;
export type View = (typeof VIEWS)[number];

export interface Camera {
  x: number;
  y: number;
  ratio: number;
}

export interface GraphState {
  view: View;
  /** Kinds, relations, directions and stages that are shown; all where empty. */
  kind: string[];
  relation: string[];
  direction: string[];
  stage: string[];
  /** A range of years as `2023..2025`; empty for all. */
  year: string;
  /** Nodes with fewer edges are hidden. */
  least: number;
  /** Nodes with more edges are hidden; 0 for no bound. */
  most: number;
  colour: Colour;
  /** The node looked at, such as `model:clip`; empty for none. */
  of: string;
  /** Lanes of the timeline that the reader opened. */
  lane: string[];
  /** Whether the timeline shows all that the node looked at came from and led to, however much that is. */
  whole: boolean;
  /** The loop that is highlighted, counted from 1; 0 for none. */
  loop: number;
  camera: Camera | null;
}

export const LISTS = ["kind", "relation", "direction", "stage"] as const;
const MANY = [...LISTS, "lane"] as const;

export function firstState(): GraphState {
  return {
    ...{ view: "timeline", kind: [], relation: [], direction: [], stage: [], lane: [] },
    ...{ year: "", least: 1, most: 0, colour: "kind", of: "", whole: false, loop: 0, camera: null },
  };
}

/** Returns the state that a query string means; what cannot be understood keeps its first value. */
export function readState(query: string): GraphState {
  const state = firstState();
  for (const [name, value] of readQuery(query)) {
    if (value.length > 200) continue;
    const list = MANY.find((each) => each === name);
    if (list) {
      if (!state[list].includes(value) && state[list].length < 50) state[list].push(value);
    } else if (name === "view") state.view = VIEWS.find((each) => each === value) ?? "timeline";
    else if (name === "year" && parseYears(value)) state.year = value;
    else if (name === "least" || name === "most" || name === "loop") state[name] = whole(value) ?? state[name];
    else if (name === "colour") state.colour = COLOURS.find((each) => each === value) ?? "kind";
    else if (name === "of") state.of = value;
    else if (name === "whole") state.whole = value === "yes";
    else if (name === "camera") state.camera = readCamera(value);
  }
  return state;
}

/** Returns the query string of a state: only what differs from the first one. */
export function writeState(state: GraphState): string {
  const first = firstState();
  const pairs: [string, string][] = [];
  if (state.view !== first.view) pairs.push(["view", state.view]);
  for (const name of MANY) for (const value of [...state[name]].sort()) pairs.push([name, value]);
  if (state.year !== "") pairs.push(["year", state.year]);
  if (state.least !== first.least) pairs.push(["least", String(state.least)]);
  if (state.most !== first.most) pairs.push(["most", String(state.most)]);
  if (state.colour !== first.colour) pairs.push(["colour", state.colour]);
  if (state.of !== "") pairs.push(["of", state.of]);
  if (state.whole) pairs.push(["whole", "yes"]);
  if (state.loop > 0) pairs.push(["loop", String(state.loop)]);
  if (state.camera) pairs.push(["camera", [state.camera.x, state.camera.y, state.camera.ratio].map(short).join(",")]);
  return writeQuery(pairs);
}

function whole(text: string): number | null {
  return /^[0-9]{1,6}$/.test(text) ? Number(text) : null;
}

function readCamera(text: string): Camera | null {
  const numbers = text.split(",").map(Number);
  const [x, y, ratio] = numbers;
  if (numbers.length !== 3 || !numbers.every(Number.isFinite) || !(ratio! > 0.001 && ratio! < 100)) return null;
  return { x: x!, y: y!, ratio: ratio! };
}

function short(value: number): string {
  return String(Math.round(value * 1000) / 1000);
}
