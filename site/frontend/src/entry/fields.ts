/**
 * The fields of the form, made from the schema: a box for each text, number and choice, a list of tokens for each list of texts, a
 * group for each record.  Rare fields are folded, and made when they are opened.
 */

import { Combobox } from "../shared/combobox";
import { make, show } from "../shared/dom";
import { fold } from "../shared/text";
import { newClaim, setAt, valueAt } from "./draft";
import { isMap, oneLine, type Field, type Path, type RecordType } from "./schema";
import type { Plain, PlainMap } from "./yaml";

/** The fields that are shown at once, by record; those that are not named here, and not required, are folded under "More". */
const SHOWN: Readonly<Record<string, readonly string[]>> = {
  Work: ["title", "authors", "et_al", "year", "venue", "venue_year", "arxiv", "doi", "url", "introduces", "claims", "notes"],
  Claim: ["node", "stages", "capabilities", "modalities", "models", "datasets", "input_datasets", "statement", "evidence", "inferred", "doubt"],
  Evidence: ["source", "where", "url"],
  Model: ["id", "name", "aliases", "kind", "derived_from"],
  Dataset: ["id", "name", "aliases", "purpose", "derived_from"],
  Origin: ["id", "model", "basis", "as"],
};

/** Fields that the form fills in by itself. */
const FOLDED: Readonly<Record<string, readonly string[]>> = { Work: ["key", "scope", "added"] };

/** What a field is called where its name does not say it. */
const LABELS: Readonly<Record<string, string>> = {
  ...{ arxiv: "arXiv id", arxiv_from: "Where the arXiv id was found", doi: "DOI", url: "Address", et_al: "There are more authors than these", as: "Taken as", by: "Checked by" },
};

/** What one item of a list of records is called. */
const ITEMS: Readonly<Record<string, string>> = { Claim: "claim", Evidence: "item of evidence", Model: "model", Dataset: "dataset", Origin: "parent", Checked: "check" };

const CHOICES_MAX = 16;
const OFFERED = 8;
const LONG_MIN = 400;

export interface Offer {
  id: string;
  about: string;
}

/** What the fields ask of the form. */
export interface Form {
  draft: PlainMap;
  /** Returns what a text may mean in a field, the likeliest first. */
  offers(field: Field, path: Path, text: string): readonly Offer[];
  changed(path: Path): void;
  /** Told when a reader leaves a field. */
  leaving(path: Path): void;
  /** Told before something is taken out, so that it can be brought back. */
  removing(what: string): void;
}

/** Where a field stands on the page. */
interface Place {
  element: HTMLElement;
  control: HTMLElement;
  said: HTMLElement;
}

export function labelOf(name: string): string {
  const words = name.replaceAll("_", " ");
  return LABELS[name] ?? words[0]!.toUpperCase() + words.slice(1);
}

export class Fields {
  private readonly places = new Map<string, Place>();
  private readonly folded = new Map<string, { details: HTMLDetailsElement; open: () => void }>();

  constructor(private readonly form: Form) {}

  /** Returns the place of the field that is at a path or above it. */
  placeOf(path: Path): Place | null {
    for (let length = path.length; length > 0; length--) {
      const place = this.places.get(path.slice(0, length).join("."));
      if (place?.element.isConnected) return place;
    }
    return null;
  }

  /** Opens what is folded on the way to a path. */
  unfold(path: Path): void {
    for (let length = 0; length <= path.length; length++) {
      const folded = this.folded.get(path.slice(0, length).join("."));
      if (folded && !this.places.get(path.slice(0, length + 1).join("."))?.element.isConnected) folded.open();
      const element = this.places.get(path.slice(0, length).join("."))?.element;
      for (let above = element?.parentElement ?? null; above; above = above.parentElement) if (above instanceof HTMLDetailsElement) above.open = true;
    }
  }

  /** Returns every field that has a place, with its element for messages. */
  all(): [path: string, place: Place][] {
    return [...this.places].filter(([, { element }]) => element.isConnected);
  }

  /** Returns the fields of a record. */
  record(type: RecordType, path: Path): HTMLElement {
    const shown = SHOWN[type.name];
    const isShown = (field: Field): boolean => !FOLDED[type.name]?.includes(field.name) && (!shown || shown.includes(field.name) || field.isRequired);
    const hasKind = (field: Field): boolean => !(type.name === "Claim" && field.name === "id") && !(type.name === "Origin" && type.kind === "model" && field.name === "model");
    const listed = type.fields.filter(hasKind);
    const order = (field: Field): number => (shown?.indexOf(field.name) ?? 0) + (shown?.includes(field.name) ? 0 : 100);
    const first = listed.filter(isShown).sort((one, other) => order(one) - order(other));
    const rest = listed.filter((field) => !isShown(field));
    const element = make("div", { class: "entry-fields" }, ...first.map((field) => this.field(field, [...path, field.name])));
    if (rest.length > 0) element.append(this.more(rest, path));
    return element;
  }

