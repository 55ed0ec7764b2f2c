/** The graph explorer: three pictures, their controls, the node looked at, and the table behind; its state can be an address. */

import { counted, make, show, statusLine } from "../shared/dom";
import { exportMenu } from "../shared/export-menu";
import { once, reasonOf } from "../shared/load";
import { toPng } from "../shared/png";
import { save } from "../shared/save";
import { Controls } from "./controls";
import { incidence, type ClaimText, type GraphData, type Incidence } from "./data";
import { filter, type Shown } from "./filter";
import { Legend } from "./legend";
import { EdgeList } from "./list";
import { Neighbourhood } from "./neighbourhood";
import { Network } from "./network";
import { NodePanel } from "./panel";
import { edgesToCsv, toJson } from "./picture";
import { asDocument } from "./sheet";
import { firstState, readState, VIEWS, writeState, type GraphState, type View } from "./state";
import { Timeline } from "./timeline";

const FORMATS = ["PNG", "SVG", "JSON", "CSV"] as const;
const VIEW_NAMES: Record<View, string> = { timeline: "Timeline", neighbourhood: "Neighbourhood", network: "Network" };

export interface GraphOptions {
  /** The query string of the view to begin with. */
  query?: string;
  /** Told the query string whenever the view changes, and whether that is a step to go back to. */
  changed?: (query: string, isStep: boolean) => void;
  /** Returns the address of a page; without it pages are not linked to. */
  page?: (address: string) => string | null;
  /** Returns a piece of the claims, by its number. */
  claims?: (piece: number) => Promise<Record<string, ClaimText>>;
  /** Told which node is chosen. */
  chosen?: (id: string | null) => void;
}

export class GraphView {
  private readonly around: Incidence;
  private readonly controls: Controls;
  private readonly panel: NodePanel;
  private readonly list: EdgeList;
  private readonly status = statusLine("cg-status");
  private readonly timeline: Timeline;
  private readonly rings: Neighbourhood;
  private readonly network: Network;
  private readonly legend: Legend;
  private readonly switches = new Map<View, HTMLElement>();
  private state: GraphState;
  private shown: Shown;
  private readonly pieces = new Map<number, Promise<Record<string, ClaimText>>>();
  private readonly watches: (() => void)[] = [];

  constructor(
    private readonly place: HTMLElement,
    private readonly data: GraphData,
    private readonly options: GraphOptions = {},
  ) {
    this.around = incidence(data);
    this.state = readState(options.query ?? "");
    this.controls = new Controls(data, this.around, {
      change: (change) => this.change(change),
      choose: (node) => this.choose(node, true),
      reset: () => this.reset(),
    });
    this.panel = new NodePanel(data, this.around, {
      choose: (node) => this.choose(node, true),
      claim: (number) => this.claim(number),
      page: (address) => this.options.page?.(address) ?? null,
    });
    this.list = new EdgeList(data, (node) => {
      this.choose(node, true);
      this.panel.element.focus();
    });
    this.timeline = new Timeline(data, this.around, { choose: (node) => this.choose(node, false), change: (change) => this.change(change) });
    this.rings = new Neighbourhood(data, this.around, (node) => this.choose(node, false));
    this.network = new Network(data, this.around, {
      choose: (node) => this.choose(node, false),
      moved: (camera) => {
        if (this.state.view !== "network") return;
        this.state.camera = camera;
        this.tell(false);
      },
    });
    this.legend = new Legend(data, (change) => this.change(change));
    this.shown = filter(data, this.around, this.state);
    this.build();
    this.update();
    this.look(false);
  }

