/** Puts what is called just what was asked for before what is called so in part, and that before what only speaks of it. */

import { plainName } from "./asked";
import type { Hit, HitData } from "./pagefind";

/** Results that are looked at: four pages of them, besides those that are called what is asked for or begin so. */
export const LOOKED_AT = 48;
/** Of the latter, so many. */
const NAMED_LOOKED_AT = 12;

/** Stands between the other names of a page: `NAME_SEPARATOR` in scripts/codev/site/engine/search_index.py. */
const SEPARATOR = " · ";

/**
 * Returns results in the engine's order, those that are called what is asked for first, then those whose name has it as words of
 * its own, those with more claims before others.  The engine ranks by how much of a page the words are; so the page of a model of
 * which much is said would come behind pages that hardly say more than its name
 * (https://github.com/CloudCannon/pagefind/issues/437).  `named` are results under the one word of the whole name.
 */
export async function namedFirst(hits: Hit[], query: string, named: Hit[] = []): Promise<Hit[]> {
  const wanted = plainName(query);
  if (wanted === "") return hits;
  const first = new Set(named.slice(0, NAMED_LOOKED_AT).map((hit) => hit.id));
  const ordered = [...hits.filter((hit) => first.has(hit.id)), ...hits.filter((hit) => !first.has(hit.id))];
  const count = LOOKED_AT + first.size;
  const looked = await Promise.all(
    ordered.slice(0, count).map(async (hit, place) => {
      const data = await hit.data();
      return { rank: rank(data, wanted), weight: Number(data.meta["weight"] ?? 0), place, hit: { id: hit.id, data: () => Promise.resolve(data) } };
    }),
  );
  looked.sort((one, other) => one.rank - other.rank || (one.rank < NOT_NAMED ? other.weight - one.weight : 0) || one.place - other.place);
  return looked.map((each): Hit => each.hit).concat(ordered.slice(count));
}

const NOT_NAMED = 2;

/** Returns 0 for what is called so, 1 for what has it as words of its title or of another name, 2 for the rest. */
function rank(data: HitData, wanted: string): number {
  const names = [data.meta["title"] ?? "", ...(data.meta["names"] ?? "").split(SEPARATOR)].map(plainName);
  const tight = wanted.replaceAll(" ", "");
  if (names.some((name) => name === wanted || name.replaceAll(" ", "") === tight)) return 0;
  return names.some((name) => ` ${name.replace(/[:,.;]+(?= |$)/g, "")} `.includes(` ${wanted} `)) ? 1 : NOT_NAMED;
}
