import assert from "node:assert/strict";
import { test } from "node:test";
import { incidence, type GraphData } from "../src/graph/data";
import { filter, loopEdges, neighbours } from "../src/graph/filter";
import { firstState, readState, writeState, type GraphState } from "../src/graph/state";

// CLIP filters a dataset, which trains CLIP; a work introduces the dataset; an old work stands alone; a self-loop.
const data: GraphData = {
  kinds: ["work", "model", "dataset", "node"],
  relations: ["trains", "produces", "introduces", "variant_of"],
  stages: ["pretrain", "finetune"],
  stageNames: ["Pre-training", "Fine-tuning"],
  families: [{ id: "clip", name: "CLIP", developer: "OpenAI" }],
  nodes: {
    id: ["model:clip", "dataset:pool", "work:a", "work:old", "model:self"],
    kind: [1, 2, 0, 0, 1],
    label: ["CLIP", "Pool", "A work", "Old", "Self"],
    year: [2021, 2023, 2023, 2010, 0],
    page: ["models/clip/", "datasets/pool/", "works/a/", "works/old/", "models/self/"],
    direction: [0, 0, 0, 0, 0],
    lane: [0, -1, -1, -1, -1],
    first: [1, 0, 0, 0, 0],
    x: [0, 1, 2, 3, 4],
    y: [0, 1, 2, 3, 4],
  },
  edges: {
    source: [0, 1, 2, 4],
    target: [1, 0, 1, 4],
    relation: [1, 0, 2, 3],
    direction: [2, 1, 0, 0],
    stages: [1, 1 | 2, 0, 0],
    claim: [0, 1, -1, -1],
    basis: ["", "", "declared", "recalled"],
    unverified: [0, 1, 0, 1],
  },
  claims: ["a.1", "a.2"],
  ...{ claimsPrefix: "graph-claims-", claimsSize: 400, nodeCount: 5 },
  loops: [{ nodes: [0, 1], paradigm: "self-boosted", relations: ["produces", "trains"] }],
};
const around = incidence(data);
const shown = (change: Partial<GraphState>) => {
  const found = filter(data, around, { ...firstState(), ...change });
  return {
    nodes: data.nodes.id.filter((_, node) => found.nodes[node]),
    edges: [...found.edges.keys()].filter((edge) => found.edges[edge]),
    counts: found.counts,
  };
};

test("a self-loop counts once at its node", () => {
  assert.deepEqual([...around.starts], [0, 2, 5, 6, 6, 7]);
});

test("at first everything connected is shown", () => {
  assert.deepEqual(shown({}).nodes, ["model:clip", "dataset:pool", "work:a", "model:self"]);
  assert.deepEqual(shown({ least: 0 }).nodes, data.nodes.id);
});

test("kinds hide nodes and their edges", () => {
  const found = shown({ kind: ["model", "dataset"] });
  assert.deepEqual(found.nodes, ["model:clip", "dataset:pool", "model:self"]);
  assert.deepEqual(found.edges, [0, 1, 3]);
});

test("relations, directions and stages leave what they reach", () => {
  assert.deepEqual(shown({ relation: ["introduces"] }).nodes, ["dataset:pool", "work:a"]);
  assert.deepEqual(shown({ direction: ["data4model"] }).edges, [1]);
  assert.deepEqual(shown({ direction: ["none"] }).edges, [2, 3]);
  assert.deepEqual(shown({ stage: ["finetune"] }).edges, [1]);
  assert.deepEqual(shown({ stage: ["finetune", "pretrain"] }).edges, [0, 1]);
});

test("what has no year is not left out by years", () => {
  assert.deepEqual(shown({ year: "2023.." }).nodes, ["dataset:pool", "work:a", "model:self"]);
});

test("hubs are hidden, but not the node looked at", () => {
  assert.deepEqual(shown({ most: 2 }).nodes, ["model:clip", "work:a", "model:self"]);
  assert.deepEqual(shown({ most: 2, of: "dataset:pool" }).nodes, ["model:clip", "dataset:pool", "work:a", "model:self"]);
});

test("the neighbours of a node", () => {
  assert.deepEqual([...neighbours(data, around, 1)], [1, 0, 2]);
  assert.deepEqual(shown({ of: "work:gone" }).nodes.length, 4, "an unknown node hides nothing");
});

test("counts follow the other facets", () => {
  const { counts } = shown({ direction: ["data4model"] });
  assert.deepEqual(counts.direction, [2, 1, 1]);
  assert.deepEqual(counts.relation, [1, 0, 0, 0]);
  assert.deepEqual(counts.stage, [1, 1]);
});

test("a loop has the edges of its relations only", () => {
  assert.deepEqual([...loopEdges(data, around, 1).edges], [0, 1]);
  assert.deepEqual([...loopEdges(data, around, 2).nodes], []);
});

test("a view is written and read back", () => {
  const state: GraphState = {
    ...firstState(),
    ...{ view: "network", kind: ["model", "dataset"], lane: ["clip"], year: "2023..2025", least: 0, most: 40, colour: "year", of: "model:clip", whole: true, loop: 2 },
    camera: { x: 0.25, y: 0.5, ratio: 0.125 },
  };
  const query = writeState(state);
  assert.equal(query, "view=network&kind=dataset&kind=model&lane=clip&year=2023..2025&least=0&most=40&colour=year&of=model%3Aclip&whole=yes&loop=2&camera=0.25%2C0.5%2C0.125");
  assert.deepEqual(readState(query), { ...state, kind: ["dataset", "model"] });
  assert.equal(writeState(firstState()), "");
});

test("what cannot be understood is left at its first value", () => {
  const hostile = `year=abc&least=-1&most=1e9&loop=x&colour=red&camera=1,2&camera=a,b,c&camera=0,0,0&of=${"x".repeat(300)}&whole=1&view=other`;
  assert.deepEqual(readState(hostile), firstState());
});
