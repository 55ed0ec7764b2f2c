/** An interactive table: search, facets, rows, exports; its state is in the address, so that it can be shared and gone back to. */

import { counted, debounced, make, show, statusLine, thousands } from "../shared/dom";
import { putQuery } from "../shared/address";
import { exportMenu } from "../shared/export-menu";
import { basket } from "../shared/kept";
import { reasonOf } from "../shared/load";
import type { TableFile } from "./data";
import type { Answer, Engine } from "./engine";
import { exportSelection, FORMATS, formatsOf, type Format } from "./exports";
import { Orders } from "./order";
import { Panel } from "./panel";
import { emptyAsked, readAsked, understand, valueName, writeAsked, type Asked } from "./question";
import { Rows } from "./rows";
import type { TableSource } from "./source";

export class TableView {
  private readonly file: TableFile;
  private readonly engine: Engine;
  private readonly orders: Orders;
  private readonly panel: Panel;
  private readonly rows: Rows;
  private readonly search: HTMLInputElement;
  private readonly status = statusLine("ct-status");
  private readonly chips = make("ul", { class: "ct-chips", "aria-label": "Chosen filters" });
  private readonly notes = make("div", { class: "ct-notes", role: "alert" });
  private readonly empty = make("div", { class: "ct-empty", hidden: true });
  private asked: Asked = emptyAsked();
  private answer: Answer | null = null;
  private ordered: Uint32Array = new Uint32Array(0);
  private typing = false;

  constructor(
    private readonly place: HTMLElement,
    private readonly source: TableSource,
  ) {
    const { file, engine, facets, address } = source;
    this.file = file;
    this.engine = engine;
    this.orders = new Orders(file, this.engine);
    this.panel = new Panel((facet, values) => this.choose(facet, values), () => void this.loadMore());
    facets.filter((facet) => !facet.hidden).forEach((facet) => this.panel.add(facet));
    this.later.forEach(({ name, title }) => this.panel.addLater(name, title));
    const caption = place.querySelector("caption")?.textContent ?? `All ${file.noun[1]}`;
    const root = new URL("../../", address).href;
    this.rows = new Rows(file, this.engine, root, caption, (column) => this.sortBy(column));
    this.search = this.searchField();
  }

  /** Takes the place of the plain table, and shows what the address asks for. */
  mount(): void {
    this.build();
    addEventListener("popstate", () => void this.readAddress());
    void this.readAddress();
  }

  // -- the page ------------------------------------------------------------------------------------------------------------

  private build(): void {
    const facetsButton = make("button", { type: "button", class: "ct-toggle", "aria-expanded": "false" }, "Filters");
    facetsButton.addEventListener("click", () => {
      const open = this.place.classList.toggle("has-filters");
      facetsButton.setAttribute("aria-expanded", String(open));
    });
    const top = make("div", { class: "ct-top" }, this.search, facetsButton, this.exportMenu());
    const results = make("div", { class: "ct-results" }, top, this.notes, this.chips, this.status, this.rows.element, this.empty);
    this.place.classList.add("is-live");
    show(this.place, this.panel.element, results);
    this.rows.start();
  }

  private searchField(): HTMLInputElement {
    const field = make("input", {
      type: "search",
      class: "ct-search",
      placeholder: `Search ${this.file.noun[1]}: title, author, statement …`,
      "aria-label": `Search ${this.file.noun[1]}`,
      autocomplete: "off",
      spellcheck: "false",
      maxlength: 200,
    });
    if (!this.file.unitRows) field.placeholder = `Search ${this.file.noun[1]}: name, alias, developer …`;
    const apply = debounced(60, () => {
      this.asked.texts = field.value.trim() === "" ? [] : [field.value.trim()];
      // One entry in the browser's history for a search, not one for each letter.
      void this.ask(!this.typing);
      this.typing = true;
    });
    field.addEventListener("input", apply);
    field.addEventListener("focus", () => void this.loadMore());
    field.addEventListener("blur", () => (this.typing = false));
    return field;
  }

  private exportMenu(): HTMLElement {
    const files = formatsOf(this.file).map((format) => ({ label: FORMATS[format].name, format, run: () => void this.export(format) }));
    const keep = { label: "Add it to the basket", format: null, run: () => this.keep() };
    return exportMenu("Export the selection as", [...files, keep]);
  }

  // -- what is asked -------------------------------------------------------------------------------------------------------

  private choose(facet: string, values: string[]): void {
    if (values.length > 0) this.asked.values.set(facet, values);
    else this.asked.values.delete(facet);
    void this.ask(true);
  }

  private sortBy(column: string): void {
    const now = this.sort;
    // Numbers are wanted from the greatest, names from the first letter.
    const isNumber = this.file.columns.some((each) => each.name === column && each.kind === "number");
    const [first, second] = isNumber ? [`-${column}`, column] : [column, `-${column}`];
    this.asked.sort = now === first ? second : first;
    if (this.asked.sort === this.file.sort) this.asked.sort = "";
    void this.ask(true);
  }

  private get sort(): string {
    return this.orders.has(this.asked.sort) ? this.asked.sort : this.file.sort;
  }

