/** What is known of the node looked at: its neighbours, each edge with its claim and evidence, and links to the pages. */

import { BASIS_NAMES, KIND_NAMES, MARKS, RELATION_WORDS } from "../made/words";
import { claimPage } from "../shared/address";
import { grouped, make, show } from "../shared/dom";
import { edgesAt, type ClaimText, type GraphData, type Incidence } from "./data";
import type { Shown } from "./filter";
import { symbol } from "./legend";
import type { GraphState } from "./state";

/** Edges of one relation that are listed at once. */
const LISTED = 25;

export interface PanelActions {
  choose(node: number | null): void;
  /** Returns what a claim says, fetched where it must be. */
  claim(number: number): Promise<ClaimText | null>;
  /** Returns the address of a page of the site; null where there is no site around. */
  page(address: string): string | null;
}

export class NodePanel {
  readonly element = make("section", { class: "cg-panel", "aria-label": "Selected node", tabindex: -1, hidden: true });
  private node = -1;
  /** Relations of which all edges are listed. */
  private readonly opened = new Set<string>();

  constructor(
    private readonly data: GraphData,
    private readonly around: Incidence,
    private readonly actions: PanelActions,
  ) {}

  /** Shows a node, or nothing. */
  show(state: GraphState, shown: Shown): void {
    const node = state.of === "" ? -1 : this.data.nodes.id.indexOf(state.of);
    if (node !== this.node) this.opened.clear();
    this.node = node;
    this.element.hidden = node < 0;
    if (node < 0) {
      this.element.replaceChildren();
      return;
    }
    const { nodes } = this.data;
    const kind = this.data.kinds[nodes.kind[node]!]!;
    const close = make("button", { type: "button", class: "cg-close", "aria-label": "Close", onclick: () => this.actions.choose(null) }, "×");
    const page = nodes.page[node] ? this.actions.page(nodes.page[node]!) : null;
    const title = nodes.label[node]!;
    const open = make("p", { class: "cg-links" }, page ? make("a", { href: page }, "Open its page") : null);
    const hidden = edgesAt(this.around, node).filter((edge) => !shown.edges[edge]).length;
    show(
      this.element,
      make("header", {}, close, make("p", { class: "cg-kind" }, symbol(kind), KIND_NAMES[kind]?.[0] ?? kind, nodes.year[node] ? ` · ${nodes.year[node]}` : ""), make("h2", {}, title)),
      open,
      ...this.groups(node, shown),
      hidden > 0 ? make("p", { class: "cg-note" }, `${hidden} of its edges are hidden by the filters.`) : null,
    );
  }

  private groups(node: number, shown: Shown): HTMLElement[] {
    const { edges, relations } = this.data;
    const visible = [...edgesAt(this.around, node)].filter((edge) => shown.edges[edge]);
    const groups = grouped(visible, (edge) => `${edges.source[edge] === node ? "out" : "in"}:${relations[edges.relation[edge]!]}`);
    return [...groups].map(([key, found]) => {
      const [way, relation] = key.split(":");
      // "trains", or "trained on": the panel speaks from the node's side.
      const heading = RELATION_WORDS[relation!]![way === "out" ? 0 : 1];
      const all = found.length <= LISTED || this.opened.has(key);
      const list = make("ul", {}, ...(all ? found : found.slice(0, LISTED)).map((edge) => this.row(edge, node)));
      const more = make("button", { type: "button" }, `Show all ${found.length}`);
      more.addEventListener("click", () => {
        this.opened.add(key);
        list.replaceChildren(...found.map((edge) => this.row(edge, node)));
        more.remove();
        list.children[LISTED]?.querySelector("button")?.focus();
      });
      const title = make("h3", {}, heading, make("span", { class: "cg-count" }, String(found.length)));
      return make("section", { class: "cg-group" }, title, list, all ? null : more);
    });
  }

  private row(edge: number, node: number): HTMLElement {
    const { nodes, edges, kinds, stageNames } = this.data;
    const other = edges.source[edge] === node ? edges.target[edge]! : edges.source[edge]!;
    const kind = kinds[nodes.kind[other]!]!;
    const name = make("button", { type: "button", class: "cg-other", onclick: () => this.actions.choose(other) }, symbol(kind), nodes.label[other]!);
    const stages = stageNames.filter((_, stage) => edges.stages[edge]! & (1 << stage));
    const about = stages.length > 0 ? make("span", { class: "cg-stages" }, stages.join(", ")) : null;
    const unverified = edges.unverified[edge] ? make("span", { class: "cg-unverified", title: MARKS["unverified"]!.meaning }, MARKS["unverified"]!.word) : null;
    const line = make("div", { class: "cg-line" }, name, about, unverified);
    const number = edges.claim[edge]!;
    if (number < 0) {
      const basis = BASIS_NAMES[edges.basis[edge]!] ?? edges.basis[edge]!;
      return make("li", {}, line, make("p", { class: "cg-basis" }, basis));
    }
    const body = make("div", { class: "cg-claim" }, "Loading …");
    const details = make("details", {}, make("summary", {}, this.data.claims[number]!), body);
    details.addEventListener("toggle", () => details.open && void this.fill(body, number), { once: true });
    return make("li", {}, line, details);
  }

  private async fill(body: HTMLElement, number: number): Promise<void> {
    const id = this.data.claims[number]!;
    const claim = await this.actions.claim(number);
    if (claim === null) {
      show(body, "The claim could not be loaded; reload the page to try again.");
      return;
    }
    const page = this.actions.page(claimPage(id));
    show(
      body,
      make("p", { class: "cg-node" }, claim.node),
      make("p", { class: "cg-statement" }, claim.statement),
      make("p", { class: "cg-evidence" }, `Evidence: ${claim.evidence.join("; ") || "none"}${claim.unverified ? " (unverified)" : ""}`),
      claim.inferred ? make("p", { class: "cg-inferred" }, `Inferred, not stated by the evidence: ${claim.inferred.join(", ")}`) : null,
      claim.doubt ? make("p", { class: "cg-doubt" }, `Doubt: ${claim.doubt}`) : null,
      page ? make("a", { href: page }, "Open the claim") : null,
    );
  }
}
