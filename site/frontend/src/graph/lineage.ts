/** Who made, trained and judged whom, and what was derived from what: the arrows of the timeline, and what they lead to. */

import { ARROWS } from "../made/words";
import { grouped } from "../shared/dom";
import type { GraphData } from "./data";

export interface Arrow {
  source: number;
  target: number;
  /** A word of `ARROWS`. */
  word: string;
  relation: string;
  direction: number;
  /** Whether nothing that was seen states any of its edges. */
  unverified: boolean;
}

/** Where a walk along the arrows leads. */
export interface Reach {
  /** What the start came from, what it led to, and what judged it or was judged by it. */
  up: Set<number>;
  down: Set<number>;
  judged: Set<number>;
  /** How many steps each thing is away, the start itself included. */
  steps: Map<number, number>;
  arrows: Set<Arrow>;
}

const WORD_OF = new Map(Object.entries(ARROWS).flatMap(([word, relations]) => relations.map((relation) => [relation, word])));

/** The kinds of node that the timeline shows. */
export const THING_KINDS: readonly string[] = ["model", "dataset"];

/** Returns whether a node is a model or a dataset. */
export function isThing(data: GraphData, node: number): boolean {
  return THING_KINDS.includes(data.kinds[data.nodes.kind[node]!]!);
}

/** Returns the arrows among the edges that are shown; several edges that say the same are one arrow. */
export function arrowsOf(data: GraphData, shown: Uint8Array): Arrow[] {
  const { edges, relations } = data;
  const found = new Map<string, Arrow>();
  shown.forEach((is, edge) => {
    const relation = relations[edges.relation[edge]!]!;
    const word = is ? WORD_OF.get(relation) : undefined;
    const [source, target] = [edges.source[edge]!, edges.target[edge]!];
    if (word === undefined || source === target) return;
    const key = `${source} ${target} ${word}`;
    const unverified = edges.unverified[edge] === 1 && (found.get(key)?.unverified ?? true);
    found.set(key, { source, target, word, relation, direction: edges.direction[edge]!, unverified });
  });
  return [...found.values()];
}

/** Returns what some things came from and led to.  A judgement carries no lineage: it is followed from the start only. */
export function reachOf(starts: Iterable<number>, arrows: readonly Arrow[]): Reach {
  const begin = new Set(starts);
  const reach: Reach = { up: new Set(), down: new Set(), judged: new Set(), steps: new Map([...begin].map((node) => [node, 0])), arrows: new Set() };
  const walk = (from: "source" | "target", to: "source" | "target", found: Set<number>): void => {
    for (const arrow of arrows) {
      if (arrow.word !== "judged" || !begin.has(arrow[from])) continue;
      reach.arrows.add(arrow);
      reach.judged.add(arrow[to]);
    }
    const next = grouped(arrows.filter(({ word }) => word !== "judged"), (arrow) => arrow[from]);
    let frontier = [...begin];
    for (let step = 1; frontier.length > 0; step++) {
      const reached = new Set<number>();
      for (const arrow of frontier.flatMap((node) => next.get(node) ?? [])) {
        reach.arrows.add(arrow);
        if (!found.has(arrow[to])) reached.add(arrow[to]);
      }
      for (const node of reached) {
        found.add(node);
        reach.steps.set(node, Math.min(step, reach.steps.get(node) ?? step));
      }
      frontier = [...reached].filter((node) => !begin.has(node));
    }
  };
  walk("target", "source", reach.up);
  walk("source", "target", reach.down);
  for (const node of reach.judged) if (!reach.steps.has(node)) reach.steps.set(node, 1);
  for (const node of begin) for (const found of [reach.up, reach.down, reach.judged]) found.delete(node);
  return reach;
}

/** Returns the arrows that close a loop, from its last member to its first, as "source target". */
export function closingPairs(data: GraphData): Set<string> {
  return new Set(data.loops.map(({ nodes }) => `${nodes.at(-1)} ${nodes[0]}`));
}
