/** The table behind the graph: every edge that is shown, for screen readers, for the keyboard, and for taking away. */

import { BASIS_NAMES, KIND_NAMES, RELATION_WORDS } from "../made/words";
import { counted, make, show } from "../shared/dom";
import type { GraphData } from "./data";
import type { Shown } from "./filter";

/** Rows that are in the page at once. */
const PAGE = 100;

export class EdgeList {
  readonly element: HTMLDetailsElement;
  private readonly body = make("tbody");
  private readonly caption = make("caption", {});
  private readonly more = make("button", { type: "button" }, "Show more");
  private edges: number[] = [];
  private listed = 0;

  constructor(
    private readonly data: GraphData,
    private readonly choose: (node: number) => void,
  ) {
    const heads = ["From", "Relation", "To", "Stages", "Rests on"].map((title) => make("th", { scope: "col" }, title));
    const table = make("table", { class: "cg-table" }, this.caption, make("thead", {}, make("tr", {}, ...heads)), this.body);
    this.more.addEventListener("click", () => this.add());
    this.element = make("details", { class: "cg-list" }, make("summary", {}, "The same as a table"), table, this.more);
    this.element.addEventListener("toggle", () => this.element.open && this.draw());
  }

  update(shown: Shown): void {
    this.edges = [];
    shown.edges.forEach((is, edge) => is && this.edges.push(edge));
    if (this.element.open) this.draw();
  }

  private draw(): void {
    this.listed = 0;
    this.body.replaceChildren();
    show(this.caption, `${counted(this.edges.length, ["edge", "edges"])} between the nodes shown`);
    this.add();
  }

  private add(): void {
    const next = this.edges.slice(this.listed, this.listed + PAGE);
    this.body.append(...next.map((edge) => this.row(edge)));
    this.listed += next.length;
    this.more.hidden = this.listed >= this.edges.length;
  }

  private row(edge: number): HTMLElement {
    const { nodes, edges, kinds, relations } = this.data;
    const end = (node: number): HTMLElement => {
      const kind = KIND_NAMES[kinds[nodes.kind[node]!]!]?.[0].toLowerCase() ?? "";
      const button = make("button", { type: "button", class: "cg-other", onclick: () => this.choose(node) }, nodes.label[node]!);
      return make("td", {}, button, make("span", { class: "ct-below" }, kind));
    };
    const rests = restsOn(this.data, edge) + (edges.unverified[edge] ? " (unverified)" : "");
    return make(
      "tr",
      {},
      end(edges.source[edge]!),
      make("td", {}, RELATION_WORDS[relations[edges.relation[edge]!]!]![0]),
      end(edges.target[edge]!),
      make("td", {}, stagesOf(this.data, edge).join(", ")),
      make("td", {}, rests),
    );
  }
}

/** Returns the names of the stages of an edge. */
export function stagesOf(data: GraphData, edge: number): string[] {
  return data.stageNames.filter((_, stage) => data.edges.stages[edge]! & (1 << stage));
}

/** Returns what an edge rests on: its claim, or in words its basis. */
export function restsOn(data: GraphData, edge: number): string {
  const claim = data.edges.claim[edge]!;
  return claim >= 0 ? data.claims[claim]! : (BASIS_NAMES[data.edges.basis[edge]!] ?? data.edges.basis[edge]!);
}
