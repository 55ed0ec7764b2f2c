/** The network as it is seen, as SVG drawn anew from the same places; and the data shown. */

import { SHAPE_PATHS } from "../made/looks";
import { makeSvg, round } from "../shared/dom";
import { toCsv } from "../shared/save";
import type { GraphData } from "./data";
import type { Drawing } from "./draw";
import type { Shown } from "./filter";
import { restsOn, stagesOf } from "./list";

/** Returns the picture as an SVG document. */
export function toSvg(drawing: Drawing, data: GraphData, shown: Shown, title: string): string {
  const { width, height } = drawing.size;
  const { palette } = drawing;
  const root = makeSvg("svg", {
    ...{ xmlns: "http://www.w3.org/2000/svg", viewBox: `0 0 ${width} ${height}`, width, height, "font-family": "sans-serif" },
  });
  root.append(makeSvg("title", {}, title), makeSvg("rect", { width, height, fill: palette.page }));
  const isIn = ({ x, y }: { x: number; y: number }): boolean => x > -width && x < 2 * width && y > -height && y < 2 * height;
  const lines = makeSvg("g", { fill: "none" });
  shown.edges.forEach((is, edge) => {
    const look = drawing.lookOfEdge(edge);
    if (!is && look.visibility === "hidden") return;
    const [from, to] = [drawing.pixelOf(data.edges.source[edge]!), drawing.pixelOf(data.edges.target[edge]!)];
    if (!isIn(from) && !isIn(to)) return;
    lines.append(makeSvg("path", { d: `M${round(from.x)} ${round(from.y)}L${round(to.x)} ${round(to.y)}`, stroke: look.color, "stroke-width": look.size }));
  });
  const marks = makeSvg("g");
  const labels = makeSvg("g", { "font-size": 12, fill: palette.text });
  const named = drawing.labels();
  shown.nodes.forEach((_, node) => {
    const look = drawing.lookOfNode(node);
    const at = drawing.pixelOf(node);
    if (look.visibility === "hidden" || !isIn(at)) return;
    const radius = drawing.radiusOf(node);
    const path = SHAPE_PATHS[data.kinds[data.nodes.kind[node]!]!]!;
    const place = `translate(${round(at.x - radius)} ${round(at.y - radius)}) scale(${round(radius / 6)})`;
    const mark = makeSvg("path", { d: path, fill: look.color, "fill-opacity": look.opacity, transform: place });
    mark.append(makeSvg("title", {}, data.nodes.label[node]!));
    marks.append(mark);
    if (named.has(node)) labels.append(makeSvg("text", { x: round(at.x + radius + 4), y: round(at.y + 4) }, data.nodes.label[node]!));
  });
  root.append(lines, marks, labels);
  return new XMLSerializer().serializeToString(root);
}

/** Returns the nodes and edges shown as JSON: node-link data, as networkx and d3 read them. */
export function toJson(data: GraphData, shown: Shown): string {
  const nodes: object[] = [];
  shown.nodes.forEach((is, node) => {
    if (!is) return;
    const { id, label, year, kind } = data.nodes;
    nodes.push({ id: id[node], label: label[node], kind: data.kinds[kind[node]!], year: year[node] || null });
  });
  const links = edgeRecords(data, shown).map(({ from, to, ...rest }) => ({ source: from, target: to, ...rest }));
  return `${JSON.stringify({ directed: true, multigraph: true, graph: {}, nodes, edges: links }, null, 1)}\n`;
}

/** Returns the edges shown as CSV. */
export function edgesToCsv(data: GraphData, shown: Shown): string {
  const header = ["source", "relation", "target", "stages", "rests_on", "unverified"];
  const rows = edgeRecords(data, shown).map((edge) => [edge.from, edge.relation, edge.to, edge.stages.join("; "), edge.rests_on, edge.unverified ? "yes" : "no"]);
  return toCsv(header, rows);
}

interface EdgeRecord {
  from: string;
  to: string;
  relation: string;
  stages: string[];
  rests_on: string;
  unverified: boolean;
}

function edgeRecords(data: GraphData, shown: Shown): EdgeRecord[] {
  const records: EdgeRecord[] = [];
  shown.edges.forEach((is, edge) => {
    if (!is) return;
    const { source, target, relation, unverified } = data.edges;
    records.push({
      from: data.nodes.id[source[edge]!]!,
      to: data.nodes.id[target[edge]!]!,
      relation: data.relations[relation[edge]!]!,
      stages: stagesOf(data, edge),
      rests_on: restsOn(data, edge),
      unverified: unverified[edge] === 1,
    });
  });
  return records;
}
