/**
 * Cards: a link to a work, model, dataset or term shows what it leads to while the mouse rests on it or the keyboard is on it.
 *
 * As https://www.w3.org/TR/WCAG22/#content-on-hover-or-focus asks: Escape puts a card away, the mouse can move onto it, and it
 * stays until mouse and focus are gone.  A finger opens the link and sees no card.  A card repeats what the page behind the link
 * says first, so that nothing is lost without it.
 */

import { siteRoot } from "../shared/address";
import { make, show } from "../shared/dom";
import { once } from "../shared/load";
import { pageAbout, readOpening, type Opening } from "./opening";

/** How long mouse or focus rest on a link before its card is fetched (milliseconds). */
const REST = 350;
/** How long a card waits for the mouse to come over from its link (milliseconds). */
const GRACE = 250;
/** Between a card and the edge of the window (pixels). */
const MARGIN = 8;

const openings = new Map<string, Promise<Opening | null>>();

type Link = HTMLAnchorElement | SVGAElement;

/** Makes the links in the page's own content show cards. */
export function setUpCards(): void {
  if (!document.querySelector(".codev-page")) return;
  new Cards();
}

class Cards {
  private readonly root = siteRoot();
  private readonly card = make("div", { class: "codev-card", id: "codev-card", role: "tooltip", hidden: true });
  /** The link whose card is shown or asked for. */
  private link: Link | null = null;
  /** The link on which mouse or focus have not rested long enough yet. */
  private planned: Link | null = null;
  private timer: ReturnType<typeof setTimeout> | undefined;
  /** Gives back to the link what it had before. */
  private restore = (): void => undefined;

  constructor() {
    document.body.append(this.card);
    document.addEventListener("pointerover", (event) => {
      if (event.pointerType !== "mouse") return;
      const target = event.target as Element;
      const link = this.linkAt(target);
      if (link) this.plan(link, { x: event.clientX, y: event.clientY });
      else if (this.card.contains(target)) clearTimeout(this.timer);
      else this.leave();
    });
    document.documentElement.addEventListener("pointerleave", () => this.leave());
    document.addEventListener("focusin", (event) => {
      const link = this.linkAt(event.target as Element);
      if (link?.matches(":focus-visible")) this.plan(link, null);
    });
    document.addEventListener("focusout", (event) => {
      const left = event.target as Element;
      if ((left === this.link || left === this.planned) && !left.matches(":hover")) this.leave();
    });
    document.addEventListener("keydown", (event) => {
      if (event.key === "Escape") this.hide();
    });
    // The click that follows leads on.
    document.addEventListener("pointerdown", (event) => {
      if (!this.card.contains(event.target as Node)) this.hide();
    });
  }

  /** Returns the link that an element belongs to, where it has a card: those that say something of their own have none. */
  private linkAt(element: Element): Link | null {
    const link = element.closest<Link>(".codev-page a[href]:not([title])");
    return link && this.pageOf(link) ? link : null;
  }

  private pageOf(link: Link): string | null {
    const address = link instanceof SVGAElement ? link.href.baseVal : link.href;
    return pageAbout(address, this.root, new URL(location.href));
  }

  private plan(link: Link, mouse: DOMPointInit | null): void {
    clearTimeout(this.timer);
    if (link === this.link) return;
    this.planned = link;
    this.timer = setTimeout(() => void this.open(link, mouse), REST);
  }

  private leave(): void {
    clearTimeout(this.timer);
    this.planned = null;
    if (!this.link) return;
    this.timer = setTimeout(() => {
      // Where the keyboard still is, the card stays.
      if (!this.link?.matches(":focus-visible")) this.hide();
    }, GRACE);
  }

  private hide(): void {
    clearTimeout(this.timer);
    this.planned = null;
    this.card.hidden = true;
    this.restore();
    this.restore = () => undefined;
    this.link = null;
  }

  private async open(link: Link, mouse: DOMPointInit | null): Promise<void> {
    this.hide();
    this.link = link;
    const page = this.pageOf(link);
    const opening = page === null ? null : await once(openings, page, () => readOpening(page)).catch(() => null);
    if (this.link !== link) return;
    if (!opening || !link.isConnected) return this.hide();
    show(
      this.card,
      make("p", { class: "card-kind" }, opening.kind),
      make("p", { class: "card-name" }, opening.name),
      opening.by === "" ? null : make("p", { class: "card-by" }, opening.by),
      opening.sentence === "" ? null : make("p", {}, opening.sentence),
      opening.trust === "" ? null : make("p", { class: "card-by" }, opening.trust),
    );
    this.describe(link);
    this.place(link, mouse);
  }

  /** Tells screen readers of the card, and puts away what the browser itself would show over it. */
  private describe(link: Link): void {
    const described = link.getAttribute("aria-describedby");
    const title = link.querySelector(":scope > title");
    const next = title?.nextSibling ?? null;
    link.setAttribute("aria-describedby", this.card.id);
    if (title) {
      title.remove();
      link.setAttribute("aria-label", title.textContent ?? "");
    }
    this.restore = () => {
      if (described === null) link.removeAttribute("aria-describedby");
      else link.setAttribute("aria-describedby", described);
      if (!title) return;
      link.insertBefore(title, next);
      link.removeAttribute("aria-label");
    };
  }

  /** Puts the card right below its link, or above it where there is more room. */
  private place(link: Link, mouse: DOMPointInit | null): void {
    const boxes = [...link.getClientRects()];
    const { y = 0, x = 0 } = mouse ?? {};
    // A link may go over several lines: the card comes to the one under the mouse.
    const box = (mouse && boxes.find((each) => y >= each.top && y <= each.bottom && x >= each.left && x <= each.right)) ?? boxes[0] ?? link.getBoundingClientRect();
    this.card.hidden = false;
    const { offsetWidth: width, offsetHeight: height } = this.card;
    const left = Math.max(MARGIN, Math.min(box.left, document.documentElement.clientWidth - width - MARGIN));
    const isBelow = box.bottom + height <= innerHeight - MARGIN || box.top < height;
    this.card.style.left = `${left + scrollX}px`;
    this.card.style.top = `${(isBelow ? box.bottom : box.top - height) + scrollY}px`;
  }
}