  private more(rest: readonly Field[], path: Path): HTMLElement {
    const names = rest.map((field) => labelOf(field.name).toLowerCase()).join(", ");
    const details = make("details", { class: "entry-more" }, make("summary", {}, "More fields ", make("span", { class: "by" }, names)));
    const open = (): void => {
      details.open = true;
      if (details.children.length === 1) details.append(make("div", { class: "entry-fields" }, ...rest.map((field) => this.field(field, [...path, field.name]))));
    };
    details.addEventListener("toggle", () => details.open && open());
    this.folded.set(path.join("."), { details, open });
    return details;
  }

  private field(field: Field, path: Path): HTMLElement {
    if (field.record) return field.isList ? this.records(field, path) : this.group(field, path);
    if (field.isList) return this.tokens(field, path);
    if (field.type === "flag") return this.flag(field, path);
    return this.box(field, path);
  }

  private id(path: Path): string {
    return `entry-${path.join("-")}`;
  }

  /** Puts a control, its name, its help and its message together, and remembers where they are. */
  private put(field: Field, path: Path, control: HTMLElement, ...inner: HTMLElement[]): HTMLElement {
    const id = this.id(path);
    const said = make("p", { class: "entry-said", id: `${id}-said`, hidden: true });
    control.id = id;
    control.setAttribute("aria-describedby", `${id}-help ${id}-said`);
    if (field.isRequired) control.setAttribute("aria-required", "true");
    const label = make("label", { for: id }, labelOf(field.name), field.isRequired ? make("span", { class: "by" }, " needed") : "");
    const help = make("p", { class: "entry-help", id: `${id}-help` }, field.help);
    const isShort = !field.isList && control.tagName !== "TEXTAREA";
    const element = make("div", { class: isShort ? "entry-field is-short" : "entry-field", "data-field": field.name }, label, help, ...inner, said);
    this.places.set(path.join("."), { element, control, said });
    control.addEventListener("blur", () => this.form.leaving(path));
    return element;
  }

  private text(path: Path): string {
    const value = valueAt(this.form.draft, path);
    return typeof value === "object" || value === undefined ? "" : String(value);
  }

  private set(path: Path, value: Plain): void {
    setAt(this.form.draft, path, value);
    this.form.changed(path);
  }

  private box(field: Field, path: Path): HTMLElement {
    const isChosen = field.terms !== null && field.terms.length <= CHOICES_MAX;
    if (isChosen) {
      const select = make("select", {}, make("option", { value: "" }, ""), ...field.terms!.map(({ id, about }) => make("option", { value: id }, about ? `${id}: ${about.split(": ")[0]}` : id)));
      // A value that is none of the words is kept and shown: the message beside it says so.
      const value = this.text(path);
      if (value !== "" && ![...select.options].some((option) => option.value === value)) select.append(make("option", { value }, value));
      select.value = value;
      select.addEventListener("change", () => this.set(path, select.value));
      return this.put(field, path, select, select);
    }
    if (this.form.offers(field, path, "") !== NONE) {
      const box = this.combobox(field, path, (offer) => {
        box.field.value = offer.id;
        this.set(path, offer.id);
      });
      box.field.value = this.text(path);
      box.field.addEventListener("input", () => this.set(path, box.field.value));
      return this.put(field, path, box.field, box.element);
    }
    const isLong = field.type === "text" && (field.max ?? 0) >= LONG_MIN && !field.pattern.startsWith("^http");
    const control = isLong ? make("textarea", { rows: 3 }) : make("input", { type: "text", inputmode: field.type === "number" ? "numeric" : null, autocomplete: "off" });
    control.value = this.text(path);
    control.addEventListener("input", () => this.set(path, control.value));
    return this.put(field, path, control, control);
  }

  private flag(field: Field, path: Path): HTMLElement {
    const control = make("input", { type: "checkbox" });
    control.checked = valueAt(this.form.draft, path) === true;
    control.addEventListener("change", () => this.set(path, control.checked));
    return this.put(field, path, control, control);
  }

  private combobox(field: Field, path: Path, take: (offer: Offer) => void): Combobox<Offer> {
    return new Combobox<Offer>({
      id: this.id(path),
      field: { type: "text" },
      label: labelOf(field.name),
      nothing: "Nothing has this name.",
      find: (text) => this.form.offers(field, path, text).slice(0, OFFERED),
      draw: ({ id, about }) => [make("span", { class: "entry-term" }, id), make("span", { class: "by" }, about)],
      take,
    });
  }

