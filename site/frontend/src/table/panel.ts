/** The facets beside a table: check boxes with counts that follow the selection.  Made once, then only updated, so focus stays. */

import { debounced, grouped, make, show, thousands } from "../shared/dom";
import { words } from "../shared/text";
import type { Facet } from "./data";
import type { Answer } from "./engine";
import { parseYears, writeYears, type Asked } from "./question";

/** What the panel tells: the values that a facet is to have now. */
export type Change = (facet: string, values: string[]) => void;

/** How many values of a long facet are listed before the reader filters them. */
const LISTED = 8;
/** How many matches of a filter are listed. */
const MATCHES = 40;
/** How deep a tree is shown at first: down to the approaches and roles at subsection level. */
const DEPTH_SHOWN = 3;

/** Facets that most readers begin with; the others are folded up. */
const OPEN_AT_FIRST = new Set(["node", "stage", "year", "purpose", "access"]);

interface Group {
  facet: Facet;
  element: HTMLDetailsElement;
  /** Whether it shows an older answer. */
  isStale?: boolean;
  update(asked: Asked, counts: Uint32Array): void;
}

export class Panel {
  readonly element: HTMLElement;
  private groups: Group[] = [];
  private last: [Asked, Answer] | null = null;
  private readonly list: HTMLElement;

  constructor(
    private readonly change: Change,
    /** Called when a facet is opened whose values have not been loaded. */
    private readonly load: (name: string) => void,
  ) {
    this.list = make("div", { class: "ct-groups" });
    this.element = make("section", { class: "ct-facets", "aria-label": "Filters" }, this.list);
  }

  /** Adds a facet that is there. */
  add(facet: Facet, open = OPEN_AT_FIRST.has(facet.name)): void {
    const make_ = facet.shape === "years" ? yearGroup : facet.shape === "long" ? longGroup : listGroup;
    const group = make_(facet, this.change);
    group.element.open = open;
    // What is folded up is brought up to date when it is unfolded.
    group.element.addEventListener("toggle", () => this.refresh(group));
    const holder = this.list.querySelector(`[data-later="${facet.name}"]`);
    if (holder) {
      group.element.open = (holder as HTMLDetailsElement).open;
      holder.replaceWith(group.element);
    } else this.list.append(group.element);
    this.groups.push(group);
  }

  /** Adds the head of a facet whose values are fetched when it is opened. */
  addLater(name: string, title: string): void {
    const element = group(title, make("p", { class: "ct-wait" }, "Loading …"));
    element.dataset["later"] = name;
    element.addEventListener("toggle", () => element.open && this.load(name));
    this.list.append(element);
  }

  update(asked: Asked, answer: Answer): void {
    this.last = [asked, answer];
    for (const each of this.groups) {
      const chosen = asked.values.get(each.facet.name)?.length ?? 0;
      const badge = each.element.querySelector(".ct-chosen");
      if (badge) badge.textContent = chosen > 0 ? `${chosen} chosen` : "";
      if (chosen > 0) each.element.open = true;
      each.isStale = true;
      this.refresh(each);
    }
  }

  private refresh(group: Group): void {
    if (!group.isStale || !group.element.open || !this.last) return;
    const [asked, answer] = this.last;
    group.update(asked, answer.counts(group.facet.name));
    group.isStale = false;
  }
}

function group(title: string, ...children: Node[]): HTMLDetailsElement {
  return make(
    "details",
    { class: "ct-group" },
    make("summary", {}, make("span", { class: "ct-title" }, title), make("span", { class: "ct-chosen" })),
    make("fieldset", {}, make("legend", { class: "visually-hidden" }, title), ...children),
  );
}

interface Box {
  row: HTMLElement;
  input: HTMLInputElement;
  count: HTMLElement;
}

function checkBox(facet: Facet, value: number, change: Change, values: () => string[]): Box {
  const id = facet.ids[value]!;
  const count = make("span", { class: "ct-count" });
  const input = make("input", {
    type: "checkbox",
    name: facet.name,
    value: id,
    onchange: () => {
      const rest = values().filter((each) => each !== id);
      change(facet.name, input.checked ? [...rest, id] : rest);
    },
  });
  const row = make("li", {}, make("label", {}, input, make("span", { class: "ct-name" }, facet.names[value]!), count));
  return { row, input, count };
}