  private build(): void {
    const toggle = make("button", { type: "button", class: "ct-toggle", "aria-expanded": "false" }, "Filters");
    toggle.addEventListener("click", () => toggle.setAttribute("aria-expanded", String(this.place.classList.toggle("has-filters"))));
    const switches = make("div", { class: "cg-views", role: "group", "aria-label": "View" });
    for (const view of VIEWS) {
      const button = make("button", { type: "button", onclick: () => this.change({ view, camera: null }) }, VIEW_NAMES[view]);
      this.switches.set(view, button);
      switches.append(button);
    }
    const menu = exportMenu("Export the view as", FORMATS.map((label) => ({ label, format: label.toLowerCase(), run: () => void this.export(label) })));
    const top = make("div", { class: "cg-top" }, switches, this.controls.search, toggle, menu);
    const middle = make("div", { class: "cg-middle" }, this.timeline.element, this.rings.element, this.network.element, this.network.buttons, this.panel.element);
    const main = make("div", { class: "cg-main" }, top, this.status, this.legend.element, middle, this.list.element);
    this.place.classList.add("is-live");
    show(this.place, this.controls.element, main);
    this.watch();
  }

  private watch(): void {
    const resized = new ResizeObserver(() => this.seen().redraw(false));
    for (const each of [this.timeline, this.rings, this.network]) resized.observe(each.element);
    const scheme = new MutationObserver(() => this.seen().redraw(true));
    scheme.observe(document.body, { attributes: true, attributeFilter: ["data-md-color-scheme"] });
    this.watches.push(() => resized.disconnect(), () => scheme.disconnect());
  }

  /** Returns the picture that is seen. */
  private seen(): Timeline | Neighbourhood | Network {
    return { timeline: this.timeline, neighbourhood: this.rings, network: this.network }[this.state.view];
  }

  /** Returns the same where it is drawn as SVG. */
  private sheet(): Timeline | Neighbourhood | null {
    const seen = this.seen();
    return seen instanceof Network ? null : seen;
  }

  /** Returns what is shown, with the edges that are in the picture. */
  private listed(): Shown {
    const sheet = this.sheet();
    return sheet ? { ...this.shown, edges: sheet.edges, edgeCount: sheet.edges.reduce((sum, each) => sum + each, 0) } : this.shown;
  }

  /** Saves the picture, or the nodes and edges in it. */
  private async export(format: (typeof FORMATS)[number]): Promise<void> {
    const name = `codev-atlas-graph.${format.toLowerCase()}`;
    if (format === "JSON") save(name, toJson(this.data, this.listed()), "application/json");
    else if (format === "CSV") save(name, edgesToCsv(this.data, this.listed()), "text/csv");
    else {
      const svg = this.picture();
      if (svg === null) show(this.status, "There is no picture to export: find a thing first, or choose another view.");
      else if (format === "SVG") save(name, svg, "image/svg+xml");
      else await this.exportPng(name, svg);
    }
  }

  private async exportPng(name: string, svg: string): Promise<void> {
    const address = URL.createObjectURL(new Blob([svg], { type: "image/svg+xml" }));
    try {
      save(name, await toPng(address));
    } catch (error) {
      show(this.status, `The picture could not be drawn (${reasonOf(error)}). Export it as SVG.`);
    } finally {
      URL.revokeObjectURL(address);
    }
  }

  /** Returns the picture as an SVG document; null where there is none. */
  private picture(): string | null {
    const title = "CoDev Atlas: the co-development graph";
    const sheet = this.sheet();
    if (!sheet) return this.network.picture(title);
    return sheet.svg && asDocument(sheet.svg, title);
  }

  // -- the state -----------------------------------------------------------------------------------------------------------

  private change(change: Partial<GraphState>): void {
    const before = this.state;
    this.state = { ...before, ...change };
    this.update();
    this.tell(true);
    if (change.loop || change.view) this.network.lookAtState(this.panel.element, change.view === undefined);
  }

  private choose(node: number | null, move: boolean): void {
    const of = node === null ? "" : this.data.nodes.id[node]!;
    if (of === this.state.of && this.state.loop === 0) return;
    this.state = { ...this.state, of, loop: 0, whole: false };
    this.update();
    this.tell(true);
    this.options.chosen?.(of === "" ? null : of);
    if (move && node !== null) this.network.lookAtState(this.panel.element, true);
  }

