/** Which nodes and edges a state shows.  Nothing here touches the page. */

import { parseYears } from "../table/question";
import { degreeOf, DIRECTIONS, edgesAt, type GraphData, type Incidence } from "./data";
import type { GraphState } from "./state";

export interface Shown {
  nodes: Uint8Array;
  edges: Uint8Array;
  nodeCount: number;
  edgeCount: number;
  /** For each facet, how many edges (kinds: nodes) each value would show, the other facets as they are. */
  counts: { kind: number[]; relation: number[]; direction: number[]; stage: number[] };
}

/** Returns what is shown. */
export function filter(data: GraphData, around: Incidence, state: GraphState): Shown {
  const { nodes, edges } = data;
  const count = nodes.id.length;
  const kinds = wanted(data.kinds, state.kind);
  const relations = wanted(data.relations, state.relation);
  const directions = wanted(DIRECTIONS, state.direction);
  const stages = wanted(data.stages, state.stage);
  const stageBits = stages.reduce((bits, is, stage) => (is ? bits | (1 << stage) : bits), 0);
  const years = parseYears(state.year);
  const asksEdges = state.relation.length > 0 || state.direction.length > 0 || state.stage.length > 0;
  const of = state.of === "" ? -1 : nodes.id.indexOf(state.of);

  const inYears = new Uint8Array(count);
  for (let node = 0; node < count; node++) {
    // What has no year, such as a taxonomy node, is not left out by a range of years.
    const year = nodes.year[node]!;
    inYears[node] = years === null || year === 0 || (year >= years[0] && year <= years[1]) ? 1 : 0;
  }
  const allowed = new Uint8Array(count);
  for (let node = 0; node < count; node++) {
    const degree = degreeOf(around, node);
    const isHub = state.most > 0 && degree > state.most && node !== of;
    allowed[node] = inYears[node] && degree >= state.least && !isHub ? 1 : 0;
  }
  const counts = {
    kind: data.kinds.map(() => 0),
    relation: data.relations.map(() => 0),
    direction: DIRECTIONS.map(() => 0),
    stage: data.stages.map(() => 0),
  };
  for (let node = 0; node < count; node++) if (allowed[node]) counts.kind[nodes.kind[node]!]!++;

  const shownEdges = new Uint8Array(edges.source.length);
  const touched = new Uint8Array(count);
  let edgeCount = 0;
  for (let edge = 0; edge < edges.source.length; edge++) {
    const [source, target] = [edges.source[edge]!, edges.target[edge]!];
    if (!allowed[source] || !allowed[target] || !kinds[nodes.kind[source]!] || !kinds[nodes.kind[target]!]) continue;
    const relation = relations[edges.relation[edge]!]!;
    const direction = directions[edges.direction[edge]!]!;
    const stage = state.stage.length === 0 || (edges.stages[edge]! & stageBits) !== 0;
    if (direction && stage) counts.relation[edges.relation[edge]!]!++;
    if (relation && stage) counts.direction[edges.direction[edge]!]!++;
    if (relation && direction) {
      for (let each = 0; each < counts.stage.length; each++) if (edges.stages[edge]! & (1 << each)) counts.stage[each]!++;
    }
    if (!relation || !direction || !stage) continue;
    shownEdges[edge] = 1;
    touched[source] = 1;
    touched[target] = 1;
    edgeCount++;
  }
  const shownNodes = new Uint8Array(count);
  let nodeCount = 0;
  for (let node = 0; node < count; node++) {
    // Once relations are chosen, what none of them reaches says nothing.
    if (!allowed[node] || !kinds[nodes.kind[node]!] || (asksEdges && !touched[node] && node !== of)) continue;
    shownNodes[node] = 1;
    nodeCount++;
  }
  return { nodes: shownNodes, edges: shownEdges, nodeCount, edgeCount, counts };
}

/** Returns a node and what edges join to it: all of its edges, or those that are shown. */
export function neighbours(data: GraphData, around: Incidence, node: number, shown?: Uint8Array): Set<number> {
  const found = new Set([node]);
  for (const edge of edgesAt(around, node)) {
    if (shown && !shown[edge]) continue;
    found.add(data.edges.source[edge]!);
    found.add(data.edges.target[edge]!);
  }
  return found;
}

/** Returns the edges of a loop: for each step, all edges between its two nodes that say its relation. */
export function loopEdges(data: GraphData, around: Incidence, number: number): { nodes: Set<number>; edges: Set<number> } {
  const loop = data.loops[number - 1];
  const found = { nodes: new Set<number>(loop?.nodes ?? []), edges: new Set<number>() };
  loop?.nodes.forEach((source, step) => {
    const target = loop.nodes[(step + 1) % loop.nodes.length]!;
    for (const edge of edgesAt(around, source)) {
      const isStep = data.edges.source[edge] === source && data.edges.target[edge] === target;
      if (isStep && data.relations[data.edges.relation[edge]!] === loop.relations[step]) found.edges.add(edge);
    }
  });
  return found;
}

function wanted(all: readonly string[], chosen: readonly string[]): boolean[] {
  return all.map((each) => chosen.length === 0 || chosen.includes(each));
}
