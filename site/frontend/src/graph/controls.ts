/** What the reader sets beside the graph: search, facets, colour, hubs, loops. */

import { ARROWS, DIRECTION_NAMES, KIND_NAMES, RELATION_WORDS } from "../made/words";
import { Combobox } from "../shared/combobox";
import { make, show, thousands } from "../shared/dom";
import { words } from "../shared/text";
import { writeYears, parseYears } from "../table/question";
import { yearColour, yearRange, type Palette } from "./colours";
import { degreeOf, DIRECTIONS, type GraphData, type Incidence } from "./data";
import type { Shown } from "./filter";
import { symbol } from "./legend";
import { THING_KINDS } from "./lineage";
import { COLOURS, LISTS, type Colour, type GraphState } from "./state";

const COLOUR_NAMES: Record<Colour, string> = { kind: "Kind", direction: "Direction", year: "Year" };
const MATCHES = 12;

export interface ControlActions {
  change(change: Partial<GraphState>): void;
  choose(node: number): void;
  reset(): void;
}

export class Controls {
  readonly element: HTMLElement;
  readonly search: HTMLElement;
  private readonly boxes = new Map<string, { input: HTMLInputElement; count: HTMLElement; row: HTMLElement }>();
  private readonly colour: HTMLSelectElement;
  private readonly hubs: HTMLInputElement;
  private readonly hubsText = make("output", {});
  private readonly lone: HTMLInputElement;
  private readonly from: HTMLInputElement;
  private readonly to: HTMLInputElement;
  private readonly loop: HTMLSelectElement;
  private readonly key = make("ul", { class: "cg-key cg-network-only", "aria-label": "Colours" });
  private state: GraphState | null = null;

  constructor(
    private readonly data: GraphData,
    private readonly around: Incidence,
    private readonly actions: ControlActions,
  ) {
    this.colour = make(
      "select",
      {},
      ...COLOURS.map((each) => make("option", { value: each }, COLOUR_NAMES[each])),
    );
    this.colour.addEventListener("change", () => actions.change({ colour: this.colour.value as Colour }));
    const degrees = data.nodes.id.map((_, node) => degreeOf(around, node));
    const most = Math.max(1, ...degrees);
    // The slider's steps grow with the degree: what matters is to hide the few greatest.
    this.hubs = make("input", { type: "range", min: 1, max: 100, step: 1, "aria-label": "Hide nodes with more edges than" });
    this.hubs.addEventListener("input", () => {
      const share = Number(this.hubs.value) / 100;
      actions.change({ most: share >= 1 ? 0 : Math.max(2, Math.round(most ** share)) });
    });
    this.hubs.dataset["most"] = String(most);
    this.lone = make("input", { type: "checkbox" });
    this.lone.addEventListener("change", () => actions.change({ least: this.lone.checked ? 0 : 1 }));
    [this.from, this.to] = [this.yearField("From year"), this.yearField("To year")];
    this.loop = this.loopField();
    this.search = this.searchField();
    this.element = this.build();
  }

  private build(): HTMLElement {
    const group = (title: string, open: boolean, ...children: Node[]): HTMLDetailsElement => {
      const details = make("details", { class: "ct-group" }, make("summary", {}, make("span", { class: "ct-title" }, title)), make("fieldset", {}, make("legend", { class: "visually-hidden" }, title), ...children));
      details.open = open;
      return details;
    };
    const kinds = this.data.kinds.map((kind) => this.box("kind", kind, KIND_NAMES[kind]?.[1] ?? kind, symbol(kind)));
    const relations = this.data.relations.map((relation) => this.box("relation", relation, RELATION_WORDS[relation]![0]));
    const directions = DIRECTIONS.map((direction) => this.box("direction", direction, DIRECTION_NAMES[direction]!));
    const stages = this.data.stages.map((stage, number) => this.box("stage", stage, this.data.stageNames[number]!));
    const years = make("div", { class: "ct-years" }, this.from, make("span", { "aria-hidden": "true" }, "–"), this.to);
    const hubs = group("Hubs", true, make("label", { class: "cg-field" }, this.hubs, this.hubsText), make("label", { class: "cg-field" }, this.lone, "Show nodes without edges"));
    hubs.classList.add("cg-network-only");
    const reset = make("button", { type: "button", class: "cg-reset", onclick: () => this.actions.reset() }, "Reset the view");
    return make(
      "section",
      { class: "cg-controls", "aria-label": "What is shown" },
      make("label", { class: "cg-field cg-network-only" }, "Colour by ", this.colour),
      this.key,
      this.loop.length > 1 ? make("label", { class: "cg-field" }, "Loop ", this.loop) : null,
      group("Kind", true, make("ul", { class: "ct-list" }, ...kinds)),
      group("Direction", false, make("ul", { class: "ct-list" }, ...directions)),
      group("Relation", false, make("ul", { class: "ct-list" }, ...relations)),
      group("Stage", false, make("ul", { class: "ct-list" }, ...stages)),
      group("Year", false, years),
      hubs,
      reset,
    );
  }

