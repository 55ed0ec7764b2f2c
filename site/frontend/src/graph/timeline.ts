/**
 * The co-development timeline: families as lanes, years as columns.  At first the leading lanes name what made, trained and
 * judged most, and the rest is counted; a lane that is opened names its things; a thing that is looked at shows all that it came
 * from and led to, and nothing else.
 */

import { ARROWS, KIND_NAMES, RELATION_WORDS } from "../made/words";
import { counted, make, makeSvg, round, show, thousands } from "../shared/dom";
import { readPalette, type Palette } from "./colours";
import { edgesAt, type GraphData, type Incidence } from "./data";
import type { Shown } from "./filter";
import { arrowsOf, closingPairs, isThing, reachOf, type Arrow, type Reach } from "./lineage";
import { drawArrow, drawSpot, measureIn, nodeAt, sheet } from "./sheet";
import type { GraphState } from "./state";
import { FOCUS_MAX, lanesAround, lanesOf, type Lane } from "./timeline-lanes";
import { cut, layOut, route, ROW, type LanePlace, type TimelineLayout } from "./timeline-layout";

const TOP = 26;

export interface TimelineActions {
  choose(node: number | null): void;
  change(change: Partial<GraphState>): void;
}

export class Timeline {
  readonly element = make("div", { class: "cg-sheet cg-timeline" });
  private palette: Palette;
  private root: SVGSVGElement | null = null;
  private layout: TimelineLayout | null = null;
  private drawn: { arrow: Arrow; element: SVGElement }[] = [];
  private readonly items = new Map<number, SVGElement>();
  private readonly closing: Set<string>;
  private readonly inLoop: Set<number>;
  private state: GraphState | null = null;
  private shown: Shown | null = null;
  private width = 0;
  /** What is said of the picture, and the edges that it shows. */
  status = "";
  edges = new Uint8Array(0);
  cut = 0;

  constructor(
    private readonly data: GraphData,
    private readonly around: Incidence,
    private readonly actions: TimelineActions,
  ) {
    this.palette = readPalette(this.element);
    this.closing = closingPairs(data);
    this.inLoop = new Set(data.loops.flatMap(({ nodes }) => nodes));
    this.element.addEventListener("click", (event) => this.click(event));
    this.element.addEventListener("keydown", (event) => this.key(event));
    for (const sign of ["pointerover", "focusin"]) this.element.addEventListener(sign, (event) => this.light(nodeAt(event)));
    for (const sign of ["pointerleave", "focusout"]) this.element.addEventListener(sign, () => this.light(null));
  }

  get svg(): SVGSVGElement | null {
    return this.root;
  }

  /** Shows a state. */
  show(state: GraphState, shown: Shown): void {
    [this.state, this.shown] = [state, shown];
    this.draw();
  }

  /** Draws anew, for another width or other colours. */
  redraw(isForced: boolean): void {
    if (this.state && this.element.clientWidth > 0 && (isForced || this.element.clientWidth !== this.width)) this.draw();
  }

  private draw(): void {
    const [state, shown] = [this.state!, this.shown!];
    this.palette = readPalette(this.element);
    this.width = this.element.clientWidth || 900;
    const held = nodeAt({ target: document.activeElement });
    const isThere = (node: number): boolean => shown.nodes[node] === 1 && isThing(this.data, node);
    const arrows = arrowsOf(this.data, shown.edges).filter(({ source, target }) => isThere(source) && isThere(target));
    const starts = this.startsOf(state).filter(isThere);
    const reach = starts.length > 0 ? reachOf(starts, arrows) : null;
    const { lanes, cut } = reach ? lanesAround(this.data, this.around, isThere, starts, reach, state) : { lanes: lanesOf(this.data, this.around, isThere, state), cut: 0 };
    this.cut = cut;
    const listed = new Set(lanes.flatMap(({ things }) => [...things]));
    // Around a thing only the arrows on its ways are drawn, and those of its family among themselves.
    const isOwn = (arrow: Arrow): boolean => reach === null || reach.arrows.has(arrow) || (!reach.steps.has(arrow.source) && !reach.steps.has(arrow.target));
    const own = arrows.filter(isOwn).filter(({ source, target }) => listed.has(source) && listed.has(target));
    const { label, year } = this.data.nodes;
    const [plain, strong] = [measureIn(this.element), measureIn(this.element, 700)];
    this.layout = layOut({
      ...{ lanes, width: this.width, top: TOP, arrows: own, closing: this.closing },
      label: (node) => label[node]!,
      year: (node) => year[node]!,
      measure: (text, node) => (starts.includes(node) ? strong(text) : plain(text)),
    });
    this.paint(lanes, own, new Set(starts), reach);
    this.edges = this.edgesOf(own);
    this.status = reach ? this.say(starts, reach) : this.sayAll(listed, isThere);
    if (held !== null) (this.items.get(held) ?? this.items.get(starts[0] ?? -1))?.focus();
  }

