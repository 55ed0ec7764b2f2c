/** The network: the whole graph as forces place it, to move in; drawn when it is first looked at, since its machinery is heavy. */

import { make, show } from "../shared/dom";
import { readPalette, type Palette } from "./colours";
import type { GraphData, Incidence } from "./data";
import { canDraw, Drawing } from "./draw";
import { loopEdges, neighbours, type Shown } from "./filter";
import { toSvg } from "./picture";
import type { Camera, GraphState } from "./state";

export interface NetworkActions {
  choose(node: number | null): void;
  moved(camera: Camera | null): void;
}

export class Network {
  readonly element = make("div", {
    ...{ class: "cg-stage", tabindex: 0, role: "application", "aria-roledescription": "graph" },
    "aria-label": "Graph. Arrow keys move the view, plus and minus zoom, 0 shows everything. The table below shows the same.",
  });
  readonly buttons: HTMLElement;
  private drawing: Drawing | null = null;
  private state: GraphState | null = null;
  private shown: Shown | null = null;

  constructor(
    private readonly data: GraphData,
    private readonly around: Incidence,
    private readonly actions: NetworkActions,
  ) {
    const button = (name: string, sign: string, action: () => void): HTMLElement =>
      make("button", { type: "button", "aria-label": name, title: name, onclick: action }, sign);
    this.buttons = make(
      "div",
      { class: "cg-zoom" },
      button("Zoom in", "+", () => this.drawing?.zoom(0.6)),
      button("Zoom out", "−", () => this.drawing?.zoom(1 / 0.6)),
      button("Show everything", "⌂", () => this.drawing?.moveTo(null)),
    );
    this.element.addEventListener("keydown", (event) => this.key(event));
  }

  /** Shows a state; the element has to be in sight. */
  show(state: GraphState, shown: Shown): void {
    [this.state, this.shown] = [state, shown];
    if (!this.drawing && this.element.childElementCount === 0) this.open();
    this.drawing?.show(state, shown);
  }

  get canDraw(): boolean {
    return this.drawing !== null;
  }

  /** The colours of the picture; those of the page where there is none. */
  palette(place: Element): Palette {
    return this.drawing?.palette ?? readPalette(place);
  }

  private open(): void {
    if (!canDraw()) {
      this.element.removeAttribute("tabindex");
      show(
        this.element,
        make(
          "div",
          { class: "cg-fallback" },
          make("h2", {}, "This browser cannot draw the network"),
          make("p", {}, "It needs WebGL 2, which is switched off or missing. The timeline, the neighbourhoods, search, filters, the panel of each node and the table below work without it."),
        ),
      );
      return;
    }
    this.drawing = new Drawing(this.element, this.data, this.around, {
      choose: (node) => this.actions.choose(node),
      moved: (camera) => {
        const isWhole = Math.abs(camera.ratio - 1) < 1e-3 && Math.hypot(camera.x - 0.5, camera.y - 0.5) < 1e-3;
        this.actions.moved(isWhole ? null : camera);
      },
    });
  }

  /** Follows a change of the window, or between light and dark. */
  redraw(isForced: boolean): void {
    if (!this.drawing || !this.state || !this.shown) return;
    if (isForced) this.drawing.repaint(this.state, this.shown);
    else this.drawing.resize();
  }

  moveTo(camera: Camera | null, animate = true): void {
    this.drawing?.moveTo(camera, animate);
  }

  /** Moves to the loop or the node that is looked at, beside a panel that covers part of the picture. */
  lookAtState(panel: HTMLElement, animate: boolean): void {
    if (!this.drawing || !this.state) return;
    const of = this.state.of === "" ? -1 : this.data.nodes.id.indexOf(this.state.of);
    const nodes = this.state.loop > 0 ? loopEdges(this.data, this.around, this.state.loop).nodes : of >= 0 ? neighbours(this.data, this.around, of, this.shown!.edges) : null;
    if (nodes === null) return;
    const covers = !panel.hidden && getComputedStyle(panel).position === "absolute";
    const hidden = covers ? panel.offsetWidth / Math.max(1, this.element.offsetWidth) : 0;
    const camera = this.drawing.cameraFor(nodes, Math.min(0.6, hidden));
    if (camera) this.drawing.moveTo(camera, animate);
  }

  /** Returns the picture as an SVG document; null where there is none. */
  picture(title: string): string | null {
    return this.drawing && this.shown ? toSvg(this.drawing, this.data, this.shown, title) : null;
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
      Escape: () => this.actions.choose(null),
    };
    const move = moves[event.key];
    if (!move) return;
    event.preventDefault();
    move();
  }

  close(): void {
    this.drawing?.close();
  }
}
