"""What is asked of a page that is open in a real Chromium; each question returns complaints.  Helpers of tests, not tests.

A page is loaded once and asked everything, since loading it costs more than most questions.
"""

from __future__ import annotations

from pathlib import Path

from playwright.sync_api import Page

SPARE = """(most, sized) => {
  const valued = new RegExp("^(class|style|role|type|scope|lang|dir|tabindex|disabled|hidden|open"
    + "|aria-(?!label|describedby|controls|owns))");
  const said = ({name, value}) => valued.test(name) ? `${name}=${value}` : `${name}${value.trim() ? "" : " is empty"}`;
  const hasText = (each) => [...each.childNodes].some((node) => node.nodeType === Node.TEXT_NODE && node.data.trim());
  const drawn = (each) => {
    const {color, backgroundColor, font} = getComputedStyle(each);
    return [color, backgroundColor, font];
  };
  const size = (each) => {
    const {width, height} = each.getBoundingClientRect();
    return [width, height].map((side) => Math.min(24, Math.round(side)));
  };
  const kind = (each) => [each.localName, ...hasText(each) ? drawn(each) : [], ...each.matches(sized) ? size(each) : [],
    ...[...each.attributes].map(said).sort()].join(" ");
  const kinds = new Map([...document.body.querySelectorAll("*")].map((each) => [each, kind(each)]));
  const spare = new Set();
  const shapes = new Map();
  const partsOf = (each, around, found) => {
    const isSpare = spare.has(each);
    if (isSpare && each.localName !== "td") return found;
    const shape = `${around} ${isSpare ? "spare" : `${each.childElementCount > 0} ${kinds.get(each)}`}`;
    if (!shapes.has(shape)) shapes.set(shape, shapes.size);
    found.add(shapes.get(shape));
    if (!isSpare) for (const child of each.children) partsOf(child, shapes.get(shape), found);
    return found;
  };
  const lists = "ul, ol, dl, tbody, tr, select, section, details, div, svg, g";
  for (const list of [...document.body.querySelectorAll(lists)].reverse()) {
    const seen = new Map();
    for (const item of list.children) {
      const isHere = item.checkVisibility() || item.localName === "option";
      const parts = [...isHere ? partsOf(item, "", new Set()) : ["hidden"]];
      if (item.localName !== "th" && parts.every((each) => seen.get(each) >= most)) spare.add(item);
      else for (const each of parts) seen.set(each, (seen.get(each) ?? 0) + 1);
    }
  }
  return spare;
}"""
"""Returns the items of every list, row, part of a page and picture that show nothing new, inner ones first.

Parts are of one shape where they and all around them in their item are of the same element with the same classes, styles, roles
and states, hold elements or none, and have text in the same colours and font, or none; those that a selector means also where
they are of the same size, up to what a finger needs.  axe-core's rules look at nothing else, ids apart.  An item is spare where
so many before it have each of its shapes.  What is hidden it passes over.
"""

SHORTEN = f"""(most) => {{
  for (const item of ({SPARE})(most, "no-such-element")) {{
    if (item.localName === "td") item.replaceChildren();
    else item.remove();
  }}
}}"""
"""Takes the spare items away; a cell is emptied instead, so that its row stays a row."""

TARGETS = "a[href], button, input, select, summary, textarea, [tabindex][role]:not([role=region])"
"""What axe-core takes for something that a finger meets, and no more than that."""

THIN_OUT = f"""([most, targets]) => {{
  const inside = (item) => [item, ...item.querySelectorAll(targets)].filter((each) => each.matches(targets));
  const squares = (each, around) => {{
    const {{left, right, top, bottom}} = each.getBoundingClientRect();
    const found = [];
    for (let x = Math.floor(left / 24) - around; x <= right / 24 + around; x += 1) {{
      for (let y = Math.floor(top / 24) - around; y <= bottom / 24 + around; y += 1) found.push(`${{x}} ${{y}}`);
    }}
    return found;
  }};
  const items = [...({SPARE})(most, targets)];
  const spare = new Set(items.flatMap(inside));
  const judged = [...document.querySelectorAll(targets)].filter((each) => !spare.has(each));
  const taken = new Set(judged.flatMap((each) => squares(each, 1)));
  const isNear = (each) => squares(each, 0).some((square) => taken.has(square));
  for (const item of items.filter((item) => !inside(item).some(isNear))) item.style.visibility = "hidden";
}}"""
"""Hides the spare items of which no target lies near one that is judged; nothing is moved by it."""

