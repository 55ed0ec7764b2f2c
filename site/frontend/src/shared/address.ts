/** Addresses: the root of the site, and query strings as Python's `urlencode(…, quote_via=quote, safe="")` writes them. */

const HALF_PAIR = /[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g;

export type Pairs = readonly (readonly [string, string])[];

/** Returns pairs as a query string without question mark. */
export function writeQuery(pairs: Pairs): string {
  return pairs.map(([name, value]) => `${encode(name)}=${encode(value)}`).join("&");
}

function encode(text: string): string {
  // Half a surrogate pair cannot be written in UTF-8; encodeURIComponent also leaves five signs that Python's quote writes out.
  return encodeURIComponent(text.replace(HALF_PAIR, "\ufffd")).replace(
    /[!'()*]/g,
    (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}

/** Returns the pairs of a query string; a part that is not UTF-8 is left as it is. */
export function readQuery(text: string): [string, string][] {
  return [...new URLSearchParams(text)];
}

/** Puts a query string into the address bar; a new entry in the browser's history only where asked for. */
export function putQuery(query: string, push: boolean): void {
  const address = `${location.pathname}${query ? `?${query}` : ""}${location.hash}`;
  if (address === `${location.pathname}${location.search}${location.hash}`) return;
  if (push) history.pushState(null, "", address);
  else history.replaceState(null, "", address);
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

/** Returns where a claim stands, from the site's root: on the page of its work, whose key comes before the dot. */
export function claimPage(claim: string): string {
  return `works/${claim.slice(0, claim.lastIndexOf("."))}/#${claim}`;
}
