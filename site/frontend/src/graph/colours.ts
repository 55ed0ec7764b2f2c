/** The colours of the graph: those of the site, read from its style, so that they follow light and dark. */

import { DARK, LIGHT, SHAPE_PATHS } from "../made/looks";
import type { GraphData } from "./data";
import type { Colour } from "./state";

export interface Palette {
  text: string;
  page: string;
  line: string;
  faint: string;
  kinds: Record<string, string>;
  /** None, data to model, model to data. */
  directions: [string, string, string];
}

/** Returns the palette of the page as it is now. */
export function readPalette(element: Element): Palette {
  const style = getComputedStyle(element);
  const isDark = element.closest('[data-md-color-scheme="slate"]') !== null || style.colorScheme === "dark";
  const own = (name: string): string => style.getPropertyValue(`--codev-${name}`).trim() || (isDark ? DARK : LIGHT)[name]!;
  return {
    text: own("ink"),
    page: own("paper"),
    line: own("edge"),
    faint: own("edge-faint"),
    kinds: Object.fromEntries(Object.keys(SHAPE_PATHS).map((kind) => [kind, own(kind)])),
    directions: [own("edge-plain"), own("d2m"), own("m2d")],
  };
}

/** From early to late, legible to the colour-blind: steps of the cividis map (Nuñez, Anderton, Renslow 2018). */
const YEARS = ["#00306f", "#374b6c", "#60656f", "#868275", "#b4a56c", "#dfc84f", "#fee838"];

/** Returns the colour of each node. */
export function nodeColours(data: GraphData, colour: Colour, palette: Palette): string[] {
  const { nodes, edges } = data;
  if (colour === "year") {
    const range = yearRange(data);
    return nodes.year.map((year) => (year === 0 ? palette.line : yearColour(year, range)));
  }
  if (colour === "direction") {
    // The direction of most edges at a node.
    const balance = new Int32Array(nodes.id.length);
    edges.direction.forEach((direction, edge) => {
      const step = direction === 1 ? 1 : direction === 2 ? -1 : 0;
      balance[edges.source[edge]!]! += step;
      balance[edges.target[edge]!]! += step;
    });
    return nodes.id.map((_, node) => {
      const own = nodes.direction[node]!;
      const direction = own > 0 ? own : balance[node]! > 0 ? 1 : balance[node]! < 0 ? 2 : 0;
      return palette.directions[direction]!;
    });
  }
  return nodes.kind.map((kind) => palette.kinds[data.kinds[kind]!] ?? palette.text);
}

/** Returns the least and the greatest year to tell apart: most works are of the last ten years. */
export function yearRange(data: GraphData): [number, number] {
  const greatest = Math.max(...data.nodes.year, 0);
  return [greatest - 9, greatest];
}

export function yearColour(year: number, [least, greatest]: [number, number]): string {
  const share = Math.min(1, Math.max(0, (year - least) / Math.max(1, greatest - least)));
  return YEARS[Math.round(share * (YEARS.length - 1))]!;
}
