/** The graph as scripts/codev/show/graph_data.py writes it: lists side by side, nodes and edges by number. */

export interface ClaimText {
  node: string;
  statement: string;
  evidence: string[];
  inferred?: string[];
  doubt?: string;
  unverified?: boolean;
}

export interface Loop {
  nodes: number[];
  paradigm: string;
  relations: string[];
}

export interface GraphData {
  kinds: string[];
  relations: string[];
  stages: string[];
  stageNames: string[];
  /** The families that have a lane in the timeline, in the order of the lanes. */
  families: { id: string; name: string; developer: string }[];
  nodes: {
    id: string[];
    kind: number[];
    label: string[];
    year: number[];
    page: string[];
    direction: number[];
    /** The number of the lane's family, or -1. */
    lane: number[];
    /** Whether the timeline names it at first. */
    first: number[];
    x: number[];
    y: number[];
  };
  edges: {
    source: number[];
    target: number[];
    relation: number[];
    /** 1 data to model, 2 model to data, 0 none. */
    direction: number[];
    /** One bit for each stage. */
    stages: number[];
    /** The number of the claim, or -1. */
    claim: number[];
    basis: string[];
    unverified: number[];
  };
  claims: string[];
  claimsPrefix: string;
  claimsSize: number;
  loops: Loop[];
  /** How many nodes there are in all; fewer may be shown. */
  nodeCount: number;
  /** The claims themselves, where the page cannot fetch them. */
  claimTexts?: Record<string, ClaimText>;
}

export const DIRECTIONS = ["none", "data4model", "model4data"] as const;

/** The edges at each node, by number. */
export interface Incidence {
  starts: Uint32Array;
  edges: Uint32Array;
}

/** Returns which edges begin or end at each node. */
export function incidence(data: GraphData): Incidence {
  const { source, target } = data.edges;
  const starts = new Uint32Array(data.nodes.id.length + 1);
  for (let edge = 0; edge < source.length; edge++) {
    starts[source[edge]! + 1]!++;
    if (source[edge] !== target[edge]) starts[target[edge]! + 1]!++;
  }
  for (let node = 0; node < data.nodes.id.length; node++) starts[node + 1]! += starts[node]!;
  const edges = new Uint32Array(starts.at(-1) ?? 0);
  const next = starts.slice();
  for (let edge = 0; edge < source.length; edge++) {
    edges[next[source[edge]!]!++] = edge;
    if (source[edge] !== target[edge]) edges[next[target[edge]!]!++] = edge;
  }
  return { starts, edges };
}

/** Returns the edges at a node. */
export function edgesAt({ starts, edges }: Incidence, node: number): Uint32Array {
  return edges.subarray(starts[node]!, starts[node + 1]!);
}

/** Returns how many edges a node has. */
export function degreeOf({ starts }: Incidence, node: number): number {
  return starts[node + 1]! - starts[node]!;
}
