/** The graph explorer: three pictures, their controls, the node looked at, and the table behind; its state can be an address. */

import { counted, make, show } from "../shared/dom";
import { readPalette } from "./colours";
import { Controls } from "./controls";
import { incidence, type ClaimText, type GraphData, type Incidence } from "./data";
import { canDraw, Drawing } from "./draw";
import { filter, loopEdges, type Shown } from "./filter";
import { exportMenu } from "./export-menu";
import { Legend } from "./legend";
import { EdgeList } from "./list";
import { Neighbourhood } from "./neighbourhood";
import { NodePanel } from "./panel";
import { toSvg } from "./picture";
import { asDocument } from "./sheet";
import { firstState, readState, VIEWS, writeState, type GraphState, type View } from "./state";
import { Timeline } from "./timeline";

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
  private readonly status = make("p", { class: "cg-status", role: "status", "aria-live": "polite" });
  private readonly stage = make("div", {
    ...{ class: "cg-stage", tabindex: 0, role: "application", "aria-roledescription": "graph" },
    "aria-label": "Graph. Arrow keys move the view, plus and minus zoom, 0 shows everything. The table below shows the same.",
  });
  private readonly timeline: Timeline;
  private readonly rings: Neighbourhood;
  private readonly legend: Legend;
  private readonly switches = new Map<View, HTMLElement>();
  private readonly zoom: HTMLElement;
  /** Made when it is first looked at: its machinery is heavy. */
  private drawing: Drawing | null = null;
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
    this.legend = new Legend(data, (change) => this.change(change));
    this.zoom = this.zoomButtons();
    this.shown = filter(data, this.around, this.state);
    this.build();
    this.update();
    if (this.state.camera) this.drawing?.moveTo(this.state.camera, false);
    else this.lookAtState(false);
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
    const menu = exportMenu(this.data, {
      shown: () => this.listed(),
      picture: () => this.picture(),
      failed: (error) => show(this.status, `The picture could not be drawn: ${String(error)}`),
    });
    const top = make("div", { class: "cg-top" }, switches, this.controls.search, toggle, menu);
    const middle = make("div", { class: "cg-middle" }, this.timeline.element, this.rings.element, this.stage, this.zoom, this.panel.element);
    const main = make("div", { class: "cg-main" }, top, this.status, this.legend.element, middle, this.list.element);
    this.place.classList.add("is-live");
    show(this.place, this.controls.element, main);
    this.watch();
  }

  /** Opens the network's drawing, or says why there is none. */
  private openNetwork(): void {
    if (this.drawing || this.stage.childElementCount > 0) return;
    if (!canDraw()) {
      this.stage.removeAttribute("tabindex");
      show(
        this.stage,
        make(
          "div",
          { class: "cg-fallback" },
          make("h2", {}, "This browser cannot draw the network"),
          make("p", {}, "It needs WebGL 2, which is switched off or missing. The timeline, the neighbourhoods, search, filters, the panel of each node and the table below work without it."),
        ),
      );
      this.list.element.open = true;
      return;
    }
    this.drawing = new Drawing(this.stage, this.data, this.around, {
      choose: (node) => this.choose(node, false),
      moved: (camera) => {
        if (this.state.view !== "network") return;
        this.state.camera = Math.abs(camera.ratio - 1) < 1e-3 && Math.hypot(camera.x - 0.5, camera.y - 0.5) < 1e-3 ? null : camera;
        this.tell(false);
      },
    });
    this.stage.addEventListener("keydown", (event) => this.key(event));
  }

  private watch(): void {
    const resized = new ResizeObserver(() => {
      if (this.state.view === "network") this.drawing?.resize();
      else this.sheet()?.redraw(false);
    });
    for (const each of [this.stage, this.timeline.element, this.rings.element]) resized.observe(each);
    const scheme = new MutationObserver(() => {
      this.drawing?.repaint(this.state, this.shown);
      this.sheet()?.redraw(true);
    });
    scheme.observe(document.body, { attributes: true, attributeFilter: ["data-md-color-scheme"] });
    this.watches.push(() => resized.disconnect(), () => scheme.disconnect());
  }

  /** Returns the picture that is drawn as SVG, where one is shown. */
  private sheet(): Timeline | Neighbourhood | null {
    return { timeline: this.timeline, neighbourhood: this.rings, network: null }[this.state.view];
  }

  /** Returns what is shown, with the edges that are in the picture. */
  private listed(): Shown {
    const sheet = this.sheet();
    return sheet ? { ...this.shown, edges: sheet.edges, edgeCount: sheet.edges.reduce((sum, each) => sum + each, 0) } : this.shown;
  }

  /** Returns the picture as an SVG document with its size; null where there is none. */
  private picture(): { svg: string; width: number; height: number } | null {
    const title = "CoDev Atlas: the co-development graph";
    const root = this.sheet()?.svg;
    if (root) return { svg: asDocument(root, title), width: Number(root.getAttribute("width")), height: Number(root.getAttribute("height")) };
    return this.drawing && this.state.view === "network" ? { svg: toSvg(this.drawing, this.data, this.shown, title), ...this.drawing.size } : null;
  }

  private zoomButtons(): HTMLElement {
    const button = (name: string, sign: string, action: () => void): HTMLElement =>
      make("button", { type: "button", "aria-label": name, title: name, onclick: action }, sign);
    return make(
      "div",
      { class: "cg-zoom" },
      button("Zoom in", "+", () => this.drawing?.zoom(0.6)),
      button("Zoom out", "−", () => this.drawing?.zoom(1 / 0.6)),
      button("Show everything", "⌂", () => this.drawing?.moveTo(null)),
    );
  }

  private key(event: KeyboardEvent): void {
    const drawing = this.drawing;
    if (!drawing || event.ctrlKey || event.metaKey || event.altKey) return;
    const moves: Record<string, () => void> = {
      ArrowLeft: () => drawing.pan(-1, 0),
      ArrowRight: () => drawing.pan(1, 0),
      ArrowUp: () => drawing.pan(0, 1),
      ArrowDown: () => drawing.pan(0, -1),
      "+": () => drawing.zoom(0.7),
      "=": () => drawing.zoom(0.7),
      "-": () => drawing.zoom(1 / 0.7),
      "0": () => drawing.moveTo(null),
      Escape: () => this.choose(null, false),
    };
    const move = moves[event.key];
    if (!move) return;
    event.preventDefault();
    move();
  }

  // -- the state -----------------------------------------------------------------------------------------------------------

  private change(change: Partial<GraphState>): void {
    const before = this.state;
    this.state = { ...before, ...change };
    this.update();
    this.tell(true);
    if (change.loop || change.view) this.lookAtState(change.view === undefined);
  }

  private choose(node: number | null, move: boolean): void {
    const of = node === null ? "" : this.data.nodes.id[node]!;
    if (of === this.state.of) return;
    this.state = { ...this.state, of, loop: 0, whole: false };
    this.update();
    this.tell(true);
    this.options.chosen?.(of === "" ? null : of);
    if (move && node !== null) this.lookAtState(true);
  }

  private reset(): void {
    this.state = { ...firstState(), view: this.state.view };
    this.update();
    this.drawing?.moveTo(null);
    this.tell(true);
  }

  /** Takes over the view that a query string means, as the back button does. */
  setQuery(query: string): void {
    this.state = readState(query);
    this.update();
    if (this.state.camera || (this.state.of === "" && this.state.loop === 0)) this.drawing?.moveTo(this.state.camera, false);
    else this.lookAtState(false);
  }

  private lookAtState(animate: boolean): void {
    if (!this.drawing) return;
    const of = this.state.of === "" ? -1 : this.data.nodes.id.indexOf(this.state.of);
    const nodes = this.state.loop > 0 ? loopEdges(this.data, this.around, this.state.loop).nodes : of >= 0 ? this.nearest(of) : null;
    if (nodes === null) return;
    const panel = this.panel.element;
    const covers = !panel.hidden && getComputedStyle(panel).position === "absolute";
    const hidden = covers ? panel.offsetWidth / Math.max(1, this.stage.offsetWidth) : 0;
    const camera = this.drawing.cameraFor(nodes, Math.min(0.6, hidden));
    if (camera) this.drawing.moveTo(camera, animate);
  }

  /** Returns a node and those of its neighbours that are shown. */
  private nearest(of: number): Set<number> {
    const found = new Set([of]);
    for (let at = this.around.starts[of]!; at < this.around.starts[of + 1]!; at++) {
      const edge = this.around.edges[at]!;
      if (!this.shown.edges[edge]) continue;
      found.add(this.data.edges.source[edge]!);
      found.add(this.data.edges.target[edge]!);
    }
    return found;
  }

  private update(): void {
    const { view } = this.state;
    this.shown = filter(this.data, this.around, this.state);
    this.place.dataset["view"] = view;
    this.place.classList.toggle("has-panel", this.state.of !== "");
    for (const [each, button] of this.switches) button.setAttribute("aria-pressed", String(each === view));
    for (const [each, element] of [["timeline", this.timeline.element], ["neighbourhood", this.rings.element], ["network", this.stage], ["network", this.zoom]] as const) element.hidden = each !== view;
    this.panel.show(this.state, this.shown);
    if (view === "network") this.openNetwork();
    this.drawing?.show(this.state, this.shown);
    this.sheet()?.show(this.state, this.shown);
    this.controls.update(this.state, this.shown, this.drawing?.palette ?? readPalette(this.place));
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
    if (!this.options.claims) return null;
    const piece = Math.floor(number / this.data.claimsSize);
    const loading = this.pieces.get(piece) ?? this.options.claims(piece);
    this.pieces.set(piece, loading);
    try {
      return (await loading)[id] ?? null;
    } catch {
      this.pieces.delete(piece);
      return null;
    }
  }

  /** Takes the view out of the page. */
  close(): void {
    this.watches.forEach((stop) => stop());
    this.drawing?.close();
    this.place.replaceChildren();
  }
}
