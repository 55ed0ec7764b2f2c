/** The symbols of the graph, the same as on pages and in pictures, and the legend of the timeline. */

import { ARROW_DASHES, SHAPE_PATHS } from "../made/looks";
import { ARROWS, KIND_NAMES } from "../made/words";
import { make, makeSvg } from "../shared/dom";
import type { GraphData } from "./data";
import { THING_KINDS } from "./lineage";
import type { GraphState } from "./state";

/** Returns the symbol of a kind, hidden from screen readers: the text beside it says the kind. */
export function symbol(kind: string): SVGElement {
  return makeSvg(
    "svg",
    { class: `cg-symbol cg-${kind}`, viewBox: "0 0 12 12", "aria-hidden": "true" },
    makeSvg("path", { d: SHAPE_PATHS[kind] ?? SHAPE_PATHS["work"]! }),
  );
}

/** What the marks and arrows of the timeline mean; each arrow can be switched off. */
export class Legend {
  readonly element = make("ul", { class: "cg-key cg-legend", "aria-label": "Arrows" });
  private readonly buttons = new Map<string, HTMLElement>();
  private state: GraphState | null = null;

  constructor(
    private readonly data: GraphData,
    private readonly change: (change: Partial<GraphState>) => void,
  ) {
    for (const [word, relations] of Object.entries(ARROWS)) {
      const line = makeSvg("path", { d: "M1 6H18", "stroke-width": 2, fill: "none", "stroke-dasharray": ARROW_DASHES[word] ?? null, "stroke-linecap": "round" });
      const tip = makeSvg("path", { d: "M24 6l-7-3.5v7z", stroke: "none", fill: "currentColor" });
      const sign = makeSvg("svg", { class: `cg-sign cg-sign-${word}`, viewBox: "0 0 26 12", "aria-hidden": "true" }, line, tip);
      const button = make("button", { type: "button", class: "cg-arrow-word", onclick: () => this.toggle(relations) }, sign, word);
      this.buttons.set(word, button);
      this.element.append(make("li", {}, button));
    }
    const rings = makeSvg("svg", { class: "cg-sign cg-sign-loop", viewBox: "0 0 12 12", "aria-hidden": "true" }, makeSvg("circle", { cx: 6, cy: 6, r: 5, fill: "none", "stroke-width": 1.6 }));
    const kinds = THING_KINDS.map((kind) => make("li", {}, symbol(kind), KIND_NAMES[kind]![0].toLowerCase()));
    this.element.append(...kinds, make("li", {}, rings, "in a loop"), make("li", { class: "cg-year-note" }, "Dashed: unverified. Within a year, a thing stands to the right of what it came from."));
  }

  private toggle(relations: readonly string[]): void {
    const drawn = this.drawn();
    const isOn = relations.some((each) => drawn.includes(each));
    const next = isOn ? drawn.filter((each) => !relations.includes(each)) : [...drawn, ...relations];
    const isAll = Object.values(ARROWS).flat().every((each) => next.includes(each));
    this.change({ relation: isAll || next.length === 0 ? [] : next });
  }

  /** Returns the relations of the arrows that are drawn. */
  private drawn(): string[] {
    const all = this.data.relations.filter((each) => Object.values(ARROWS).some((relations) => relations.includes(each)));
    const chosen = this.state?.relation ?? [];
    return chosen.length === 0 ? all : all.filter((each) => chosen.includes(each));
  }

  update(state: GraphState): void {
    this.state = state;
    const drawn = this.drawn();
    for (const [word, button] of this.buttons) button.setAttribute("aria-pressed", String(ARROWS[word]!.some((each) => drawn.includes(each))));
  }
}