  /** Returns what is looked at: a loop, a thing, or what a work introduces or speaks of. */
  private startsOf(state: GraphState): number[] {
    const loop = this.data.loops[state.loop - 1];
    if (loop) return loop.nodes;
    const of = state.of === "" ? -1 : this.data.nodes.id.indexOf(state.of);
    if (of < 0 || isThing(this.data, of)) return of < 0 ? [] : [of];
    const { source, target } = this.data.edges;
    return [...edgesAt(this.around, of)].flatMap((edge) => (source[edge] === of ? [target[edge]!] : []));
  }

  // -- the picture ---------------------------------------------------------------------------------------------------------

  private paint(lanes: readonly Lane[], arrows: readonly Arrow[], starts: ReadonlySet<number>, reach: Reach | null): void {
    const layout = this.layout!;
    const root = sheet(layout.width, layout.height, "Timeline of models and datasets. The table below shows the same.", this.palette);
    const lines = makeSvg("g", { class: "cg-arrows" });
    this.drawn = arrows.map((arrow) => {
      const element = this.arrow(arrow, starts, layout);
      lines.append(element);
      return { arrow, element };
    });
    root.append(this.years(layout), lines);
    this.items.clear();
    layout.lanes.forEach((place, number) => root.append(this.laneElement(lanes[number]!, place, starts, reach)));
    root.classList.toggle("has-focus", reach !== null);
    this.root = root;
    show(this.element, root);
  }

  private years(layout: TimelineLayout): SVGElement {
    const { line, text } = this.palette;
    const group = makeSvg("g", { "font-size": 12, class: "cg-year-names" });
    for (const { year, isEarly, x, width } of layout.columns) {
      group.append(
        makeSvg("path", { d: `M${round(x + 4)} ${TOP - 6}V${layout.height}`, stroke: line, "stroke-width": 0.5, fill: "none" }),
        makeSvg("text", { x: round(x + 4), y: 14, fill: text }, isEarly ? (width < 60 ? `≤\u202f${year}` : `until ${year}`) : String(year)),
      );
    }
    return group;
  }

