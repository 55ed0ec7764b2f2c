/** Words as readers type them: case and accents aside.  The same as `fold` in scripts/codev/query/terms.py. */

const ASCII = /^[\x00-\x7f]*$/;

/** Returns a text without case and accents. */
export function fold(text: string): string {
  if (ASCII.test(text)) return text.toLowerCase();
  return text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
}

/** Returns the words of a text, folded. */
export function words(text: string): string[] {
  return fold(text).split(/\s+/).filter((word) => word !== "");
}

/** Returns the candidates that are most like a name: those that share most pairs of letters, best first. */
export function nearest(name: string, candidates: Iterable<string>, limit = 3): string[] {
  const wanted = pairs(fold(name));
  const scored: [number, string][] = [];
  for (const candidate of candidates) {
    const found = pairs(fold(candidate));
    let common = 0;
    for (const pair of wanted) if (found.has(pair)) common++;
    const score = (2 * common) / (wanted.size + found.size || 1);
    if (score > 0.3) scored.push([score, candidate]);
  }
  scored.sort((one, other) => other[0] - one[0] || (one[1] < other[1] ? -1 : 1));
  return scored.slice(0, limit).map(([, candidate]) => candidate);
}

function pairs(text: string): Set<string> {
  const found = new Set<string>();
  for (let index = 0; index < text.length - 1; index++) found.add(text.slice(index, index + 2));
  return found;
}
