/**
 * A box that finds things by their names: what is typed is looked up, arrows choose, Enter takes, Escape closes the list.
 *
 * As the pattern of https://www.w3.org/WAI/ARIA/apg/patterns/combobox/ asks; the focus stays in the field.
 */

import { make, show } from "./dom";

export interface ComboboxOptions<Item> {
  /** Begins the ids of the field, of the list and of its options. */
  id: string;
  /** Attributes of the field besides those of the pattern. */
  field: Record<string, string>;
  /** What the list is called. */
  label: string;
  /** Said where nothing is found. */
  nothing: string;
  /** Returns what a text may mean, the likeliest first. */
  find(text: string): readonly Item[];
  /** Returns what an option shows. */
  draw(item: Item): readonly (Node | string)[];
  /** Told what the reader takes. */
  take(item: Item): void;
}

export class Combobox<Item> {
  readonly field: HTMLInputElement;
  readonly element: HTMLElement;
  private readonly list: HTMLElement;
  private found: readonly Item[] = [];
  private active = 0;

  constructor(private readonly options: ComboboxOptions<Item>) {
    const { id, label, field } = options;
    this.list = make("ul", { class: "codev-find-list", id: `${id}-list`, role: "listbox", "aria-label": label, hidden: true });
    this.field = make("input", {
      ...{ id, role: "combobox", "aria-expanded": "false", "aria-controls": this.list.id, "aria-autocomplete": "list" },
      ...{ autocomplete: "off", spellcheck: "false", ...field },
    });
    this.field.addEventListener("input", () => {
      this.found = options.find(this.field.value);
      this.active = 0;
      this.draw();
    });
    this.field.addEventListener("keydown", (event) => this.key(event));
    this.field.addEventListener("blur", () => this.close());
    this.element = make("div", { class: "codev-find" }, this.field, this.list);
  }

  private draw(): void {
    if (this.field.value.trim() === "") return this.close();
    const options = this.found.map((item, number) =>
      make(
        "li",
        {
          ...{ role: "option", id: `${this.options.id}-${number}`, "aria-selected": String(number === this.active) },
          // Before the field loses the focus, which closes the list.
          onpointerdown: (event) => event.preventDefault(),
          onclick: () => this.take(item),
        },
        ...this.options.draw(item),
      ),
    );
    show(this.list, ...(options.length > 0 ? options : [make("li", { role: "option", "aria-disabled": "true" }, this.options.nothing)]));
    this.list.hidden = false;
    this.field.setAttribute("aria-expanded", "true");
    if (options.length > 0) this.field.setAttribute("aria-activedescendant", `${this.options.id}-${this.active}`);
    else this.field.removeAttribute("aria-activedescendant");
    options[this.active]?.scrollIntoView({ block: "nearest" });
  }

  private key(event: KeyboardEvent): void {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step && this.found.length > 0) {
      event.preventDefault();
      if (!this.list.hidden) this.active = (this.active + step + this.found.length) % this.found.length;
      this.draw();
    } else if (event.key === "Enter") {
      event.preventDefault();
      const item = this.found[this.active];
      if (item && !this.list.hidden) this.take(item);
    } else if (event.key === "Escape" && !this.list.hidden) {
      event.preventDefault();
      event.stopPropagation();
      this.close();
    }
  }

  private take(item: Item): void {
    this.close();
    this.options.take(item);
  }

  private close(): void {
    this.list.hidden = true;
    this.field.setAttribute("aria-expanded", "false");
    this.field.removeAttribute("aria-activedescendant");
  }
}
