/** The contents of a page beside its text: the part that is being read stands out, and is kept in sight where the list is long. */

/** A part is being read when its heading is in the upper fifth of the window. */
const READ_AT = 0.2;

/** Follows the reader through the parts of the page. */
export function followContents(): void {
  const list = document.querySelector<HTMLElement>("[data-md-component=toc]");
  if (!list) return;
  const parts: { link: HTMLAnchorElement; heading: HTMLElement }[] = [];
  for (const link of list.querySelectorAll<HTMLAnchorElement>('a[href^="#"]')) {
    const heading = document.getElementById(decodeURIComponent(link.hash.slice(1)));
    if (heading) parts.push({ link, heading });
  }
  if (parts.length === 0) return;
  const frame = list.closest<HTMLElement>(".md-sidebar__scrollwrap");
  let read = -1;
  const follow = (): void => {
    if (!list.checkVisibility()) return;
    const edge = innerHeight * READ_AT;
    const now = parts.findLastIndex(({ heading }) => heading.getBoundingClientRect().top <= edge);
    if (now === read) return;
    read = now;
    parts.forEach(({ link }, index) => {
      link.classList.toggle("md-nav__link--passed", index < now);
      link.classList.toggle("md-nav__link--active", index === now);
    });
    const link = parts[now]?.link;
    if (frame && link) frame.scrollTop = link.offsetTop - frame.clientHeight / 2;
  };
  let isAsked = false;
  const ask = (): void => {
    if (isAsked) return;
    isAsked = true;
    requestAnimationFrame(() => {
      isAsked = false;
      follow();
    });
  };
  for (const event of ["scroll", "resize"]) addEventListener(event, ask, { passive: true });
  addEventListener("load", ask);
}
