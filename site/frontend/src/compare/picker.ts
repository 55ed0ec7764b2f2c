/** The box in which a reader chooses what to compare. */

import { Combobox } from "../shared/combobox";
import { make } from "../shared/dom";
import { noteOf } from "./pivot";
import type { Thing } from "./things";

/** Things that are offered at once. */
const OFFERED = 8;

/** Returns the box: its field, and the element that holds field, name and list. */
export function picker(suggest: (text: string, count: number) => readonly Thing[], take: (thing: Thing) => void): { field: HTMLInputElement; element: HTMLElement } {
  const box = new Combobox<Thing>({
    id: "codev-pick",
    field: { type: "text", class: "pick-field", maxlength: "200", placeholder: "LLaVA-1.5, DataComp, a title …" },
    label: "Works, models and datasets",
    nothing: "Nothing has this name.",
    find: (text) => suggest(text, OFFERED),
    draw: (thing) => [make("span", { class: "pick-name" }, thing.name), make("span", { class: "by" }, noteOf(thing))],
    take: (thing) => {
      box.field.value = "";
      box.field.focus();
      take(thing);
    },
  });
  return { field: box.field, element: make("div", { class: "pick" }, make("label", { for: box.field.id }, "Add a work, model or dataset"), box.element) };
}
