/** Hands a file to the reader. */

import { make } from "./dom";

/** Lets the browser save a text or a picture. */
export function save(name: string, content: string | Blob, type = "text/plain"): void {
  const blob = typeof content === "string" ? new Blob([content], { type: `${type};charset=utf-8` }) : content;
  const address = URL.createObjectURL(blob);
  const link = make("a", { href: address, download: name, hidden: true });
  document.body.append(link);
  link.click();
  link.remove();
  // The browser reads the address after this turn; long enough for a slow disk.
  setTimeout(() => URL.revokeObjectURL(address), 60_000);
}

/** Without this mark of UTF-8 Excel takes the letters with accents for others. */
const MARK = "\ufeff";

/** Returns rows as CSV (RFC 4180) with the mark of UTF-8.  A cell that a spreadsheet would take for a formula gets an apostrophe before it. */
export function toCsv(header: readonly string[], rows: Iterable<readonly (string | number)[]>): string {
  const lines = [header, ...rows].map((row) => row.map(cell).join(","));
  return `${MARK}${lines.join("\r\n")}\r\n`;
}

function cell(value: string | number): string {
  if (typeof value === "number") return String(value);
  const text = /^[=+\-@\t\r]/.test(value) ? `'${value}` : value;
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
