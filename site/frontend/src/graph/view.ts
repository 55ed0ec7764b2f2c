/** The graph explorer: a drawing, its controls, the node looked at, and the table behind; its state can be an address. */

import { counted, make, show } from "../shared/dom";
import { save } from "../shared/save";
import { readPalette } from "./colours";
import { Controls } from "./controls";
import { incidence, type ClaimText, type GraphData, type Incidence } from "./data";
import { canDraw, Drawing } from "./draw";
import { filter, loopEdges, type Shown } from "./filter";
import { EdgeList } from "./list";
import { NodePanel } from "./panel";
import { edgesToCsv, toJson, toPng, toSvg } from "./picture";
import { firstState, readState, writeState, type GraphState } from "./state";

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
      setAlone: (alone) => this.change({ alone }),
      claim: (number) => this.claim(number),
      page: (address) => this.options.page?.(address) ?? null,
    });
    this.list = new EdgeList(data, (node) => {
      this.choose(node, true);
      this.panel.element.focus();
    });
    this.shown = filter(data, this.around, this.state);
    this.build();
    this.update();
    if (this.state.camera) this.drawing?.moveTo(this.state.camera, false);
    else this.lookAtState(false);
  }

  private build(): void {
    const toggle = make("button", { type: "button", class: "ct-toggle", "aria-expanded": "false" }, "Filters");
    toggle.addEventListener("click", () => toggle.setAttribute("aria-expanded", String(this.place.classList.toggle("has-filters"))));
    const top = make("div", { class: "cg-top" }, this.controls.search, toggle, this.exportMenu());
    const middle = make("div", { class: "cg-middle" }, this.stage, this.zoomButtons(), this.panel.element);
    const main = make("div", { class: "cg-main" }, top, this.status, middle, this.list.element);
    this.place.classList.add("is-live");
    show(this.place, this.controls.element, main);
    if (!canDraw()) {
      this.stage.removeAttribute("tabindex");
      show(
        this.stage,
        make(
          "div",
          { class: "cg-fallback" },
          make("h2", {}, "This browser cannot draw the graph"),
          make("p", {}, "It needs WebGL 2, which is switched off or missing. Search, filters, the panel of each node and the table below still work. Pictures of lineage are on the pages of models and datasets."),
        ),
      );
      this.list.element.open = true;
      return;
    }
    this.drawing = new Drawing(this.stage, this.data, this.around, {
      choose: (node) => this.choose(node, false),
      moved: (camera) => {
        this.state.camera = Math.abs(camera.ratio - 1) < 1e-3 && Math.hypot(camera.x - 0.5, camera.y - 0.5) < 1e-3 ? null : camera;
        this.tell(false);
      },
    });
    this.stage.addEventListener("keydown", (event) => this.key(event));
    this.watch();
  }

  private watch(): void {
    const resized = new ResizeObserver(() => this.drawing?.resize());
    resized.observe(this.stage);
    const scheme = new MutationObserver(() => this.drawing?.repaint(this.state, this.shown));
    scheme.observe(document.body, { attributes: true, attributeFilter: ["data-md-color-scheme"] });
    this.watches.push(() => resized.disconnect(), () => scheme.disconnect());
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

  private exportMenu(): HTMLElement {
    const name = "codev-atlas-graph";
    const title = "CoDev Atlas: the co-development graph";
    const svg = (): string => (this.drawing ? toSvg(this.drawing, this.data, this.shown, title) : "");
    const entries: [string, () => void | Promise<void>][] = [
      ["JSON", () => save(`${name}.json`, toJson(this.data, this.shown), "application/json")],
      ["CSV", () => save(`${name}.csv`, edgesToCsv(this.data, this.shown), "text/csv")],
    ];
    if (canDraw()) {
      entries.unshift(
        ["PNG", async () => save(`${name}.png`, await toPng(svg(), this.drawing!.size.width, this.drawing!.size.height))],
        ["SVG", () => save(`${name}.svg`, svg(), "image/svg+xml")],
      );
    }
    const menu = make("details", { class: "ct-export" }, make("summary", {}, "Export"));
    const buttons = entries.map(([label, action]) =>
      make("button", { type: "button", "data-format": label.toLowerCase(), onclick: () => {
        menu.open = false;
        menu.querySelector("summary")?.focus();
        void Promise.resolve(action()).catch((error: unknown) => show(this.status, `The picture could not be drawn: ${String(error)}`));
      } }, label),
    );
    menu.append(make("div", { class: "ct-menu" }, make("p", {}, "Export the view as"), ...buttons));
    menu.addEventListener("keydown", (event) => {
      if (event.key !== "Escape" || !menu.open) return;
      menu.open = false;
      menu.querySelector("summary")?.focus();
    });
    return menu;
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
    if (change.loop || (change.alone && this.state.of !== "")) this.lookAtState(true);
  }

  private choose(node: number | null, move: boolean): void {
    const of = node === null ? "" : this.data.nodes.id[node]!;
    if (of === this.state.of) return;
    this.state = { ...this.state, of, loop: 0, alone: node === null ? false : this.state.alone };
    this.update();
    this.tell(true);
    this.options.chosen?.(of === "" ? null : of);
    if (move && node !== null) this.lookAtState(true);
  }

  private reset(): void {
    this.state = firstState();
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
    this.shown = filter(this.data, this.around, this.state);
    this.drawing?.show(this.state, this.shown);
    const palette = this.drawing?.palette;
    if (palette) this.controls.update(this.state, this.shown, palette);
    else this.controls.update(this.state, this.shown, readPalette(this.place));
    this.panel.show(this.state, this.shown);
    this.list.update(this.shown);
    this.place.classList.toggle("has-panel", this.state.of !== "");
    this.drawStatus();
  }

  private drawStatus(): void {
    const { nodes, nodeCount, loops } = this.data;
    const loop = loops[this.state.loop - 1];
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
    const cut = nodes.id.length < nodeCount ? `; the ${nodes.id.length} best connected of ${nodeCount} nodes are in this picture` : "";
    const unknown = this.state.of !== "" && !nodes.id.includes(this.state.of) ? ` “${this.state.of.slice(0, 80)}” is not among them.` : "";
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
