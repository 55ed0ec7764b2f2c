/** The menu that hands out what is shown: the picture, and the nodes and edges in it. */

import { make } from "../shared/dom";
import { save } from "../shared/save";
import type { GraphData } from "./data";
import type { Shown } from "./filter";
import { edgesToCsv, toJson, toPng } from "./picture";

export interface ExportSource {
  shown(): Shown;
  /** The picture as an SVG document; null where nothing is drawn. */
  picture(): { svg: string; width: number; height: number } | null;
  failed(error: unknown): void;
}

/** Returns the menu. */
export function exportMenu(data: GraphData, source: ExportSource): HTMLElement {
  const name = "codev-atlas-graph";
  const drawn = (): { svg: string; width: number; height: number } => {
    const picture = source.picture();
    if (!picture) throw new Error("nothing is drawn");
    return picture;
  };
  const entries: [string, () => void | Promise<void>][] = [
    ["PNG", async () => {
      const { svg, width, height } = drawn();
      save(`${name}.png`, await toPng(svg, width, height));
    }],
    ["SVG", () => save(`${name}.svg`, drawn().svg, "image/svg+xml")],
    ["JSON", () => save(`${name}.json`, toJson(data, source.shown()), "application/json")],
    ["CSV", () => save(`${name}.csv`, edgesToCsv(data, source.shown()), "text/csv")],
  ];
  const menu = make("details", { class: "ct-export" }, make("summary", {}, "Export"));
  const close = (): void => {
    menu.open = false;
    menu.querySelector("summary")?.focus();
  };
  const run = async (action: () => void | Promise<void>): Promise<void> => {
    close();
    try {
      await action();
    } catch (error) {
      source.failed(error);
    }
  };
  const buttons = entries.map(([label, action]) => make("button", { type: "button", "data-format": label.toLowerCase(), onclick: () => void run(action) }, label));
  menu.append(make("div", { class: "ct-menu" }, make("p", {}, "Export the view as"), ...buttons));
  menu.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && menu.open) close();
  });
  return menu;
}
