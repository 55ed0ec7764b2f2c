/** A box to choose a thing by its name: what is typed is looked up, arrows choose, Enter takes (WAI-ARIA's combobox). */

import { make, show } from "../shared/dom";
import { noteOf } from "./pivot";
import type { Thing } from "./things";

/** Things that are offered at once. */
const OFFERED = 8;

export class Picker {
  readonly element: HTMLElement;
  readonly field: HTMLInputElement;
  private readonly list = make("ul", { class: "pick-list", id: "codev-pick-list", role: "listbox", "aria-label": "Works, models and datasets", hidden: true });
  private offered: readonly Thing[] = [];
  private active = 0;

  constructor(
    private readonly suggest: (text: string, count: number) => readonly Thing[],
    private readonly take: (thing: Thing) => void,
  ) {
    this.field = make("input", {
      type: "text",
      class: "pick-field",
      id: "codev-pick",
      role: "combobox",
      "aria-expanded": "false",
      "aria-controls": this.list.id,
      "aria-autocomplete": "list",
      autocomplete: "off",
      spellcheck: "false",
      maxlength: 200,
      placeholder: "LLaVA-1.5, DataComp, a title …",
    });
    this.field.addEventListener("input", () => this.offer());
    this.field.addEventListener("keydown", (event) => this.key(event));
    // Later, since a click on the list takes the focus away first.
    this.field.addEventListener("blur", () => setTimeout(() => this.close(), 150));
    this.element = make("div", { class: "pick" }, make("label", { for: this.field.id }, "Add a work, model or dataset"), this.field, this.list);
  }

  private offer(): void {
    this.offered = this.suggest(this.field.value, OFFERED);
    this.active = 0;
    this.draw();
  }

  private draw(): void {
    const isOpen = this.field.value.trim() !== "";
    this.list.hidden = !isOpen;
    this.field.setAttribute("aria-expanded", String(isOpen && this.offered.length > 0));
    const options = this.offered.map((thing, number) =>
      make(
        "li",
        {
          ...{ role: "option", id: `codev-pick-${number}`, "aria-selected": String(number === this.active) },
          // Before the field loses the focus.
          onpointerdown: (event) => event.preventDefault(),
          onclick: () => this.choose(thing),
        },
        make("span", { class: "pick-name" }, thing.name),
        make("span", { class: "by" }, noteOf(thing)),
      ),
    );
    show(this.list, ...(options.length > 0 ? options : [make("li", { class: "pick-none", role: "option", "aria-disabled": "true" }, "Nothing has this name.")]));
    if (isOpen && options.length > 0) this.field.setAttribute("aria-activedescendant", `codev-pick-${this.active}`);
    else this.field.removeAttribute("aria-activedescendant");
    options[this.active]?.scrollIntoView({ block: "nearest" });
  }

  private key(event: KeyboardEvent): void {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step && this.offered.length > 0) {
      event.preventDefault();
      this.active = (this.active + step + this.offered.length) % this.offered.length;
      this.draw();
    } else if (event.key === "Enter") {
      event.preventDefault();
      const thing = this.offered[this.active];
      if (thing && !this.list.hidden) this.choose(thing);
    } else if (event.key === "Escape" && !this.list.hidden) {
      event.preventDefault();
      this.close();
    }
  }

  private choose(thing: Thing): void {
    this.field.value = "";
    this.offered = [];
    this.close();
    this.field.focus();
    this.take(thing);
  }

  private close(): void {
    this.list.hidden = true;
    this.field.setAttribute("aria-expanded", "false");
    this.field.removeAttribute("aria-activedescendant");
  }
}