WAIT_SECONDS_MAX = 20
"""After so long, what is waited for does not come."""

ITEMS_A_SHAPE = 2
"""So that of rows that alternate both are there."""

RUN = """async ([rules, without]) => {
  const grave = ["serious", "critical"];
  const idle = axe._audit.rules.filter((each) => each.impact && !grave.includes(each.impact));
  const off = Object.fromEntries(idle.map((each) => [each.id, {enabled: false}]));
  const which = rules ? {runOnly: rules} : {rules: off};
  const found = await axe.run({include: [document], exclude: without}, {resultTypes: ["violations"], preload: false, ...which});
  return found.violations
    .filter((each) => grave.includes(each.impact))
    .map((each) => `${each.id}: ${each.nodes.slice(0, 3).map((node) => node.target.join(" ")).join(" | ")}`);
}"""
"""Runs axe-core (https://github.com/dequelabs/axe-core) on a page and tells what is serious or critical.

A rule that has an impact of its own gives it to all that it finds: those that are never serious are not run.
Style sheets are not fetched anew for it: one rule alone would read them, and it is experimental and off.
"""

FOCUSED = """() => {
  const content = document.querySelector("#codev-content");
  return {
    focused: document.activeElement === content,
    main: content.closest("main") !== null && content.querySelector("h1") !== null,
    aside: content.querySelector(".md-sidebar, .codev-header, .codev-subnav") !== null,
    below: document.querySelector(".codev-header").getBoundingClientRect().bottom,
    top: content.getBoundingClientRect().top,
  };
}"""
"""Whether the page's content has the focus, is what the page is about, and begins below the header."""

MISSED = """async (within) => {
  const controls = "a[href], button, input, select, summary, textarea, [tabindex]";
  const shown = {opacityProperty: true, visibilityProperty: true};
  const sized = (each) => each.width > 1 && each.height > 1;
  const frame = () => new Promise(requestAnimationFrame);
  const tried = [];
  for (const control of document.querySelectorAll(`${within} :is(${controls})`)) {
    if (!control.checkVisibility(shown) || control.closest("[disabled], [inert]")) continue;
    // The drawer of a narrow window waits beside it.
    if (control.closest(".md-sidebar--primary")?.getBoundingClientRect().right < 1) continue;
    // What is hidden from sight but not from a screen reader is drawn as its label; a link in a picture as its words.
    const drawn = control instanceof SVGElement ? control.querySelector("text") ?? control
      : [...control.getClientRects()].some(sized) ? control : control.labels?.[0];
    if (drawn?.checkVisibility(shown)) tried.push([control, drawn]);
  }
  const over = (control, drawn, scroll) => {
    const box = () => [...drawn.getClientRects()].find(sized) ?? drawn.getBoundingClientRect();
    let {left, right, top, bottom} = box();
    if (scroll || top < 120 || bottom > innerHeight - 40 || left < 0 || right > innerWidth) {
      drawn.scrollIntoView({block: "center", inline: "nearest", behavior: "instant"});
      ({left, right, top, bottom} = box());
    }
    // A part that is larger than the window is tried at the middle of what is in sight.
    const x = (Math.max(left, 0) + Math.min(right, innerWidth)) / 2;
    const y = (Math.max(top, 0) + Math.min(bottom, innerHeight)) / 2;
    const hit = document.elementFromPoint(x, y);
    if (hit && [control, ...(control.labels ?? [])].some((each) => each.contains(hit))) return null;
    const named = (each) => `${each.localName} ${each.getAttribute("class") ?? ""} “${each.textContent.trim().slice(0, 40)}”`;
    return `${named(control)} at ${Math.round(x)}, ${Math.round(y)} gives ${hit ? named(hit) : "nothing"}`;
  };
  const missed = [];
  for (const [control, drawn] of tried.filter((each) => over(...each, false))) {
    // The theme moves what it keeps in sight with one of the next frames, and a table redraws the rows that come into sight.
    let complaint = "";
    for (let frames = 0; frames < 60 && complaint !== null; frames += 1) {
      complaint = control.isConnected ? over(control, drawn, true) : null;
      if (complaint) await frame();
    }
    if (complaint) missed.push(complaint);
  }
  return [tried.length, missed];
}"""
"""Scrolls to each drawn control; tells how many there are, and which are not on top at the middle of their first box."""


