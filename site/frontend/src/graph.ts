/**
 * The graph explorer of the site: `<div class="codev-graph" data-source="…/assets/data/graph.json">`.
 *
 * The page shows a still picture of the graph.  The explorer takes its place at the first sign of a reader (its machinery costs a
 * phone seconds of work, which a page that is only passed through need not spend), or at once where the address asks for a view.
 */

import { putQuery } from "./shared/address";
import { make, show } from "./shared/dom";
import { firstSign } from "./shared/first-sign";
import type { ClaimText, GraphData } from "./graph/data";
import { fetchJson, reasonOf, runScript, scriptAddress } from "./shared/load";
import type { mountGraph } from "./graph-view";

declare const codevGraph: { mountGraph: typeof mountGraph };

/** What draws: the script of Streamlit's explorer. */
const MACHINERY = "graph-view.js";

for (const place of document.querySelectorAll<HTMLElement>(".codev-graph[data-source]")) void open(place);

async function open(place: HTMLElement): Promise<void> {
  const source = new URL(place.dataset["source"] ?? "", location.href);
  const root = new URL("../../", source).href;
  const still = place.querySelector(".codev-still");
  try {
    if (still && location.search === "") {
      // Once the page is painted: before that, these large files would take the network from what is read first.
      const ahead = (): void => fetchAhead(scriptAddress(MACHINERY), source.href);
      addEventListener("load", () => requestAnimationFrame(() => setTimeout(ahead)));
      await firstSign(still, "Explore the graph");
    }
    // Labels are drawn once from the page's typeface, so it has to be there; without it they are drawn with another.
    const font = document.fonts?.load(`12px ${getComputedStyle(place).fontFamily}`).catch(() => undefined);
    const [data] = await Promise.all([fetchJson<GraphData>(source), runScript(MACHINERY), font]);
    const view = codevGraph.mountGraph(place, data, {
      query: location.search,
      changed: (query, isStep) => putQuery(query, isStep),
      page: (address) => root + address,
      claims: (piece) => fetchJson<Record<string, ClaimText>>(new URL(`${data.claimsPrefix}${piece}.json`, source)),
    });
    addEventListener("popstate", () => view.setQuery(location.search));
  } catch (error) {
    show(place, make("p", { role: "alert" }, `The graph could not be loaded (${reasonOf(error)}). Reload the page to try again.`));
  }
}

/** Has files fetched once nothing else is waiting for the network. */
function fetchAhead(...addresses: string[]): void {
  for (const address of addresses) document.head.append(make("link", { rel: "prefetch", href: address }));
}
