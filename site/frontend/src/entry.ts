/**
 * The page that writes an entry: `<div class="codev-entry" data-source="…/assets/data/entry.json" data-repository="…">`.
 *
 * A form made from the schema, and beside it the entry as the file would hold it, with what the check will say of it.  The draft is
 * kept for the tab.  An address may name a cell of the gaps map (`?node=…&stage=…&modality=…`): a claim in that cell is begun; and
 * what is known of the work (`?arxiv=…&doi=…&title=…`).
 */

import { Things, type ThingsFile } from "./compare/things";
import { THING_FOLDERS } from "./made/addresses";
import { emptyDraft, entryOf, isEmpty, keepDraft, keptDraft, newClaim, setAt, type Entry } from "./entry/draft";
import { Fields, labelOf, type Form, type Offer } from "./entry/fields";
import { offersOf, problemsOf } from "./entry/find";
import type { Problem } from "./entry/problems";
import { prefill } from "./entry/prefill";
import { Names } from "./entry/rules";
import { KnownWorks, type WorksFile } from "./entry/same-work";
import { Records, recordsAt, textAt, textsAt, type Field, type FormFile, type Path, type RecordType } from "./entry/schema";
import type { PlainMap } from "./entry/yaml";
import { readQuery, siteRoot, writeQuery } from "./shared/address";
import { debounced, make, show, statusLine } from "./shared/dom";
import { fetchJson, reasonOf } from "./shared/load";
import { save } from "./shared/save";

/** How long nobody types before the entry is read anew, in milliseconds. */
const QUIET_FOR = 200;

/** The longest address that GitHub takes is about 8,000 characters. */
const ADDRESS_LENGTH_MAX = 8000;

/** Problems that are listed beside the entry; all stand at their fields. */
const LISTED_MAX = 12;

class EntryView implements Form {
  draft: PlainMap;
  private readonly fields = new Fields(this);
  private readonly type: RecordType;
  private readonly names: Names;
  private readonly taken: ReadonlySet<string>;
  private readonly refresh = debounced(QUIET_FOR, () => this.update());
  private readonly formPlace = make("div", { class: "entry-form" });
  private readonly status = statusLine("entry-status");
  private readonly left = make("ul", { class: "entry-left" });
  private readonly bar = make("p", { class: "entry-undo", role: "status", "aria-live": "polite" });
  private readonly remark = make("p", { class: "codev-note" });
  private readonly fileName = make("p", { class: "entry-path" });
  private readonly text = make("pre", { id: "written-yaml", class: "entry-yaml", tabindex: "0", "aria-label": "The entry as YAML" });
  private readonly actions = make("div", { class: "codev-actions", role: "group", "aria-label": "What you can do with the entry" });
  private readonly leavings = new Set<string>();
  private known: KnownWorks | null = null;
  private worksAsked = false;
  private authors: readonly string[] = [];
  private isAsked = false;
  private isKept = true;
  private entry: Entry | null = null;

  constructor(
    place: HTMLElement,
    private readonly file: FormFile,
    thingsFile: ThingsFile,
    private readonly things: Things,
    private readonly source: URL,
    private readonly repository: string,
  ) {
    this.type = new Records(file).work;
    this.names = new Names(thingsFile);
    this.taken = new Set(thingsFile.kinds["work"]!.ids);
    this.draft = keptDraft() ?? emptyDraft();
    this.beginAsked();
    const panel = make("section", { class: "entry-panel", "aria-labelledby": "written-title" }, make("h2", { id: "written-title" }, "The entry"), this.status, this.left, this.fileName, this.text, this.actions, this.remark);
    show(place, this.bar, make("div", { class: "entry-sides" }, this.formPlace, panel));
    this.draw();
    addEventListener("beforeunload", (event) => {
      if (!this.isKept && !isEmpty(this.draft)) event.preventDefault();
    });
    addEventListener("pagehide", () => keepDraft(this.draft));
  }

  offers(field: Field, path: Path, text: string): readonly Offer[] {
    return offersOf(field, path, text, this.draft, this.file, this.things, this.authors);
  }

  changed(path: Path): void {
    this.isKept = keepDraft(this.draft);
    if (["title", "arxiv", "doi", "authors"].includes(String(path[0]))) void this.loadWorks();
    this.refresh();
  }

  /** A reader leaves a field: from now on it says what it lacks. */
  leaving(path: Path): void {
    this.leavings.add(path.join("."));
    this.refresh();
  }

