/** The search itself: a field, filters and results; in a dialog on every page, and in the search page. */

import { counted, debounced, make, show, statusLine, thousands } from "../shared/dom";
import { reasonOf } from "../shared/load";
import { bareQuery, exactWord } from "./asked";
import { namedFirst } from "./order";
import { loadPagefind, type FilterCounts, type Found, type HitData } from "./pagefind";

/** Results that are shown at once; more on demand. */
const PAGE = 12;
/** How long a pause in typing is before the search starts (milliseconds). */
const PAUSE = 150;
/** Filters in this order; others follow by name. */
const FILTERS: Record<string, string> = { kind: "Kind", scope: "Scope", direction: "Direction", stage: "Stage", year: "Year" };
/** Values shown of a filter with many. */
const VALUES_SHOWN = 8;

/** What there is to search for. */
const EXAMPLES = ["DataComp", "GPT-4V captions", '"multi-hop reasoning"', "data filter"];

export interface SearchState {
  text: string;
  filters: Record<string, string[]>;
}

export class SearchView {
  readonly element: HTMLElement;
  readonly field: HTMLInputElement;
  private readonly filters = make("div", { class: "cs-filters", role: "group", "aria-label": "Narrow down" });
  private readonly status = statusLine("cs-status");
  private readonly list = make("ol", { class: "cs-results" });
  private readonly more = make("button", { type: "button", class: "cs-more", hidden: true }, "Show more");
  private chosen: Record<string, string[]> = {};
  private found: Found | null = null;
  private shown = 0;
  private readonly soon = debounced(PAUSE, () => void this.search());
  /** Counts the searches, so that a slow answer does not overwrite a newer one. */
  private turn = 0;

  constructor(private readonly changed: (state: SearchState) => void = () => undefined) {
    this.field = make("input", {
      type: "search",
      class: "cs-field",
      placeholder: "Search works, claims, datasets, models …",
      "aria-label": "Search the whole site",
      autocomplete: "off",
      spellcheck: "false",
      maxlength: 200,
    });
    this.field.addEventListener("input", this.soon);
    this.more.addEventListener("click", () => void this.showMore());
    this.element = make("div", { class: "cs-search" }, this.field, this.filters, this.status, this.list, this.more);
    this.element.addEventListener("keydown", (event) => this.walk(event));
    this.rest();
  }

  /** Sets what is searched for. */
  async set(state: SearchState): Promise<void> {
    this.field.value = state.text;
    this.chosen = state.filters;
    await this.search(false);
  }

  /** Loads the engine before the first letter is typed. */
  warm(): void {
    loadPagefind().catch((error: unknown) => this.fail(error));
  }

  private async search(tell = true): Promise<void> {
    const turn = ++this.turn;
    const text = this.field.value.trim();
    const filters = Object.fromEntries(Object.entries(this.chosen).filter(([, values]) => values.length > 0));
    if (tell) this.changed({ text, filters });
    if (text === "" && Object.keys(filters).length === 0) return this.rest();
    if (this.found === null) show(this.status, "Searching …");
    try {
      const engine = await loadPagefind();
      const any = Object.fromEntries(Object.entries(filters).map(([name, values]) => [name, { any: values }]));
      const asked = bareQuery(text);
      const [found, named] = await Promise.all([
        engine.search(asked === "" ? null : asked, { filters: any }),
        exactWord(asked) === "" ? null : engine.search(exactWord(asked), { filters: any }),
      ]);
      const results = await namedFirst(found.results, asked, named?.results);
      if (turn !== this.turn) return;
      this.found = { ...found, results };
      this.shown = 0;
      const count = found.results.length;
      const about = text === "" ? "" : ` for “${text}”`;
      show(this.status, count === 0 ? `Nothing found${about}` : `${counted(count, ["page", "pages"])}${about}`);
      // Who had chosen an older result goes on from the field; else the keyboard would lead nowhere.
      if (this.list.contains(document.activeElement)) this.field.focus();
      this.list.replaceChildren();
      this.drawFilters(found.filters);
      if (count === 0) this.list.append(this.nothing(text, filters));
      await this.showMore();
    } catch (error) {
      if (turn === this.turn) this.fail(error);
    }
  }

  private rest(): void {
    this.found = null;
    this.list.replaceChildren();
    this.filters.replaceChildren();
    this.more.hidden = true;
    const ask = (text: string): void => {
      this.field.value = text;
      this.field.focus();
      void this.search();
    };
    const examples = EXAMPLES.map((text) => make("button", { type: "button", class: "cs-example", onclick: () => ask(text) }, text));
    show(this.status, "Type a title, a name, a phrase in quotes, a stage or a role. For example: ", ...examples);
  }

  private fail(error: unknown): void {
    this.more.hidden = true;
    show(this.status, `The search index could not be loaded (${reasonOf(error)}). The tables of works, datasets and models can be searched too.`);
  }