function setBox(box: Box, facet: Facet, value: number, chosen: readonly string[], count: number): void {
  const isChosen = chosen.includes(facet.ids[value]!);
  box.input.checked = isChosen;
  box.count.textContent = thousands(count);
  box.row.classList.toggle("is-none", count === 0 && !isChosen);
}

/** Terms in their order, and trees: indented, the deeper levels shown on demand. */
function listGroup(facet: Facet, change: Change): Group {
  let chosen: readonly string[] = [];
  const list = make("ul", { class: "ct-list" });
  const boxes = facet.ids.map((_, value) => checkBox(facet, value, change, () => [...chosen]));
  const order = facet.parents ? treeOrder(facet.parents) : facet.ids.map((_, value) => value);
  const depths = facet.ids.map((_, value) => (facet.above ? facet.above[value]!.length - 1 : 0));
  for (const value of order) {
    const { row } = boxes[value]!;
    if (depths[value]! > 0) row.style.setProperty("--depth", String(depths[value]));
    list.append(row);
  }
  const element = group(facet.title, list);
  let allLevels = depths.every((depth) => depth <= DEPTH_SHOWN);
  const update = (asked: Asked, counts: Uint32Array): void => {
    chosen = asked.values.get(facet.name) ?? [];
    boxes.forEach((box, value) => {
      setBox(box, facet, value, chosen, counts[value] ?? 0);
      box.row.hidden = !allLevels && depths[value]! > DEPTH_SHOWN && !chosen.includes(facet.ids[value]!);
    });
  };
  if (!allLevels) {
    const button = make("button", { type: "button", class: "ct-levels", "aria-expanded": "false" }, "Show the finest level");
    button.addEventListener("click", () => {
      allLevels = !allLevels;
      button.setAttribute("aria-expanded", String(allLevels));
      button.textContent = allLevels ? "Hide the finest level" : "Show the finest level";
      boxes.forEach(({ row, input }, value) => (row.hidden = !allLevels && depths[value]! > DEPTH_SHOWN && !input.checked));
    });
    element.querySelector("fieldset")!.append(button);
  }
  return { facet, element, update };
}

function treeOrder(parents: Int32Array): number[] {
  const below = grouped(parents.keys(), (value) => parents[value]!);
  const order: number[] = [];
  const walk = (value: number): void => {
    order.push(value);
    (below.get(value) ?? []).forEach(walk);
  };
  (below.get(-1) ?? []).forEach(walk);
  return order;
}

/** Returns the first so many in an order, without sorting the others. */
function best(values: readonly number[], count: number, order: (one: number, other: number) => number): number[] {
  const kept: number[] = [];
  for (const value of values) {
    if (kept.length === count && order(value, kept[count - 1]!) > 0) continue;
    let place = kept.length;
    while (place > 0 && order(value, kept[place - 1]!) < 0) place--;
    kept.splice(place, 0, value);
    if (kept.length > count) kept.pop();
  }
  return kept;
}

