/** The menu that hands out what a page shows: it closes when an entry is chosen, by Escape, and by a click elsewhere. */

import { make } from "./dom";

export interface MenuEntry {
  label: string;
  /** The format of the file; null where the entry saves none. */
  format: string | null;
  run: () => void;
}

/** Returns a menu. */
export function exportMenu(title: string, entries: readonly MenuEntry[]): HTMLDetailsElement {
  const summary = make("summary", {}, "Export");
  const menu = make("details", { class: "ct-export" }, summary);
  const close = (): void => {
    menu.open = false;
    summary.focus();
  };
  const buttons = entries.map(({ label, format, run }) => {
    const choose = (): void => {
      close();
      run();
    };
    return make("button", { type: "button", "data-format": format, onclick: choose }, label);
  });
  menu.append(make("div", { class: "ct-menu" }, make("p", {}, title), ...buttons));
  menu.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && menu.open) close();
  });
  // The path, since the explorer shows the graph in a shadow tree, whose inner targets the document does not see.
  const elsewhere = (event: Event): void => {
    if (!event.composedPath().includes(menu)) menu.open = false;
  };
  menu.addEventListener("toggle", () => (menu.open ? document.addEventListener("click", elsewhere) : document.removeEventListener("click", elsewhere)));
  return menu;
}
