/**
 * Whether a work is known already: by arXiv id, by DOI, by a title that is the same or nearly so.  The rule, its figures and small
 * words are those of codev.model.same_work; a test asks both the same questions.
 */

import { asciiFold } from "./fold";
import type { Limits } from "./schema";

/** As scripts/codev/site/data/entry_form.py writes it. */
export interface WorksFile {
  keys: string[];
  titles: string[];
  arxiv: Record<string, string>;
  doi: Record<string, string>;
  names: string[];
  authors: number[][];
}

export interface Match {
  key: string;
  title: string;
  why: "arXiv id" | "DOI" | "title" | "near title" | "similar title";
  hasCommonAuthor: boolean;
}

export interface Asked {
  title: string;
  authors: readonly string[];
  arxiv: string;
  doi: string;
}

interface Identity {
  words: readonly string[];
  letters: string;
  nameWords: ReadonlySet<string>;
  family: string;
}

export class KnownWorks {
  private readonly known: Identity[];
  private readonly byArxiv = new Map<string, number>();
  private readonly byDoi = new Map<string, number>();
  private readonly byLetters = new Map<string, number[]>();
  private readonly blocks = new Map<string, Set<number>>();
  private readonly small: ReadonlySet<string>;

  constructor(
    private readonly file: WorksFile,
    private readonly limits: Limits,
  ) {
    this.small = new Set(limits.smallWords);
    const names = file.names.map(asciiFold);
    this.known = file.titles.map((title, row) => this.identity(title, (file.authors[row] ?? []).map((number) => names[number]!)));
    for (const [row, arxiv] of Object.entries(file.arxiv)) if (!this.byArxiv.has(arxiv)) this.byArxiv.set(arxiv, Number(row));
    for (const [row, doi] of Object.entries(file.doi)) if (!this.byDoi.has(doi.toLowerCase())) this.byDoi.set(doi.toLowerCase(), Number(row));
    this.known.forEach((work, row) => {
      if (work.letters === "") return;
      this.byLetters.set(work.letters, [...(this.byLetters.get(work.letters) ?? []), row]);
      for (const block of this.blocksOf(work)) this.blocks.set(block, (this.blocks.get(block) ?? new Set()).add(row));
    });
  }

  get keys(): readonly string[] {
    return this.file.keys;
  }

  /** Returns the known work that a work is, or null. */
  find(asked: Asked): Match | null {
    const work = this.identity(asked.title, asked.authors.map(asciiFold));
    const byArxiv = asked.arxiv === "" ? undefined : this.byArxiv.get(asked.arxiv);
    if (byArxiv !== undefined) return this.match(work, byArxiv, "arXiv id");
    const byDoi = asked.doi === "" ? undefined : this.byDoi.get(asked.doi.toLowerCase());
    if (byDoi !== undefined) return this.match(work, byDoi, "DOI");
    return this.findTitle(work);
  }

  private findTitle(work: Identity): Match | null {
    if (work.letters === "") return null;
    const same = (this.byLetters.get(work.letters) ?? []).slice(0, this.limits.blockMax).map((row) => this.match(work, row, "title"));
    if (same.length > 0) return same.find((match) => match.hasCommonAuthor) ?? same[0]!;
    const candidates = new Set<number>();
    for (const block of this.blocksOf(work)) {
      const rows = this.blocks.get(block);
      if (rows && rows.size <= this.limits.blockMax) for (const row of rows) candidates.add(row);
    }
    const ranked = [...candidates].map((row) => ({ row, likeness: this.likeness(work, this.known[row]!) })).filter(({ likeness }) => likeness > 0);
    ranked.sort((one, other) => other.likeness - one.likeness || (this.file.keys[one.row]! < this.file.keys[other.row]! ? -1 : 1));
    for (const { row, likeness } of ranked) {
      const known = this.known[row]!;
      if (!shareAuthor(work, known)) continue;
      if (this.isRespelled(work.words, known.words)) return this.match(work, row, "near title");
      if (likeness >= this.limits.similarTitleMin && work.family === known.family) return this.match(work, row, "similar title");
    }
    return null;
  }

  private match(work: Identity, row: number, why: Match["why"]): Match {
    return { key: this.file.keys[row]!, title: this.file.titles[row]!, why, hasCommonAuthor: shareAuthor(work, this.known[row]!) };
  }

  private identity(title: string, foldedNames: readonly string[]): Identity {
    const words = asciiFold(title).split(" ").filter((word) => word !== "" && !this.small.has(word));
    const nameWords = new Set(foldedNames.join(" ").split(" ").filter((word) => word.length > 1));
    return { words, letters: words.join(""), nameWords, family: foldedNames[0]?.split(" ").at(-1) ?? "" };
  }

  private blocksOf(work: Identity): string[] {
    const { endLetters } = this.limits;
    const ends = [`begins ${work.letters.slice(0, endLetters)}`, `ends ${work.letters.slice(-endLetters)}`];
    const isShort = work.letters.length <= 2 * endLetters && work.family !== "";
    return isShort ? [...ends, ...work.words.map((word) => `holds ${word} ${work.family}`)] : ends;
  }

  private likeness(work: Identity, known: Identity): number {
    const likeness = ratio(work.letters, known.letters);
    const { titleSimilarityMin, titleLettersMin } = this.limits;
    if (likeness < titleSimilarityMin || Math.min(work.letters.length, known.letters.length) < titleLettersMin) return 0;
    const numbers = (text: string): string => (text.match(/[0-9]+/g) ?? []).join(" ");
    return numbers(work.letters) === numbers(known.letters) ? likeness : 0;
  }

  private isRespelled(words: readonly string[], others: readonly string[]): boolean {
    const only = words.filter((word) => !others.includes(word));
    const otherOnly = others.filter((word) => !words.includes(word));
    if (only.join("") === otherOnly.join("")) return true;
    return only.length === otherOnly.length && only.every((word, place) => ratio(word, otherOnly[place]!) >= this.limits.wordSimilarityMin);
  }
}

function shareAuthor(work: Identity, known: Identity): boolean {
  for (const word of work.nameWords) if (known.nameWords.has(word)) return true;
  return false;
}

/** Returns how much alike two texts are (0-100), as rapidfuzz's `fuzz.ratio`: twice their longest common subsequence. */
export function ratio(one: string, other: string): number {
  if (one.length + other.length === 0) return 100;
  let row = new Array<number>(other.length + 1).fill(0);
  for (const letter of one) {
    const next = [0];
    for (let place = 0; place < other.length; place++) {
      next.push(letter === other[place] ? row[place]! + 1 : Math.max(row[place + 1]!, next[place]!));
    }
    row = next;
  }
  return (200 * row[other.length]!) / (one.length + other.length);
}
