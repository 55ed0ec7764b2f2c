/**
 * The graph view for other pages, such as the explorer: `codevGraph.mountGraph(element, data, options)`.  `data` is what
 * `codev.show.graph_data.graph_data(atlas, page_of, with_claims=True)` returns.
 */

import type { GraphData } from "./graph/data";
import { GraphView, type GraphOptions } from "./graph/view";

export type { GraphData, GraphOptions };

/** Shows a graph in an element; what the element held is replaced. */
export function mountGraph(element: HTMLElement, data: GraphData, options: GraphOptions = {}): GraphView {
  element.classList.add("codev-graph");
  return new GraphView(element, data, options);
}
