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

/** Returns the address of the site's root: its own scripts, which every page loads, stand in `assets/codev/` below it. */
export function siteRoot(): URL {
  const script = document.querySelector<HTMLScriptElement>('script[src*="assets/codev/"]');
  return script ? new URL("../../", script.src) : new URL("/", location.href);
}

/** Returns where a claim stands, from the site's root: on the page of its work, whose key comes before the dot. */
export function claimPage(claim: string): string {
  return `works/${claim.slice(0, claim.lastIndexOf("."))}/#${claim}`;
}
