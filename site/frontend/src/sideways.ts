/**
 * What scrolls sideways says so: `data-more` names the sides on which something is cut off, and the style fades that edge.
 * What a reader came for is scrolled into sight: the page that is open among those of its section, a thing in its lineage.
 */

const FRAMES = ".codev-scroll, .codev-lineage, .codev-matrix-frame, .codev-table, .codev-still-frame, .codev-subnav";
/** What must be in sight within its frame. */
const SOUGHT = ".codev-subnav [aria-current], .codev-lineage .is-start";

/** Looks after everything on the page that scrolls sideways. */
export function enhanceSideways(): void {
  markSection();
  for (const sought of document.querySelectorAll(SOUGHT)) {
    const frame = sought.closest(FRAMES)!;
    const [inner, outer] = [sought.getBoundingClientRect(), frame.getBoundingClientRect()];
    frame.scrollLeft += inner.left + inner.width / 2 - (outer.left + outer.width / 2);
  }
  for (const frame of document.querySelectorAll<HTMLElement>(FRAMES)) tellMore(frame);
}

/** Keeps saying on which sides of a frame something is cut off. */
export function tellMore(frame: HTMLElement): void {
  const tell = (): void => {
    const { scrollLeft, scrollWidth, clientWidth } = frame;
    const sides = [scrollLeft > 1 ? "before" : "", scrollLeft + clientWidth < scrollWidth - 1 ? "after" : ""];
    frame.dataset["more"] = sides.join(" ").trim();
  };
  frame.addEventListener("scroll", tell, { passive: true });
  const seen = new ResizeObserver(tell);
  // The frame changes with the window, what it holds with filters and folds.
  for (const each of [frame, ...frame.children]) seen.observe(each);
}

/** Marks the index that a page belongs to, where the page itself is not among those of its section. */
function markSection(): void {
  if (document.querySelector(".codev-subnav [aria-current]")) return;
  const links = document.querySelectorAll<HTMLAnchorElement>(".codev-subnav a");
  const within = [...links].find((link) => location.pathname.startsWith(link.pathname));
  within?.setAttribute("aria-current", "true");
}