  removing(said: string): void {
    const before = structuredClone(this.draft);
    const back = (): void => {
      this.draft = before;
      show(this.bar);
      this.draw();
      this.formPlace.querySelector<HTMLElement>("input, textarea")?.focus();
    };
    show(this.bar, `${said} `, make("button", { type: "button", onclick: back }, "Bring it back"));
  }

  /** Takes what the address says into the draft, and out of the address. */
  private beginAsked(): void {
    const asked = new Map(readQuery(location.search));
    if (prefill(asked, this.draft, this.type)) show(this.bar, "The form holds another entry already. Finish it, or start again and follow the link once more.");
    this.beginCell(asked);
    if (asked.size === 0) return;
    keepDraft(this.draft);
    history.replaceState(null, "", location.pathname + location.hash);
  }

  /** Begins a claim in the cell that the address names, unless there is one. */
  private beginCell(asked: ReadonlyMap<string, string>): void {
    const claimType = this.type.fields.find(({ name }) => name === "claims")!.record!;
    const term = (name: string, field: string): string => {
      const value = asked.get(name) ?? "";
      return claimType.fields.find((each) => each.name === field)!.terms?.some(({ id }) => id === value) ? value : "";
    };
    const [node, stage, modality] = [term("node", "node"), term("stage", "stages"), term("modality", "modalities")];
    if (!node) return;
    const cell: PlainMap = { node, ...(stage ? { stages: [stage] } : {}), ...(modality ? { modalities: [modality] } : {}) };
    const claims = recordsAt(this.draft, "claims");
    const isThere = claims.some((claim) => textAt(claim, "node") === node && (!stage || textsAt(claim, "stages").includes(stage)) && (!modality || textsAt(claim, "modalities").includes(modality)));
    const free = claims.findIndex((claim) => isEmpty({ ...claim, id: "", evidence: "" }));
    if (!isThere && free >= 0) Object.assign(claims[free]!, cell);
    else if (!isThere) setAt(this.draft, ["claims"], [...claims, { ...newClaim(claims), ...cell }]);
  }

  private draw(): void {
    show(this.formPlace, this.fields.record(this.type, []));
    this.isKept = keepDraft(this.draft);
    if (!isEmpty(this.draft)) void this.loadWorks();
    this.update();
  }

  private async loadWorks(): Promise<void> {
    if (this.worksAsked) return;
    this.worksAsked = true;
    try {
      const works = await fetchJson<WorksFile>(new URL("entry-works.json", this.source));
      this.known = new KnownWorks(works, this.file.sameWork);
      this.authors = works.names;
      this.refresh();
    } catch (error) {
      this.worksAsked = false;
      show(this.bar, `Whether the work is known already could not be looked up (${reasonOf(error)}).`);
    }
  }

  private update(): void {
    this.refresh.cancel();
    const entry = entryOf(this.draft, this.type, this.file, this.taken);
    this.entry = entry;
    this.text.textContent = entry.text;
    this.placeholder(["key"], entry.key);
    this.showProblems(problemsOf(entry.work, this.type, this.file, this.names, this.known));
    show(this.fileName, "File ", make("code", {}, entry.path || "papers/<year>/<key>.yaml"));
    this.showActions(entry);
  }

  private placeholder(path: Path, text: string): void {
    const control = this.fields.placeOf(path)?.control;
    if (control instanceof HTMLInputElement) control.placeholder = text;
  }

  private showProblems(problems: readonly Problem[]): void {
    const places = new Map<HTMLElement, Problem[]>();
    for (const problem of problems) {
      const place = this.fields.placeOf(problem.path);
      if (place && this.isShown(problem, place.control, place.said)) places.set(place.said, [...(places.get(place.said) ?? []), problem]);
    }
    for (const [, { control, said }] of this.fields.all()) {
      const found = places.get(said) ?? [];
      const texts = found.flatMap((problem) => [...this.sentence(problem), " "]);
      if (said.textContent !== texts.map((each) => (typeof each === "string" ? each : (each.textContent ?? ""))).join("")) show(said, ...texts);
      said.hidden = found.length === 0;
      if (control.matches("input, textarea, select")) control.setAttribute("aria-invalid", String(found.some(({ isNotice }) => !isNotice)));
    }
    const wrong = problems.filter(({ isNotice }) => !isNotice);
    const count = wrong.length === 0 ? "Nothing is left that the check of a browser finds." : `${wrong.length} ${wrong.length === 1 ? "thing is" : "things are"} left to do.`;
    if (this.status.textContent !== count) this.status.textContent = count;
    const items = problems.slice(0, LISTED_MAX).map((problem) => make("li", {}, make("button", { type: "button", onclick: () => this.lead(problem.path) }, placeName(problem.path)), " ", ...this.sentence(problem)));
    if (problems.length > LISTED_MAX) items.push(make("li", {}, `and ${problems.length - LISTED_MAX} more`));
    if (!this.left.contains(document.activeElement)) show(this.left, ...items);
  }

