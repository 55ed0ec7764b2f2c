/** The graph explorer of the site: `<div class="codev-graph" data-source="…/assets/data/graph.json">`. */

import { putQuery } from "./shared/address";
import { make, show } from "./shared/dom";
import type { ClaimText, GraphData } from "./graph/data";
import { GraphView } from "./graph/view";
import { fetchJson } from "./table/data";

for (const place of document.querySelectorAll<HTMLElement>(".codev-graph[data-source]")) void open(place);

async function open(place: HTMLElement): Promise<void> {
  const source = new URL(place.dataset["source"] ?? "", location.href);
  const root = new URL("../../", source).href;
  try {
    const data = await fetchJson<GraphData>(source);
    // Labels are drawn once from the page's typeface, so it has to be there; without it they are drawn with another.
    await document.fonts?.load(`12px ${getComputedStyle(place).fontFamily}`).catch(() => undefined);
    const view = new GraphView(place, data, {
      query: location.search,
      changed: (query, isStep) => putQuery(query, isStep),
      page: (address) => root + address,
      claims: (piece) => fetchJson<Record<string, ClaimText>>(new URL(`${data.claimsPrefix}${piece}.json`, source)),
    });
    addEventListener("popstate", () => view.setQuery(location.search));
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    show(place, make("p", { role: "alert" }, `The graph could not be loaded (${reason}). Reload the page to try again.`));
  }
}
