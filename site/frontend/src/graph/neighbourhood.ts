/** The neighbourhood of one thing: rings by distance around it, every name in a row of its own; the panel beside it lists all. */

import { RELATION_WORDS } from "../made/words";
import { counted, make, makeSvg, round, show } from "../shared/dom";
import { readPalette, type Palette } from "./colours";
import { degreeOf, edgesAt, type GraphData, type Incidence } from "./data";
import type { Shown } from "./filter";
import { layOutRings, PLACES_MAX, ROW, type RingLayout, type RingPlace } from "./rings";
import { drawArrow, drawSpot, measureIn, nodeAt, sheet } from "./sheet";
import type { GraphState } from "./state";

/** Things of the second ring are shown only where no more are two steps away, and on no phone. */
const SECOND_MAX = 40;
const WIDTH_FOR_TWO = 560;

export class Neighbourhood {
  readonly element = make("div", { class: "cg-sheet cg-rings" });
  private root: SVGSVGElement | null = null;
  private state: GraphState | null = null;
  private shown: Shown | null = null;
  private size = "";
  private readonly items = new Map<number, SVGElement>();
  status = "";
  edges = new Uint8Array(0);

  constructor(
    private readonly data: GraphData,
    private readonly around: Incidence,
    private readonly choose: (node: number | null) => void,
  ) {
    this.element.addEventListener("click", (event) => {
      const node = nodeAt(event);
      if (node === null || event.ctrlKey || event.metaKey || event.shiftKey) return;
      event.preventDefault();
      this.choose(node);
    });
    this.element.addEventListener("keydown", (event) => this.key(event));
  }

  get svg(): SVGSVGElement | null {
    return this.root;
  }

  show(state: GraphState, shown: Shown): void {
    [this.state, this.shown] = [state, shown];
    this.draw();
  }

  redraw(isForced: boolean): void {
    const size = `${this.element.clientWidth} ${this.element.clientHeight}`;
    if (this.state && this.element.clientWidth > 0 && (isForced || size !== this.size)) this.draw();
  }

  private draw(): void {
    const centre = this.data.nodes.id.indexOf(this.state!.of);
    const held = nodeAt({ target: document.activeElement });
    this.edges = new Uint8Array(this.data.edges.source.length);
    this.items.clear();
    if (centre < 0) {
      this.root = null;
      this.status = "";
      show(this.element, make("p", { class: "cg-fallback" }, "Find a model, a dataset, a work or a taxonomy node above: its neighbourhood is drawn here."));
      return;
    }
    const palette = readPalette(this.element);
    const layout = layOutRings({
      ...{ centre, rings: this.ringsAround(centre), width: this.element.clientWidth || 900, height: this.element.clientHeight || 600 },
      label: (node) => this.data.nodes.label[node]!,
      measure: measureIn(this.element),
    });
    const name = this.data.nodes.label[centre]!;
    const root = sheet(layout.width, layout.height, `Neighbourhood of ${name}. The panel beside it lists the same.`, palette);
    const [middleX, middleY] = [layout.width / 2, layout.height / 2];
    for (const { rx, ry } of layout.rings) {
      root.append(makeSvg("ellipse", { cx: middleX, cy: middleY, rx: round(rx), ry: round(ry), fill: "none", stroke: palette.faint }));
    }
    root.append(this.lines(layout, centre, palette));
    for (const place of layout.places) {
      const look = { size: place.ring === 0 ? 9 : place.ring === 1 ? 6 : 4.5, strong: place.ring === 0, ring: false, rowHeight: ROW };
      const about = place.ring === 0 ? "" : `, ${this.relationOf(centre, place.node) ?? `${place.ring} steps away`}`;
      // The middle's name stands above its mark, all others beside theirs.
      const item = drawSpot(this.data, palette, place, about, look);
      if (place.ring === 0) {
        item.setAttribute("tabindex", "0");
        item.querySelector("text")!.setAttribute("y", String(round(place.y - 14)));
      }
      this.items.set(place.node, item);
      root.append(item);
    }
    this.root = root;
    const near = layout.places.filter(({ ring }) => ring === 1).length;
    const far = layout.places.length - near - 1;
    this.status = `${name}: ${counted(near + layout.leftOut, ["neighbour", "neighbours"])}${far > 0 ? `, and ${far} two steps away` : ""}${layout.leftOut > 0 ? `; the ${near} best connected are drawn, the panel lists all` : ""}.`;
    show(this.element, root);
    this.size = `${this.element.clientWidth} ${this.element.clientHeight}`;
    if (held !== null) (this.items.get(held) ?? this.items.get(centre))?.focus();
  }

