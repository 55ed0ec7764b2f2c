/** The search engine, Pagefind, as much of it as is used here; its index and its script lie under `pagefind/` of the site. */

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
  filters(): Promise<FilterCounts>;
  search(text: string | null, options?: { filters?: Record<string, string[] | { any: string[] }> }): Promise<Found>;
}

let loaded: Promise<Pagefind> | null = null;

/** Loads the engine when it is first asked for. */
export function loadPagefind(): Promise<Pagefind> {
  loaded ??= (async () => {
    const address = new URL("pagefind/pagefind.js", siteRoot()).href;
    const engine = (await import(address)) as Pagefind;
    await engine.options({ baseUrl: siteRoot().pathname, excerptLength: 26 });
    await engine.init();
    // Counts come with the results only once the filters have been loaded.
    await engine.filters();
    return engine;
  })();
  loaded.catch(() => (loaded = null));
  return loaded;
}

/** Returns the address of the site's root: from the button that opens the search, or from what the theme says. */
export function siteRoot(): URL {
  const own = document.querySelector<HTMLElement>("[data-base]")?.dataset["base"];
  if (own !== undefined) return folder(own);
  try {
    const config = JSON.parse(document.getElementById("__config")?.textContent ?? "{}") as { base?: string };
    if (config.base !== undefined) return folder(config.base);
  } catch {
    // A theme without this configuration: the site is taken to lie at the root of its host.
  }
  return new URL("/", location.href);
}

function folder(base: string): URL {
  return new URL(base === "" || base.endsWith("/") ? base || "./" : `${base}/`, location.href);
}