  private laneElement(lane: Lane, place: LanePlace, starts: ReadonlySet<number>, reach: Reach | null): SVGElement {
    const { text, line, kinds } = this.palette;
    const group = makeSvg("g", { role: "group", "aria-label": `${lane.title}: ${lane.note}`, "data-lane": lane.key });
    group.append(makeSvg("path", { d: `M0 ${round(place.y)}H${this.width}`, stroke: line, "stroke-width": 1, fill: "none" }));
    const sign = lane.isOpen === null ? "" : lane.isOpen ? "▾ " : "▸ ";
    const words = makeSvg("text", { x: 4, y: round(place.y + 18), fill: text, stroke: this.palette.page, "stroke-width": 4, "paint-order": "stroke" });
    const title = cut(`${sign}${lane.title}`, this.width - 90, measureIn(this.element, 700));
    words.append(makeSvg("tspan", { "font-weight": 700 }, title), makeSvg("tspan", { class: "cg-lane-note" }, `  ${lane.note}`));
    const hit = makeSvg("rect", { x: 0, y: round(place.y + 2), width: Math.min(this.width, 260), height: 24, fill: "transparent" });
    group.append(
      lane.isOpen === null
        ? words
        : makeSvg("g", { class: "cg-lane-head", role: "button", tabindex: 0, "data-toggle": lane.key, "aria-expanded": String(lane.isOpen), "aria-label": `${lane.title}, ${lane.note}: ${lane.isOpen ? "fold" : "name more"}` }, hit, words),
    );
    const most = Math.max(1, ...place.strip.map(({ models, datasets }) => Math.max(models, datasets)));
    for (const { x, y, width, models, datasets } of place.strip) {
      for (const [at, [kind, number]] of ([["model", models], ["dataset", datasets]] as const).entries()) {
        if (number === 0) continue;
        const bar = (number / most) * Math.max(4, width - 34);
        const top = y - 11 + 11 * at;
        group.append(
          makeSvg("rect", { x: round(x + 5), y: round(top), width: round(Math.max(1.5, bar)), height: 9, fill: kinds[kind]! }, makeSvg("title", {}, counted(number, KIND_NAMES[kind]!).toLowerCase())),
          makeSvg("text", { x: round(x + 9 + bar), y: round(top + 8.5), "font-size": 10.5, fill: text }, thousands(number)),
        );
      }
    }
    place.places.forEach((each, index) => {
      const item = drawSpot(this.data, this.palette, each, this.about(each.node, reach), {
        ...{ size: starts.has(each.node) ? 7 : 5.5, strong: starts.has(each.node), ring: this.inLoop.has(each.node), rowHeight: ROW },
      });
      if (index === 0) item.setAttribute("tabindex", "0");
      if (reach && !reach.steps.has(each.node)) item.classList.add("is-beside");
      this.items.set(each.node, item);
      group.append(item);
    });
    return group;
  }

  private about(node: number, reach: Reach | null): string {
    const { year } = this.data.nodes;
    const steps = reach?.steps.get(node);
    if (reach && steps === undefined) return `, ${year[node] || "no year known"}, of the same family`;
    const ways = reach && steps ? [reach.up.has(node) ? "before" : "", reach.down.has(node) ? "after" : "", reach.judged.has(node) ? "judged" : ""].filter((each) => each !== "").join(" and ") : "";
    return `${year[node] ? `, ${year[node]}` : ", no year known"}${this.inLoop.has(node) ? ", in a loop" : ""}${ways ? `, ${counted(steps!, ["step", "steps"])} away (${ways})` : ""}`;
  }

  private arrow(arrow: Arrow, starts: ReadonlySet<number>, layout: TimelineLayout): SVGElement {
    const [from, to] = [layout.placeOf.get(arrow.source)!, layout.placeOf.get(arrow.target)!];
    const { line, end, angle } = route(from, to);
    const isNear = starts.has(arrow.source) || starts.has(arrow.target);
    const { label } = this.data.nodes;
    const title = `${label[arrow.source]} ${RELATION_WORDS[arrow.relation]![0]} ${label[arrow.target]}${arrow.unverified ? " (unverified)" : ""}`;
    return drawArrow(line, end, angle, { colour: this.palette.directions[arrow.direction]!, word: arrow.word, width: isNear ? 2 : 1.3, unverified: arrow.unverified, title });
  }

  private edgesOf(arrows: readonly Arrow[]): Uint8Array<ArrayBuffer> {
    const { source, target, relation } = this.data.edges;
    const wanted = new Set(arrows.flatMap((arrow) => ARROWS[arrow.word]!.map((each) => `${arrow.source} ${arrow.target} ${each}`)));
    return Uint8Array.from(source, (from, edge) => (this.shown!.edges[edge] && wanted.has(`${from} ${target[edge]} ${this.data.relations[relation[edge]!]}`) ? 1 : 0));
  }