CUT_OFF = """() => {
  const complaints = [];
  const named = (each) => `${each.localName}.${each.getAttribute("class")}`;
  for (const each of document.querySelectorAll("main *, .codev-subnav")) {
    if (each.scrollWidth <= each.clientWidth + 1 || each.clientWidth < 2 || !each.checkVisibility()) continue;
    const style = getComputedStyle(each);
    if (style.display === "table" || !["auto", "scroll"].includes(style.overflowX)) continue;
    if (!each.dataset.more || style.maskImage === "none") complaints.push(`${named(each)} goes on and does not say so`);
  }
  for (const sought of document.querySelectorAll(".codev-subnav [aria-current], .codev-lineage .is-start")) {
    const frame = sought.closest(".codev-subnav, .codev-lineage").getBoundingClientRect();
    const {left, right} = sought.getBoundingClientRect();
    // A page's name is read whole, a thing is known by its mark and the beginning of its name.
    const end = sought.closest(".codev-subnav") ? right : left + 20;
    if (left < frame.left - 1 || end > frame.right + 1) complaints.push(`${sought.textContent} is out of sight`);
  }
  return complaints;
}"""
"""Tells what scrolls sideways without a hint, and whether what a reader came for is in sight there."""

FAULTS = """(names) => names.flatMap((name) => {
  history.replaceState(null, "", `?view=neighbourhood&of=${encodeURIComponent(name)}`);
  dispatchEvent(new PopStateEvent("popstate"));
  const picture = document.querySelector(".cg-svg");
  const items = [...picture.querySelectorAll(".cg-item")];
  const box = (element) => element.getBoundingClientRect();
  const texts = items.map((item) => box(item.querySelector("text")));
  const marks = items.map((item) => box(item.querySelector("path")));
  // Lines of text are higher than their letters by a pixel or two on either side.
  const meet = (one, other) => one.left < other.right - 1 && other.left < one.right - 1
    && one.top < other.bottom - 4 && other.top < one.bottom - 4;
  const said = (at) => items[at].querySelector("title").textContent;
  const found = [];
  texts.forEach((text, at) => {
    texts.forEach((other, index) => {
      if (index > at && meet(text, other)) found.push(`${name}: ${said(at)} | ${said(index)}`);
    });
    marks.forEach((mark, index) => { if (meet(text, mark)) found.push(`${name}: ${said(at)} hides ${said(index)}`); });
  });
  const frame = box(picture);
  if (frame.width < 0.9 * box(picture.parentElement).width) found.push(`${name}: not filled`);
  if (items.length < 2) found.push(`${name}: nothing around it`);
  return found;
})"""
"""Shows one neighbourhood after the other, and tells what overlaps."""


def wait_until(page: Page, condition: str) -> None:
    """Wait until something is so on a page.

    Playwright's own `wait_for_function` evaluates text again and again, which the policy of a built page refuses from the
    second time on: it fails where the first look comes too early.

    Args:
        page: The page.
        condition: JavaScript that is true then.
    """
    page.evaluate(
        f"""() => new Promise((done, fail) => {{
          const last = performance.now() + {WAIT_SECONDS_MAX} * 1000;
          const look = () => {{
            if ({condition}) done();
            else if (performance.now() > last) fail(new Error("it never came to be"));
            else setTimeout(look, 20);
          }};
          look();
        }})"""
    )