  private async readAddress(): Promise<void> {
    const known = new Set([...this.engine.allFacets().map((facet) => facet.name), ...this.later.map((each) => each.name)]);
    this.asked = readAsked(location.search, known);
    this.search.value = this.asked.texts.join(" ");
    this.typing = false;
    await this.ask(false, false);
  }

  private async ask(push: boolean, write = true): Promise<void> {
    if (write) putQuery(writeAsked(this.asked, this.file.order), push);
    const needsMore = this.asked.texts.length > 0 || this.later.some(({ name }) => this.asked.values.has(name));
    if (needsMore && !this.source.isComplete) {
      show(this.status, "Loading the text to search …");
      await this.loadMore();
      if (!this.source.isComplete) {
        this.asked.texts = [];
        this.later.forEach(({ name }) => this.asked.values.delete(name));
      }
    }
    const { question, unknown } = understand(this.asked, this.engine);
    performance.mark("codev-filter-start");
    this.answer = this.engine.ask(question);
    this.ordered = this.orders.pick(this.sort, this.answer.rows);
    this.draw(unknown);
    performance.measure("codev-filter", "codev-filter-start");
  }

  /** The facets that come with the second file. */
  private get later(): readonly { name: string; title: string }[] {
    return this.file.later ?? [];
  }

  /** Fetches what is needed for searching text, once. */
  private async loadMore(): Promise<void> {
    try {
      await this.source.complete((facets) => {
        facets.forEach((facet) => this.panel.add(facet, false));
        if (this.answer) this.panel.update(this.asked, this.engine.ask(understand(this.asked, this.engine).question));
      });
    } catch (error) {
      this.say(`The text to search could not be loaded (${reasonOf(error)}). Filters still work; reload the page to try again.`);
    }
  }

  // -- what is shown -------------------------------------------------------------------------------------------------------

  private draw(unknown: readonly string[]): void {
    const answer = this.answer!;
    this.rows.element.hidden = answer.rows.length === 0;
    this.rows.set(this.ordered, this.sort);
    this.panel.update(this.asked, answer);
    show(this.notes, ...unknown.map((text) => make("p", {}, text)));
    this.drawChips();
    const units = this.file.unitNoun ? `, ${counted(answer.units, this.file.unitNoun)}` : "";
    const of = answer.rows.length < this.engine.rowCount ? ` of ${thousands(this.engine.rowCount)}` : "";
    show(this.status, `${counted(answer.rows.length, this.file.noun)}${of}${units}`);
    this.drawEmpty(answer);
  }

  private drawChips(): void {
    const chips: HTMLElement[] = [];
    for (const [name, values] of this.asked.values) {
      const facet = this.engine.facet(name);
      if (!facet) continue;
      for (const value of values) {
        const label = valueName(facet, value);
        const remove = (): void => this.choose(name, values.filter((each) => each !== value));
        chips.push(chip(`${facet.title}: `, label, remove));
      }
    }
    if (chips.length > 0 || this.asked.texts.length > 0) {
      const clear = make("button", { type: "button", class: "ct-clear", onclick: () => this.clear() }, "Clear all");
      chips.push(make("li", {}, clear));
    }
    show(this.chips, ...chips);
  }

  private drawEmpty(answer: Answer): void {
    this.empty.hidden = answer.rows.length > 0;
    if (answer.rows.length > 0) return;
    const ways = [...answer.without].filter(([, count]) => count > 0).sort((one, other) => other[1] - one[1]);
    const buttons = ways.map(([name, count]) => {
      const title = name === "text" ? "the text" : `“${this.engine.facet(name)?.title}”`;
      const drop = (): void => {
        if (name === "text") this.clearText();
        else this.choose(name, []);
      };
      return make("li", {}, make("button", { type: "button", onclick: drop }, `Without ${title}`), ` ${counted(count, this.file.noun)}`);
    });
    show(
      this.empty,
      make("h2", {}, `No ${this.file.noun[0]} has all of this`),
      make("p", {}, buttons.length > 0 ? "Remove one of these to see results:" : "Nothing matches all filters."),
      make("ul", {}, ...buttons),
      make("button", { type: "button", onclick: () => this.clear() }, "Clear all filters"),
    );
  }

  private clear(): void {
    const { sort } = this.asked;
    this.asked = { ...emptyAsked(), sort };
    this.search.value = "";
    void this.ask(true);
    this.search.focus();
  }

  private clearText(): void {
    this.asked.texts = [];
    this.search.value = "";
    void this.ask(true);
  }

  private async export(format: Format): Promise<void> {
    if (!this.answer) return;
    try {
      await exportSelection({ source: this.source, answer: this.answer, rows: this.ordered }, format);
    } catch (error) {
      this.say(`The export could not be made (${reasonOf(error)}). Reload the page and try again.`);
    }
  }

  /** Puts the selection into the basket, as far as there is room. */
  private keep(): void {
    const lacking = basket.add([...this.ordered].map((row) => this.rows.chosen(row)), this.file.noun);
    if (lacking) this.say(lacking);
  }

  private say(text: string): void {
    show(this.notes, make("p", {}, text));
  }
}

function chip(before: string, label: string, remove: () => void): HTMLElement {
  const button = make("button", { type: "button", "aria-label": `Remove ${before}${label}`, onclick: remove }, before, make("b", {}, label));
  return make("li", {}, button);
}