  private box(facet: (typeof LISTS)[number], value: string, name: string, mark?: Node): HTMLElement {
    const count = make("span", { class: "ct-count" });
    const input = make("input", { type: "checkbox", name: facet, value });
    input.addEventListener("change", () => {
      const chosen = (this.state?.[facet] ?? []).filter((each) => each !== value);
      this.actions.change({ [facet]: input.checked ? [...chosen, value] : chosen });
    });
    const inTimeline = facet === "kind" ? THING_KINDS.includes(value) : facet !== "relation" || Object.values(ARROWS).flat().includes(value);
    const row = make("li", { class: inTimeline ? null : "cg-not-in-timeline" }, make("label", {}, input, make("span", { class: "ct-name" }, mark ?? null, name), count));
    this.boxes.set(`${facet}:${value}`, { input, count, row });
    return row;
  }

  private yearField(label: string): HTMLInputElement {
    const field = make("input", { type: "number", min: 1900, max: 2100, step: 1, inputmode: "numeric", "aria-label": label });
    field.addEventListener("change", () => {
      const read = (input: HTMLInputElement): number | null => (/^[0-9]{4}$/.test(input.value) ? Number(input.value) : null);
      const [first, last] = [read(this.from), read(this.to)];
      const swapped = first !== null && last !== null && last < first;
      this.actions.change({ year: swapped ? writeYears(last, first) : writeYears(first, last) });
    });
    return field;
  }

  private loopField(): HTMLSelectElement {
    const { loops, nodes } = this.data;
    const field = make(
      "select",
      {},
      make("option", { value: "0" }, loops.length === 0 ? "There are no loops" : `None of ${loops.length}`),
      ...loops.map((loop, number) =>
        make("option", { value: number + 1 }, `${loop.nodes.map((node) => nodes.label[node]).join(" → ")} → …`),
      ),
    );
    field.addEventListener("change", () => this.actions.change({ loop: Number(field.value), of: "" }));
    return field;
  }

  /** Returns a box that finds nodes by name. */
  private searchField(): HTMLElement {
    const { nodes, kinds } = this.data;
    const names = nodes.label.map((label) => words(label).join(" "));
    const folded = nodes.label.map((label, node) => words(`${label} ${nodes.id[node]!}`).join(" "));
    const find = (text: string): number[] => {
      const parts = words(text);
      const all = folded.flatMap((each, node) => (parts.every((part) => each.includes(part)) ? [node] : []));
      // A thing of just this name comes before those whose names begin with it or hold it.
      const asked = parts.join(" ");
      const rank = (node: number): number => (names[node] === asked ? 2 : folded[node]!.startsWith(parts[0]!) ? 1 : 0);
      return all.sort((one, other) => rank(other) - rank(one) || degreeOf(this.around, other) - degreeOf(this.around, one)).slice(0, MATCHES);
    };
    const box = new Combobox<number>({
      id: "cg-match",
      field: { type: "search", class: "cg-search", placeholder: "Find a model, dataset, work or node", "aria-label": "Find a node", maxlength: "120" },
      label: "Matches",
      nothing: "Nothing has this name.",
      find: (text) => (words(text).length > 0 ? find(text) : []),
      draw: (node) => [symbol(kinds[nodes.kind[node]!]!), nodes.label[node]!],
      take: (node) => {
        box.field.value = nodes.label[node]!;
        this.actions.choose(node);
      },
    });
    return box.element;
  }

  /** Brings everything in line with a state. */
  update(state: GraphState, shown: Shown, palette: Palette): void {
    this.state = state;
    for (const facet of LISTS) {
      const values = facet === "direction" ? DIRECTIONS : facet === "kind" ? this.data.kinds : facet === "relation" ? this.data.relations : this.data.stages;
      values.forEach((value, number) => {
        const box = this.boxes.get(`${facet}:${value}`);
        if (!box) return;
        const count = shown.counts[facet][number] ?? 0;
        box.input.checked = state[facet].includes(value);
        box.count.textContent = thousands(count);
        box.row.classList.toggle("is-none", count === 0 && !box.input.checked);
      });
    }
    this.colour.value = state.colour;
    const most = Number(this.hubs.dataset["most"]);
    this.hubs.value = String(state.most === 0 ? 100 : Math.round((100 * Math.log(state.most)) / Math.log(most)));
    this.hubsText.textContent = state.most === 0 ? "No node is hidden because of its edges" : `Hidden: more than ${state.most} edges`;
    this.lone.checked = state.least === 0;
    const range = parseYears(state.year);
    this.from.value = range && !state.year.startsWith("..") ? String(range[0]) : "";
    this.to.value = range && !state.year.endsWith("..") ? String(range[1]) : "";
    this.loop.value = String(state.loop);
    this.drawKey(state.colour, palette);
  }

  private drawKey(colour: Colour, palette: Palette): void {
    const swatch = (name: string, value: string): HTMLElement => {
      const mark = make("i", { "aria-hidden": "true" });
      mark.style.background = value;
      return make("li", {}, mark, name);
    };
    if (colour === "direction") show(this.key, ...[1, 2, 0].map((each) => swatch(DIRECTION_NAMES[DIRECTIONS[each]!]!, palette.directions[each]!)));
    else if (colour === "year") {
      const [least, greatest] = yearRange(this.data);
      const years = [least, Math.round((least + greatest) / 2), greatest];
      show(this.key, ...years.map((year, at) => swatch(at === 0 ? `${year} or earlier` : String(year), yearColour(year, [least, greatest]))));
    } else {
      show(this.key, ...this.data.kinds.map((kind) => make("li", {}, symbol(kind), KIND_NAMES[kind]?.[1] ?? kind)));
    }
  }
}