/** Values by their count, with a field to find others. */
function longGroup(facet: Facet, change: Change): Group {
  let chosen: readonly string[] = [];
  let counts: Uint32Array = new Uint32Array(facet.ids.length);
  const boxes = new Map<number, Box>();
  const list = make("ul", { class: "ct-list" });
  const note = make("p", { class: "ct-note" });
  const filter = make("input", {
    type: "search",
    class: "ct-find",
    placeholder: `Find a ${facet.title.toLowerCase()}`,
    "aria-label": `Find a ${facet.title.toLowerCase()}`,
    autocomplete: "off",
    maxlength: 200,
  });
  const folded = facet.names.map((name, value) => `${name} ${facet.ids[value]} ${(facet.aliases[facet.ids[value]!] ?? []).join(" ")}`);
  const searched = folded.map((text) => words(text).join(" "));
  const draw = (): void => {
    const parts = words(filter.value);
    const isChosen = (value: number): boolean => chosen.includes(facet.ids[value]!);
    let found: number[] = [];
    for (let value = 0; value < facet.ids.length; value++) {
      if (isChosen(value)) found.push(value);
      else if (parts.length === 0 ? counts[value]! > 0 : parts.every((part) => searched[value]!.includes(part))) found.push(value);
    }
    const total = found.length;
    const better = (one: number, other: number): number =>
      Number(isChosen(other)) - Number(isChosen(one)) || counts[other]! - counts[one]! || (facet.names[one]! < facet.names[other]! ? -1 : 1);
    found = best(found, Math.max(chosen.length, parts.length === 0 ? LISTED : MATCHES), better);
    const focused = document.activeElement;
    const rows = found.map((value) => {
      const box = boxes.get(value) ?? checkBox(facet, value, change, () => [...chosen]);
      boxes.set(value, box);
      setBox(box, facet, value, chosen, counts[value] ?? 0);
      return box.row;
    });
    list.replaceChildren(...rows);
    // Moving an element takes its focus away.
    if (focused instanceof HTMLElement && list.contains(focused)) focused.focus({ preventScroll: true });
    note.textContent =
      total === 0 ? "No match." : total > found.length ? `${thousands(total - found.length)} more: type to find them.` : "";
  };
  filter.addEventListener("input", debounced(80, draw));
  const element = group(facet.title, filter, list, note);
  return {
    facet,
    element,
    update(asked, newCounts) {
      chosen = asked.values.get(facet.name) ?? [];
      counts = newCounts;
      draw();
    },
  };
}

/** Years as bars, and the range as two fields. */
function yearGroup(facet: Facet, change: Change): Group {
  const years = facet.ids.map(Number).filter((year) => year > 0);
  const [least, greatest] = [Math.min(...years), Math.max(...years)];
  const bars = make("div", { class: "ct-bars", "aria-hidden": "true" });
  const field = (label: string): HTMLInputElement =>
    make("input", { type: "number", min: least, max: greatest, step: 1, inputmode: "numeric", "aria-label": label });
  const [from, to] = [field(`From year (${least} or later)`), field(`To year (${greatest} or earlier)`)];
  const read = (input: HTMLInputElement): number | null => {
    const year = Number(input.value);
    return input.value.trim() !== "" && Number.isInteger(year) && year >= 1900 && year <= 2100 ? year : null;
  };
  const apply = (): void => {
    const [first, last] = [read(from), read(to)];
    const text = first !== null && last !== null && last < first ? writeYears(last, first) : writeYears(first, last);
    change("year", text === "" ? [] : [text]);
  };
  from.addEventListener("change", apply);
  to.addEventListener("change", apply);
  const span = make("div", { class: "ct-years" }, from, make("span", { "aria-hidden": "true" }, "–"), to);
  const element = group(facet.title, bars, span);
  return {
    facet,
    element,
    update(asked, counts) {
      const values = asked.values.get("year") ?? [];
      const range = values.length === 1 ? parseYears(values[0]!) : null;
      const open = values[0] ?? "";
      from.value = range && !open.startsWith("..") ? String(range[0]) : "";
      to.value = range && !open.endsWith("..") ? String(range[1]) : "";
      from.placeholder = String(least);
      to.placeholder = String(greatest);
      const byYear = new Map(facet.ids.map((id, value) => [Number(id), counts[value] ?? 0]));
      const most = Math.max(1, ...byYear.values());
      const drawn: HTMLElement[] = [];
      // The years before most works would make the bars too thin to see; they can still be asked for.
      for (let year = Math.max(least, greatest - 17); year <= greatest; year++) {
        const count = byYear.get(year) ?? 0;
        const inRange = values.length === 0 || values.some((value) => within(value, year));
        const bar = make("button", {
          type: "button",
          tabindex: -1,
          class: inRange ? "is-in" : "",
          title: `${year}: ${count}`,
          onclick: () => change("year", values.length === 1 && values[0] === String(year) ? [] : [String(year)]),
        });
        bar.style.setProperty("--height", `${Math.round((100 * count) / most)}%`);
        drawn.push(bar);
      }
      show(bars, ...drawn);
    },
  };
}

function within(text: string, year: number): boolean {
  const range = parseYears(text);
  return range !== null && year >= range[0] && year <= range[1];
}
