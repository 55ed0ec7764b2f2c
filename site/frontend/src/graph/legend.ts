/** The symbols of the graph, the same as on pages and in pictures. */

import { SHAPE_PATHS } from "../made/looks";
import { makeSvg } from "../shared/dom";

/** Returns the symbol of a kind, hidden from screen readers: the text beside it says the kind. */
export function symbol(kind: string): SVGElement {
  return makeSvg(
    "svg",
    { class: `cg-symbol cg-${kind}`, viewBox: "0 0 12 12", "aria-hidden": "true" },
    makeSvg("path", { d: SHAPE_PATHS[kind] ?? SHAPE_PATHS["work"]! }),
  );
}
