/** Takes a selection away: citations, which are fetched in pieces, and the rows themselves as CSV and JSON. */

import { save, toCsv } from "../shared/save";
import type { TableFile } from "./data";
import type { Answer } from "./engine";
import type { TableSource } from "./source";

export type Format = "bibtex" | "ris" | "csl" | "csv" | "json";

export const FORMATS: Record<Format, { name: string; suffix: string; type: string }> = {
  bibtex: { name: "BibTeX", suffix: "bib", type: "application/x-bibtex" },
  ris: { name: "RIS", suffix: "ris", type: "application/x-research-info-systems" },
  csl: { name: "CSL-JSON", suffix: "csl.json", type: "application/vnd.citationstyles.csl+json" },
  csv: { name: "CSV", suffix: "csv", type: "text/csv" },
  json: { name: "JSON", suffix: "json", type: "application/json" },
};

/** The formats of a table: works can be cited, and everything has its fields. */
export function formatsOf(file: TableFile): Format[] {
  return file.citations ? ["bibtex", "ris", "csl", "csv", "json"] : ["csv", "json"];
}

/** What an export is made of. */
export interface Selection {
  source: TableSource;
  answer: Answer;
  /** The rows in the order shown. */
  rows: Uint32Array;
}

/** Saves a selection. */
export async function exportSelection(selection: Selection, format: Format): Promise<void> {
  const { name, suffix, type } = { ...FORMATS[format], name: `codev-atlas-${selection.source.file.table}` };
  save(`${name}.${suffix}`, await exportText(selection, format), type);
}

/** Returns a selection as text. */
export async function exportText(selection: Selection, format: Format): Promise<string> {
  if (format === "csv") {
    const records = await toRecords(selection);
    const header = Object.keys(records[0] ?? { id: "" });
    return toCsv(header, records.map((record) => header.map((key) => flat(record[key]))));
  }
  if (format === "json") return `${JSON.stringify(await toRecords(selection), null, 2)}\n`;
  return citationText(selection, format);
}

async function citationText(selection: Selection, format: "bibtex" | "ris" | "csl"): Promise<string> {
  const size = selection.source.file.citations?.size ?? 1;
  const pieces = [...new Set([...selection.rows].map((row) => Math.floor(row / size)))];
  const loaded = new Map(await Promise.all(pieces.map(async (piece) => [piece, await selection.source.citations(piece)] as const)));
  const parts = [...selection.rows].map((row) => loaded.get(Math.floor(row / size))![format][row % size]!);
  if (format === "csl") return `${JSON.stringify(parts, null, 2)}\n`;
  return `${parts.map((part) => String(part).trimEnd()).join("\n\n")}\n`;
}

type Plain = string | number | null | string[];

/** Returns the rows as objects; works as `codev query works --format json` gives them. */
async function toRecords(selection: Selection): Promise<Record<string, Plain>[]> {
  const { file, engine } = selection.source;
  const more = await selection.source.complete();
  const starts = engine.unitStarts();
  const ids = (row: number, facet: string): string[] => {
    const found = engine.facet(facet);
    return found ? engine.valuesOf(row, found, starts).map((value) => found.ids[value]!) : [];
  };
  return [...selection.rows].map((row) => {
    const key = file.rows.id[row]!;
    if (file.table !== "works") return artifactRecord(file, row, (facet) => ids(row, facet));
    const claims: string[] = [];
    for (let unit = starts[row]!; unit < starts[row + 1]!; unit++) {
      const number = file.unitIds?.[unit] ?? 0;
      if (number > 0 && selection.answer.isUnitSelected[unit]) claims.push(`${key}.${number}`);
    }
    const introduced = more?.introduced[row] ?? [];
    return {
      key,
      title: file.rows.title[row]!,
      year: (file.rows["year"] as number[])[row]!,
      scope: ids(row, "scope")[0] ?? "",
      venue: (file.rows["venue"] as string[])[row] || null,
      authors: ids(row, "author"),
      nodes: ids(row, "node"),
      claims,
      models: introduced[0] ?? [],
      datasets: introduced[1] ?? [],
      claims_selected: claims.length,
    };
  });
}

function artifactRecord(file: TableFile, row: number, ids: (facet: string) => string[]): Record<string, Plain> {
  const record: Record<string, Plain> = { id: file.rows.id[row]!, name: file.rows.title[row]! };
  for (const column of file.columns) {
    if (column.kind === "number") record[column.name] = (file.rows[column.name] as number[])[row] || null;
    if (column.kind === "text") record[column.name] = (file.rows[column.name] as string[])[row] || null;
    if (column.unverified) record[`${column.name}_unverified`] = column.unverified.includes(row) ? "yes" : "no";
  }
  for (const facet of file.facets) if (facet.shape !== "years") record[facet.name] = ids(facet.name);
  return record;
}

function flat(value: Plain | undefined): string | number {
  if (Array.isArray(value)) return value.join("; ");
  return value ?? "";
}