  /** A list of texts: what is in it, each with a button that takes it out, and a box that adds to it. */
  private tokens(field: Field, path: Path): HTMLElement {
    const list = make("ul", { class: "entry-tokens", "aria-label": labelOf(field.name) });
    const items = (): Plain[] => {
      const value = valueAt(this.form.draft, path);
      return Array.isArray(value) ? value : [];
    };
    const add = (texts: readonly string[]): void => {
      const fresh = texts.map(oneLine).filter((text) => text !== "" && !items().includes(text));
      if (fresh.length === 0) return;
      this.set(path, [...items(), ...fresh]);
      draw();
    };
    const remove = (place: number): void => {
      this.set(path, items().filter((_, number) => number !== place));
      draw();
      box.field.focus();
    };
    const draw = (): void =>
      show(
        list,
        ...items().map((item, place) => {
          const edit = (): void => {
            remove(place);
            box.field.value = String(item);
          };
          const token = make("button", { type: "button", class: "entry-token", title: "Change it", onclick: edit }, String(item));
          return make("li", {}, token, make("button", { type: "button", "aria-label": `Remove ${String(item)}`, title: "Remove", onclick: () => remove(place) }, "×"));
        }),
      );
    const box = this.combobox(field, path, ({ id }) => {
      box.field.value = "";
      add(partsOf(id, field));
    });
    const addTyped = (): void => {
      const text = box.field.value;
      box.field.value = "";
      add(partsOf(text, field));
    };
    // Before the combobox sees the key: what it offers is taken there, and what it does not is added as it was typed.
    box.field.addEventListener("keydown", (event) => {
      if (event.key === "Enter" && box.field.getAttribute("aria-activedescendant") === null && box.field.value.trim() !== "") {
        addTyped();
        box.field.dispatchEvent(new Event("input"));
      }
      if (event.key === "Backspace" && box.field.value === "" && items().length > 0) remove(items().length - 1);
    });
    // What was typed and not taken is no less meant.
    box.field.addEventListener("blur", addTyped);
    draw();
    return this.put(field, path, box.field, list, box.element);
  }

  private group(field: Field, path: Path): HTMLElement {
    const said = make("p", { class: "entry-said", id: `${this.id(path)}-said`, hidden: true });
    const help = make("p", { class: "entry-help" }, field.help);
    const element = make("fieldset", { id: this.id(path), tabindex: "-1", "data-field": field.name }, make("legend", {}, labelOf(field.name)), help, said, this.record(field.record!, path));
    this.places.set(path.join("."), { element, control: element, said });
    return element;
  }

  private records(field: Field, path: Path): HTMLElement {
    const type = field.record!;
    const one = ITEMS[type.name] ?? labelOf(field.name).toLowerCase();
    const list = make("div", { class: "entry-records" });
    const items = (): PlainMap[] => {
      const value = valueAt(this.form.draft, path);
      return Array.isArray(value) ? value.filter(isMap) : [];
    };
    const add = (): void => {
      this.set(path, [...items(), type.name === "Claim" ? newClaim(items()) : {}]);
      draw();
      list.lastElementChild?.querySelector<HTMLElement>("input, textarea, select")?.focus();
    };
    const draw = (): void => show(list, ...items().map((_, place) => item(place)));
    const item = (place: number): HTMLElement => {
      const remove = (): void => {
        this.form.removing(`The ${one} was taken out.`);
        this.set(path, items().filter((_, number) => number !== place));
        draw();
        button.focus();
      };
      const title = `${one[0]!.toUpperCase()}${one.slice(1)} ${type.name === "Claim" ? String(items()[place]?.["id"] ?? "") : place + 1}`;
      const said = make("p", { class: "entry-said", id: `${this.id([...path, place])}-said`, hidden: true });
      const element = make("fieldset", { id: this.id([...path, place]), tabindex: "-1" }, make("legend", {}, title), said, this.record(type, [...path, place]), make("button", { type: "button", class: "entry-remove", onclick: remove }, `Remove this ${one}`));
      this.places.set([...path, place].join("."), { element, control: element, said });
      return element;
    };
    const button = make("button", { type: "button", class: "entry-add", onclick: add }, `Add a ${one}`.replace("a item", "an item"));
    const said = make("p", { class: "entry-said", id: `${this.id(path)}-said`, hidden: true });
    const element = make("div", { class: "entry-field entry-list", "data-field": field.name }, make("p", { class: "entry-name" }, labelOf(field.name)), make("p", { class: "entry-help" }, field.help), said, list, button);
    this.places.set(path.join("."), { element, control: button, said });
    draw();
    return element;
  }
}

/** Returns the items that a text is: of authors one a name, however they are joined. */
function partsOf(text: string, field: Field): string[] {
  return field.name === "authors" ? text.split(/\s*[,;]\s*(?:and\s+)?|\s+and\s+/) : [text];
}

/** What `offers` returns of a field that has nothing to offer. */
export const NONE: readonly Offer[] = [];

/** Returns the terms that a text may mean: those that begin with it, then those that hold it. */
export function matching(terms: Iterable<Offer>, text: string): Offer[] {
  const wanted = fold(text).trim();
  const found: [number, Offer][] = [];
  for (const term of terms) {
    const place = fold(`${term.id} ${term.about}`).indexOf(wanted);
    const name = term.about.split(": ")[0] ?? "";
    if (place >= 0) found.push([place === 0 || fold(name).startsWith(wanted) ? 0 : fold(`${term.id} ${name}`).includes(wanted) ? 1 : 2, term]);
  }
  return found.sort(([one], [other]) => one - other).map(([, term]) => term);
}
