/** Puts what is called just what was asked for before what only speaks of it. */

import type { Hit } from "./pagefind";

/** Results that are looked at: two pages of them. A page whose title is the query stands among these. */
export const LOOKED_AT = 24;

/**
 * Returns results in the engine's order, those whose title is the query first.  The engine ranks by how much of a page the words
 * are, and knows no titles; so the page of a model of which much is said would come behind pages that hardly say more than its
 * name (https://github.com/CloudCannon/pagefind/issues/437).
 */
export async function namedFirst(hits: Hit[], query: string): Promise<Hit[]> {
  const wanted = plain(query);
  if (wanted === "") return hits;
  const loaded = await Promise.all(
    hits.slice(0, LOOKED_AT).map(async (hit) => {
      const data = await hit.data();
      return { isNamed: plain(data.meta["title"] ?? "") === wanted, hit: { id: hit.id, data: () => Promise.resolve(data) } };
    }),
  );
  const [named, others] = [loaded.filter((each) => each.isNamed), loaded.filter((each) => !each.isNamed)];
  return [...named, ...others].map((each): Hit => each.hit).concat(hits.slice(LOOKED_AT));
}

function plain(text: string): string {
  return text.toLowerCase().replace(/[“”"]/g, "").replace(/\s+/g, " ").trim();
}
