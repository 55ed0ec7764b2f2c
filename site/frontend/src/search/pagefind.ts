/** The search engine, Pagefind, as much of it as is used here; its index and its script lie under `pagefind/` of the site. */

import { siteRoot } from "../shared/address";
import { fetchJson } from "../shared/load";

export interface Hit {
  id: string;
  data(): Promise<HitData>;
}

export interface HitData {
  url: string;
  /** HTML in which the words found stand in `<mark>`. */
  excerpt: string;
  meta: Record<string, string>;
  filters?: Record<string, string[]>;
  sub_results?: { title: string; url: string; excerpt: string }[];
}

export type FilterCounts = Record<string, Record<string, number>>;

export interface Found {
  results: Hit[];
  /** How many results each filter would leave. */
  filters: FilterCounts;
  totalFilters: FilterCounts;
}

export interface Pagefind {
  options(options: Record<string, unknown>): Promise<void>;
  init(): Promise<void>;
  mergeIndex(address: string, options: Record<string, unknown>): Promise<void>;
  filters(): Promise<FilterCounts>;
  search(text: string | null, options?: { filters?: Record<string, string[] | { any: string[] }> }): Promise<Found>;
}

/**
 * How much less a word counts that only begins like the one asked for.  Of 19 names that one looks for, such as CLIP and
 * ShareGPT4V, 14 stood first or second with this value, 13 with 5, and 11 with 1 or without a value.
 */
const TERM_SIMILARITY = 9;

/** How much a word counts that stands in what a page is called; the engine's own value for the title is 5. */
const META_WEIGHTS = { title: 5, names: 5, exact: 5, description: 0.5, weight: 0 };

let loaded: Promise<Pagefind> | null = null;

/** Loads the engine when it is first asked for. */
export function loadPagefind(): Promise<Pagefind> {
  loaded ??= (async () => {
    const root = siteRoot();
    const options = { baseUrl: root.pathname, excerptLength: 26 };
    // The index of a large site lies in parts beside the first.
    const [engine, parts] = await Promise.all([
      import(new URL("pagefind/pagefind.js", root).href) as Promise<Pagefind>,
      fetchJson<string[]>(new URL("pagefind/parts.json", root)),
    ]);
    await engine.options({ ...options, ranking: { termSimilarity: TERM_SIMILARITY, metaWeights: META_WEIGHTS } });
    await engine.init();
    await Promise.all(parts.map((part) => engine.mergeIndex(new URL(part, root).href, options)));
    // Counts come with the results only once the filters have been loaded.
    await engine.filters();
    return engine;
  })();
  loaded.catch(() => (loaded = null));
  return loaded;
}
