/** Things side by side, as an element: the same as scripts/codev/show/templates/_compare.jinja makes. */

import { KIND_NAMES } from "../made/words";
import { claimPage } from "../shared/address";
import { counted, make } from "../shared/dom";
import { tellMore } from "../sideways";
import type { Aspect } from "./aspects";
import type { Thing, Things } from "./things";

const ASPECTS = ["aspect", "aspects"] as const;

/** Returns how a thing is told from others of its name. */
export function noteOf({ kind, note }: Thing): string {
  const word = KIND_NAMES[kind]?.[0] ?? kind;
  return note ? `${word}, ${note}` : word;
}

/** Returns the table of a comparison. */
export function pivot(compared: readonly Thing[], aspects: readonly Aspect[], things: Things, root: URL, shown: number): HTMLElement {
  const same = aspects.filter(({ isSame }) => isSame).length;
  const page = (address: string): string => new URL(address, root).href;
  const value = (text: string, { shared, own }: Aspect): HTMLElement => {
    const { name, page: address } = things.value(text);
    const [sign, said, mark] = shared.has(text) ? ["=", "in all:", "shared"] : own.has(text) ? ["◇", "only here:", "own"] : ["", "", ""];
    return make(
      "li",
      { class: mark ? `is-${mark}` : null },
      mark ? make("span", { "aria-hidden": "true" }, sign) : null,
      mark ? make("span", { class: "visually-hidden" }, said) : null,
      mark ? " " : null,
      address ? make("a", { href: page(address) }, name) : name,
    );
  };
  const cell = (aspect: Aspect, number: number): HTMLElement => {
    const { values, claims } = aspect.cells[number]!;
    const ordered = [...values.filter((each) => aspect.shared.has(each)), ...values.filter((each) => !aspect.shared.has(each))];
    const list = (some: readonly string[]): HTMLElement => make("ul", {}, ...some.map((text) => value(text, aspect)));
    const rest = ordered.slice(shown);
    return make(
      "td",
      {},
      values.length > 0 ? list(ordered.slice(0, shown)) : make("span", { class: "none" }, "not recorded"),
      rest.length > 0 ? make("details", {}, make("summary", {}, `${rest.length} more`), list(rest)) : null,
      claims.length > 0 ? claimsOf(claims, page) : null,
    );
  };
  const rows = aspects.map((aspect) => {
    const cells = compared.map((_, number) => cell(aspect, number));
    return make("tr", { class: aspect.isSame ? "is-same" : null }, make("th", { scope: "row" }, aspect.name), ...cells);
  });
  const heads = compared.map((thing) =>
    make("th", { scope: "col" }, make("a", { href: page(thing.page) }, thing.name), make("span", { class: "by" }, noteOf(thing))),
  );
  const fold = make("label", { class: "pivot-fold" }, make("input", { type: "checkbox" }), ` Hide ${counted(same, ASPECTS)} that ${same === 1 ? "does" : "do"} not differ`);
  const table = make(
    "table",
    {},
    make("caption", {}, `${counted(aspects.length, ASPECTS)}, ${same} the same`),
    make("thead", {}, make("tr", {}, make("td"), ...heads)),
    make("tbody", {}, ...rows),
  );
  const frame = make("div", { class: "codev-scroll", role: "region", tabindex: 0, "aria-label": "Side by side" }, table);
  tellMore(frame);
  return make(
    "div",
    { class: "codev-compared" },
    same > 0 ? fold : null,
    make(
      "p",
      { class: "codev-note pivot-key" },
      ...[make("span", { "aria-hidden": "true" }, "="), " all have it, ", make("span", { "aria-hidden": "true" }, "◇"), " only one has it"],
      compared.length > 2 ? ", no sign: some have it" : null,
    ),
    frame,
  );
}

/** The claims behind a cell, each on the page of its work. */
function claimsOf(claims: readonly string[], page: (address: string) => string): HTMLElement {
  const links = claims.flatMap((claim) => [make("a", { href: page(claimPage(claim)) }, claim), " "]);
  return make("details", { class: "pivot-claims" }, make("summary", {}, counted(claims.length, ["claim", "claims"])), ...links);
}