  private reset(): void {
    this.state = { ...firstState(), view: this.state.view };
    this.update();
    this.network.moveTo(null);
    this.tell(true);
  }

  /** Takes over the view that a query string means, as the back button does. */
  setQuery(query: string): void {
    this.state = readState(query);
    this.update();
    this.look(true);
  }

  /** Moves the network to where the state says; back to the whole of it where asked for. */
  private look(back: boolean): void {
    const isSomewhere = this.state.of !== "" || this.state.loop > 0;
    if (this.state.camera || (back && !isSomewhere)) this.network.moveTo(this.state.camera, false);
    else this.network.lookAtState(this.panel.element, false);
  }

  private update(): void {
    const { view } = this.state;
    // Hubs and what has no edges are in the way in the network only.
    this.shown = filter(this.data, this.around, view === "network" ? this.state : { ...this.state, least: 0, most: 0 });
    this.place.dataset["view"] = view;
    this.place.classList.toggle("has-panel", this.state.of !== "");
    for (const [each, button] of this.switches) button.setAttribute("aria-pressed", String(each === view));
    for (const [each, element] of [["timeline", this.timeline.element], ["neighbourhood", this.rings.element], ["network", this.network.element], ["network", this.network.buttons]] as const) element.hidden = each !== view;
    for (const sheet of [this.timeline, this.rings]) if (sheet !== this.sheet()) sheet.element.replaceChildren();
    this.panel.show(this.state, this.shown);
    this.seen().show(this.state, this.shown);
    if (view === "network" && !this.network.canDraw) this.list.element.open = true;
    this.controls.update(this.state, this.shown, this.network.palette(this.place));
    this.legend.update(this.state);
    this.list.update(this.listed());
    this.drawStatus();
  }

  private drawStatus(): void {
    const { nodes, nodeCount, loops } = this.data;
    const loop = loops[this.state.loop - 1];
    const sheet = this.sheet();
    if (loop) {
      const names = loop.nodes.map((node) => nodes.label[node]);
      show(this.status, `Loop ${this.state.loop} of ${loops.length}, ${loop.paradigm}: ${names.join(" → ")} → ${names[0]}`);
      return;
    }
    if (this.shown.nodeCount === 0) {
      const reset = make("button", { type: "button", onclick: () => this.reset() }, "Show everything");
      show(this.status, "No node matches all filters. ", reset);
      return;
    }
    const unknown = this.state.of !== "" && !nodes.id.includes(this.state.of) ? ` “${this.state.of.slice(0, 80)}” is not among them.` : "";
    if (sheet) {
      const more = this.timeline.cut > 0 && sheet === this.timeline ? make("button", { type: "button", onclick: () => this.change({ whole: true }) }, `Show ${this.timeline.cut} more`) : null;
      show(this.status, sheet.status, unknown, " ", more);
      return;
    }
    const cut = nodes.id.length < nodeCount ? `; the ${nodes.id.length} best connected of ${nodeCount} nodes are in this picture` : "";
    show(this.status, `${counted(this.shown.nodeCount, ["node", "nodes"])}, ${counted(this.shown.edgeCount, ["edge", "edges"])}${cut}.${unknown}`);
  }

  private tell(isStep: boolean): void {
    this.options.changed?.(writeState(this.state), isStep);
  }

  private async claim(number: number): Promise<ClaimText | null> {
    const id = this.data.claims[number]!;
    if (this.data.claimTexts) return this.data.claimTexts[id] ?? null;
    const load = this.options.claims;
    if (!load) return null;
    const piece = Math.floor(number / this.data.claimsSize);
    try {
      return (await once(this.pieces, piece, () => load(piece)))[id] ?? null;
    } catch {
      return null;
    }
  }

  /** Takes the view out of the page. */
  close(): void {
    this.watches.forEach((stop) => stop());
    this.network.close();
    this.place.replaceChildren();
  }
}
