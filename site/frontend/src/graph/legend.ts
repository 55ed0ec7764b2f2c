/** The symbols of the graph, the same as on pages and in pictures. */

import { makeSvg } from "../shared/dom";

/** Each shape in a box of 12 by 12, as in scripts/codev/site/environment.py. */
export const SHAPE_PATHS: Record<string, string> = {
  work: "M6 1a5 5 0 1 0 0 10A5 5 0 1 0 6 1z",
  model: "M1.5 1.5h9v9h-9z",
  dataset: "M6 .2 11.8 6 6 11.8.2 6z",
  node: "M6 .8 11.6 11H.4z",
};

/** Returns the symbol of a kind, hidden from screen readers: the text beside it says the kind. */
export function symbol(kind: string): SVGElement {
  return makeSvg(
    "svg",
    { class: `cg-symbol cg-${kind}`, viewBox: "0 0 12 12", "aria-hidden": "true" },
    makeSvg("path", { d: SHAPE_PATHS[kind] ?? SHAPE_PATHS["work"]! }),
  );
}