  /** Returns what is one step away and what is two: in the order of relations, the best connected first. */
  private ringsAround(centre: number): number[][] {
    const near = this.nextTo([centre]);
    near.delete(centre);
    const far = this.nextTo(near.keys());
    for (const node of [centre, ...near.keys()]) far.delete(node);
    const best = (nodes: Map<number, number>): number[] => [...nodes.keys()].sort((one, other) => degreeOf(this.around, other) - degreeOf(this.around, one));
    const first = best(near);
    // Those that have no place are the least connected; the others stand together by what they are to it.
    const drawn = first.slice(0, PLACES_MAX).sort((one, other) => near.get(one)! - near.get(other)!);
    return [[...drawn, ...first.slice(PLACES_MAX)], far.size <= SECOND_MAX && this.element.clientWidth >= WIDTH_FOR_TWO ? best(far) : []];
  }

  /** Returns what an edge that is shown joins to some nodes, each with the number of its relation. */
  private nextTo(nodes: Iterable<number>): Map<number, number> {
    const { source, target, relation } = this.data.edges;
    const found = new Map<number, number>();
    for (const node of nodes) {
      for (const edge of edgesAt(this.around, node)) {
        if (!this.shown!.edges[edge]) continue;
        const other = source[edge] === node ? target[edge]! : source[edge]!;
        const rank = 2 * relation[edge]! + (source[edge] === node ? 1 : 0);
        if (other !== node) found.set(other, Math.min(rank, found.get(other) ?? rank));
      }
    }
    return found;
  }

  private relationOf(centre: number, node: number): string | null {
    const rank = this.nextTo([centre]).get(node);
    if (rank === undefined) return null;
    const [forward, back] = RELATION_WORDS[this.data.relations[rank >> 1]!]!;
    return rank % 2 === 1 ? `which it ${forward}` : `which it is ${back}`;
  }

  private lines(layout: RingLayout, centre: number, palette: Palette): SVGElement {
    const placeOf = new Map<number, RingPlace>(layout.places.map((place) => [place.node, place]));
    const { source, target, relation, direction, unverified } = this.data.edges;
    const group = makeSvg("g", { class: "cg-arrows" });
    const drawn = new Set<string>();
    this.shown!.edges.forEach((is, edge) => {
      const [from, to] = [placeOf.get(source[edge]!), placeOf.get(target[edge]!)];
      if (!is || !from || !to || from === to) return;
      this.edges[edge] = 1;
      const isOwn = source[edge] === centre || target[edge] === centre;
      const key = `${source[edge]} ${target[edge]}`;
      // Between two neighbours of one ring a line would run through names.
      if (drawn.has(key) || (!isOwn && from.ring === to.ring)) return;
      drawn.add(key);
      const length = Math.hypot(to.x - from.x, to.y - from.y) || 1;
      const back = to.ring === 0 ? 12 : 9;
      const end = { x: to.x - ((to.x - from.x) / length) * back, y: to.y - ((to.y - from.y) / length) * back };
      const title = `${this.data.nodes.label[source[edge]!]} ${RELATION_WORDS[this.data.relations[relation[edge]!]!]![0]} ${this.data.nodes.label[target[edge]!]}`;
      const look = { colour: isOwn ? palette.directions[direction[edge]!]! : palette.line, word: "", width: isOwn ? 1.4 : 0.8, unverified: unverified[edge] === 1, title };
      group.append(drawArrow(`M${round(from.x)} ${round(from.y)}L${round(end.x)} ${round(end.y)}`, end, (Math.atan2(to.y - from.y, to.x - from.x) * 180) / Math.PI, look));
    });
    return group;
  }

  private key(event: KeyboardEvent): void {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const node = nodeAt(event);
    if (event.key === "Escape") this.choose(null);
    else {
      // Down the left side and down the right one; the middle first.
      const order = [...this.items.keys()];
      const step = { ArrowDown: 1, ArrowRight: 1, ArrowUp: -1, ArrowLeft: -1 }[event.key];
      if (node === null || step === undefined) return;
      this.items.get(order[(order.indexOf(node) + step + order.length) % order.length]!)?.focus();
    }
    event.preventDefault();
  }
}