def shorten(page: Page) -> None:
    """Leave two items with each shape in every list, table, part and picture of a page."""
    page.evaluate(SHORTEN, ITEMS_A_SHAPE)


def scroll_back(page: Page) -> None:
    """Show a page and all that scrolls within it from its beginning."""
    page.evaluate("[document.documentElement, ...document.querySelectorAll('*')].forEach((each) => each.scrollTo(0, 0))")


def thin_out(page: Page) -> None:
    """Hide the spare items of a page, save those that lie near what a finger meets in others; all stay where they are."""
    page.evaluate(THIN_OUT, [ITEMS_A_SHAPE, TARGETS])


def cut_off(page: Page) -> list[str]:
    """Return what is cut off on a page without a hint, once what watches its parts has spoken."""
    page.evaluate("new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))")
    return [str(each) for each in page.evaluate(CUT_OFF)]


def violations(page: Page, engine: Path, *rules: str, without: str = "") -> list[str]:
    """Return what axe-core finds serious or critical on a page.

    Args:
        page: The page, which is open.
        engine: The file of axe-core.
        rules: The rules to run; none means all.
        without: A selector of what is passed over.
    """
    if not page.evaluate("'axe' in window"):  # the policy of a page keeps a script element from being brought in
        page.evaluate(engine.read_text("utf-8"))
    return [str(each) for each in page.evaluate(RUN, [list(rules) or None, [without] if without else []])]


def wrong_skips(page: Page) -> list[str]:
    """Return what is wrong with the link that skips to the content, used as a keyboard uses it on a page just opened."""
    if page.evaluate("document.activeElement === document.body"):
        page.keyboard.press("Tab")
    else:  # the page of the search puts the reader into its field
        page.locator(".codev-skip").focus()
    link = page.locator(":focus")
    complaints = []
    if link.inner_text() != "Skip to content":
        complaints.append("the first press of Tab does not offer to skip to the content")
    if not link.evaluate("(each) => { const box = each.getBoundingClientRect(); return box.top >= 0 && box.left >= 0; }"):
        complaints.append("the skip link is out of sight")
    page.keyboard.press("Enter")
    found = page.evaluate(FOCUSED)
    if (found["focused"], found["main"], found["aside"]) != (True, True, False):
        complaints.append(f"the skip link does not put the reader into the page's own content: {found}")
    if found["top"] < found["below"] - 1:
        complaints.append("the content begins below the header")
    # From there the next press goes on inside the content, or after it where it holds nothing to press.
    page.keyboard.press("Tab")
    if not page.evaluate("document.activeElement.closest('.codev-header, .codev-subnav') === null"):
        complaints.append("the press after skipping goes back to the header")
    page.evaluate("document.activeElement.blur()")
    return complaints


def missed(page: Page, within: str, least: int) -> list[str]:
    """Return the controls that are not hit, each with what is; below an element that holds more controls than ``least``."""
    tried, complaints = page.evaluate(MISSED, within)
    assert tried > least, (page.url, within)
    return [str(each) for each in complaints]


def missed_anywhere(page: Page) -> list[str]:
    """Return the controls of a page that are not hit, those of folded parts and of the menu of exports among them."""
    # What unfolds in the page; a menu that unfolds over it is tried by itself.
    page.evaluate(
        """for (const each of document.querySelectorAll("details:not(.ct-export):not([open])")) {
          each.open = true;
          each.dataset.tried = "yes";
        }"""
    )
    found = missed(page, "body", 10)
    if page.locator(".ct-export").count():
        page.locator(".ct-export > summary").click()
        found += missed(page, ".ct-export", 2)
        page.locator(".ct-export > summary").click()
    page.evaluate(
        """for (const each of document.querySelectorAll("details[data-tried]")) {
          each.open = false;
          delete each.dataset.tried;
        }
        scrollTo(0, 0);"""
    )
    return found