  private say(starts: readonly number[], { up, down, judged }: Reach): string {
    const names = starts.map((node) => this.data.nodes.label[node]!);
    const name = names.length > 3 ? `${names.slice(0, 3).join(", ")} and ${names.length - 3} more` : names.join(" and ");
    const noun = ["model or dataset", "models and datasets"] as const;
    const also = judged.size > 0 ? `; ${thousands(judged.size)} judged or were judged` : "";
    const cut = this.cut > 0 ? ` The nearest ${FOCUS_MAX} are shown.` : "";
    return `${name}: came from ${counted(up.size, noun)}, led to ${counted(down.size, noun)}${also}.${cut}`;
  }

  private sayAll(listed: ReadonlySet<number>, isThere: (node: number) => boolean): string {
    const all = this.data.nodes.id.reduce((sum, _, node) => sum + (isThere(node) ? 1 : 0), 0);
    return all === 0 ? "" : `${thousands(listed.size)} of ${counted(all, ["model or dataset", "models and datasets"])} are named here; folded lanes count the others.`;
  }

  // -- the reader ----------------------------------------------------------------------------------------------------------

  private click(event: Event): void {
    const node = nodeAt(event);
    const lane = (event.target as Element).closest("[data-toggle]")?.getAttribute("data-toggle");
    const isModified = event instanceof MouseEvent && (event.ctrlKey || event.metaKey || event.shiftKey);
    if (node !== null && !isModified) {
      event.preventDefault();
      this.actions.choose(node);
    } else if (lane) this.toggle(lane);
  }

  private toggle(lane: string): void {
    const open = this.state!.lane;
    this.actions.change({ lane: open.includes(lane) ? open.filter((each) => each !== lane) : [...open, lane] });
    this.element.querySelector<SVGElement>(`[data-toggle="${CSS.escape(lane)}"]`)?.focus();
  }

  private key(event: KeyboardEvent): void {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const lane = (event.target as Element).closest("[data-toggle]")?.getAttribute("data-toggle");
    if (lane && (event.key === "Enter" || event.key === " ")) {
      event.preventDefault();
      this.toggle(lane);
    } else if (event.key === "Escape") {
      event.preventDefault();
      this.light(null);
      if (this.state!.of !== "" || this.state!.loop > 0) this.actions.choose(null);
    } else {
      const node = nodeAt(event);
      const next = node === null ? null : this.next(node, event.key);
      if (next === null) return;
      event.preventDefault();
      this.items.get(next)?.focus();
    }
  }

  /** Returns where an arrow key leads: along a lane, or to what stands nearest in the next one. */
  private next(node: number, key: string): number | null {
    const lanes = this.layout!.lanes.filter(({ places }) => places.length > 0);
    const at = lanes.findIndex(({ places }) => places.some((each) => each.node === node));
    const own = lanes[at]?.places ?? [];
    const index = own.findIndex((each) => each.node === node);
    const along: Record<string, number> = { ArrowRight: index + 1, ArrowLeft: index - 1, Home: 0, End: own.length - 1 };
    if (key in along) return own[along[key]!]?.node ?? null;
    const other = key === "ArrowDown" ? lanes[at + 1] : key === "ArrowUp" ? lanes[at - 1] : undefined;
    if (!other) return null;
    const { x } = own[index]!;
    return other.places.reduce((best, each) => (Math.abs(each.x - x) < Math.abs(best.x - x) ? each : best)).node;
  }

  /** Lights up what a thing came from and led to, among what is drawn. */
  private light(node: number | null): void {
    const reach = node === null || !this.items.has(node) ? null : reachOf([node], this.drawn.map(({ arrow }) => arrow));
    this.root?.classList.toggle("is-lighting", reach !== null);
    for (const [each, item] of this.items) item.classList.toggle("is-lit", reach?.steps.has(each) ?? false);
    for (const { arrow, element } of this.drawn) element.classList.toggle("is-lit", reach?.arrows.has(arrow) ?? false);
  }
}