  private sentence({ message, fix, work }: Problem): (Node | string)[] {
    const link = work ? [" ", make("a", { href: new URL(`works/${work}/`, siteRoot()).href }, "See it")] : [];
    return [`${message[0]!.toUpperCase()}${message.slice(1)}: ${fix}.`, ...link];
  }

  /** What is missing is told once a reader has left its field, or wants the entry; the rest not while it is being typed. */
  private isShown({ path, message }: Problem, control: HTMLElement, said: HTMLElement): boolean {
    const isMissing = /^the key '.*' is missing$/.test(message) || message.includes(" has no evidence") || message.includes("where the work can be read");
    if (isMissing) return this.isAsked || path.some((_, place) => this.leavings.has(path.slice(0, place + 1).join(".")));
    return !said.hidden || control !== document.activeElement;
  }

  /** Leads to the field that a problem is about. */
  private lead(path: Path): void {
    this.isAsked = true;
    this.fields.unfold(path);
    const control = this.fields.placeOf(path)?.control;
    control?.scrollIntoView({ block: "center" });
    control?.focus();
    this.update();
  }

  private showActions(entry: Entry): void {
    if (this.actions.contains(document.activeElement)) return;
    const name = `${entry.key || "entry"}.yaml`;
    const asked = (): void => {
      this.isAsked = true;
      this.refresh();
    };
    const download = (): void => {
      asked();
      if (this.entry) save(name, this.entry.text, "text/yaml");
    };
    const again = (): void => {
      this.removing("The form was emptied.");
      this.draft = emptyDraft();
      this.isAsked = false;
      this.leavings.clear();
      this.formPlace.tabIndex = -1;
      this.formPlace.focus();
      this.draw();
    };
    const copy = make("button", { type: "button", class: "codev-copy", "data-copy-text": entry.text, onclick: asked }, "Copy");
    show(this.actions, ...this.newFile(entry, asked), copy, make("button", { type: "button", onclick: download }, "Download"), make("button", { type: "button", onclick: again }, "Start again"));
  }

  /** Returns the link that opens the entry as a new file of the repository, and says what to do where that cannot be. */
  private newFile(entry: Entry, asked: () => void): Node[] {
    const way = entry.path ? `Save it as ${entry.path}` : "Save it at its place";
    if (!this.repository) {
      show(this.remark, `${way} in a copy of the repository, and open a pull request. This copy of the site does not know the repository's address.`);
      return [];
    }
    if (!entry.path) {
      show(this.remark, "The file gets its name from the first author, the year and the title.");
      return [];
    }
    const whole = `${this.repository}/new/main?${writeQuery([["filename", entry.path], ["value", entry.text]])}`;
    const fits = whole.length <= ADDRESS_LENGTH_MAX;
    const address = fits ? whole : `${this.repository}/new/main?${writeQuery([["filename", entry.path]])}`;
    show(this.remark, fits ? "The repository asks you to sign in, and opens a pull request with the file." : "The entry is too long for an address: copy it first, and paste it into the new file.");
    return [make("a", { href: address, rel: "external noopener", target: "_blank", class: "entry-open", onclick: asked }, fits ? "Open as a new file in the repository" : "Open an empty new file in the repository")];
  }
}

/** Returns what the field at a path is called: "Claim 2, Evidence 1, Where". */
function placeName(path: Path): string {
  return path.map((step) => (typeof step === "number" ? String(step + 1) : labelOf(step))).join(", ").replace(/, ([0-9]+)/g, " $1");
}

const place = document.querySelector<HTMLElement>(".codev-entry[data-source]");
if (place) {
  const source = new URL(place.dataset["source"] ?? "", location.href);
  const without = [...place.childNodes];
  show(place, make("p", { class: "codev-note", role: "status" }, "Loading the form …"));
  Promise.all([fetchJson<FormFile>(source), fetchJson<ThingsFile>(new URL("things.json", source))])
    .then(([file, things]) => new EntryView(place, file, things, new Things(things, THING_FOLDERS), source, place.dataset["repository"] ?? ""))
    .catch((error: unknown) => {
      show(place, make("p", { role: "alert", class: "codev-note" }, `The form could not be loaded (${reasonOf(error)}). Reload the page to try again.`), ...without);
    });
}