  private async showMore(): Promise<void> {
    if (!this.found) return;
    const turn = this.turn;
    const next = this.found.results.slice(this.shown, this.shown + PAGE);
    const data = await Promise.all(next.map((hit) => hit.data()));
    if (turn !== this.turn || !this.found) return;
    const isFirst = this.shown === 0;
    this.shown += next.length;
    const rows = data.map(row);
    this.list.append(...rows);
    if (!isFirst) rows[0]?.querySelector("a")?.focus();
    this.more.hidden = this.shown >= this.found.results.length;
  }

  private nothing(text: string, filters: Record<string, string[]>): HTMLElement {
    const narrowed = Object.keys(filters).length > 0;
    const hint = narrowed
      ? "Nothing matches all of this. Remove a filter, or try fewer words."
      : "Try fewer or other words; the beginning of a word is enough. Full names find more than initials.";
    const clear = make("button", { type: "button", onclick: () => this.clearFilters() }, "Search without filters");
    return make("li", { class: "cs-nothing" }, hint, narrowed && text !== "" ? make("p", {}, clear) : null);
  }

  private clearFilters(): void {
    this.chosen = {};
    void this.search();
    this.field.focus();
  }

  private drawFilters(counts: FilterCounts): void {
    const focused = document.activeElement instanceof HTMLInputElement ? document.activeElement.dataset["key"] : undefined;
    const names = Object.keys(counts).sort((one, other) => place(one) - place(other) || (one < other ? -1 : 1));
    show(this.filters, ...names.map((name) => this.filter(name, counts[name]!)));
    if (focused !== undefined) this.filters.querySelector<HTMLElement>(`[data-key="${CSS.escape(focused)}"]`)?.focus();
  }

  private filter(name: string, counts: Record<string, number>): HTMLElement | null {
    const chosen = this.chosen[name] ?? [];
    const entries = Object.entries(counts).filter(([value, count]) => count > 0 || chosen.includes(value));
    if (name === "year") entries.sort(([one], [other]) => Number(other) - Number(one));
    else entries.sort(([, one], [, other]) => other - one);
    if (entries.length === 0) return null;
    const boxes = entries.slice(0, VALUES_SHOWN).map(([value, count]) => {
      const box = make("input", { type: "checkbox", "data-key": `${name}:${value}` });
      box.checked = chosen.includes(value);
      box.addEventListener("change", () => {
        this.chosen[name] = box.checked ? [...chosen, value] : chosen.filter((each) => each !== value);
        void this.search();
      });
      return make("label", {}, box, make("span", {}, value), make("span", { class: "cs-count" }, thousands(count)));
    });
    return make("fieldset", {}, make("legend", {}, FILTERS[name] ?? name), ...boxes);
  }

  /** Enter in the field opens the best result, of what is typed by then. */
  private async openFirst(): Promise<void> {
    this.soon.cancel();
    await this.search();
    this.list.querySelector<HTMLElement>("a.cs-link")?.click();
  }

  /** Arrow keys lead from the field to the results and back. */
  private walk(event: KeyboardEvent): void {
    if (event.key === "Enter" && event.target === this.field) {
      event.preventDefault();
      void this.openFirst();
      return;
    }
    if (event.key !== "ArrowDown" && event.key !== "ArrowUp") return;
    const stops = [this.field, ...this.list.querySelectorAll<HTMLElement>("a.cs-link")];
    const at = stops.indexOf(document.activeElement as HTMLElement);
    const next = at < 0 ? null : stops[at + (event.key === "ArrowDown" ? 1 : -1)];
    if (!next) return;
    event.preventDefault();
    next.focus();
    if (next === this.field) this.field.select();
  }
}

function place(name: string): number {
  const found = Object.keys(FILTERS).indexOf(name);
  return found < 0 ? Object.keys(FILTERS).length : found;
}

function row(data: HitData): HTMLElement {
  const { title = data.url } = data.meta;
  const [kind, year] = ["kind", "year"].map((name) => data.filters?.[name]?.[0] ?? data.meta[name]);
  const best = data.sub_results?.find((each) => each.url !== data.url);
  const about = [kind, year].filter((each) => each !== undefined && each !== "").join(" · ");
  return make(
    "li",
    {},
    make("a", { class: "cs-link", href: best && !data.excerpt.includes("<mark>") ? best.url : data.url }, title),
    about ? make("span", { class: "cs-about" }, about) : null,
    make("p", {}, ...excerpt(data.excerpt)),
  );
}

/** Returns an excerpt as text with its marks; nothing else of its HTML is taken over. */
function excerpt(html: string): Node[] {
  const parsed = new DOMParser().parseFromString(html, "text/html");
  return [...parsed.body.childNodes].map((node) =>
    node instanceof HTMLElement && node.tagName === "MARK" ? make("mark", {}, node.textContent ?? "") : new Text(node.textContent ?? ""),
  );
}
