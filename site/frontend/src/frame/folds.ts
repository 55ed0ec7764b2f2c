/** Folds (`<details>`): what an address names is never hidden in one, and on paper all of them are open. */

/** Opens the folds around what the address names, now and whenever the address changes, and all folds while the page is printed. */
export function openFolds(): void {
  openAroundTarget();
  addEventListener("hashchange", openAroundTarget);
  const print = matchMedia("print");
  let opened: HTMLDetailsElement[] = [];
  print.addEventListener("change", () => {
    if (print.matches) opened = [...document.querySelectorAll<HTMLDetailsElement>("details:not([open])")];
    for (const each of opened) each.open = print.matches;
  });
}

function openAroundTarget(): void {
  let id: string;
  try {
    id = decodeURIComponent(location.hash.slice(1));
  } catch {
    return; // no address of ours
  }
  const target = id === "" ? null : document.getElementById(id);
  let isOpened = false;
  for (let fold = target?.closest("details"); fold; fold = fold.parentElement?.closest("details")) {
    isOpened ||= !fold.open;
    fold.open = true;
  }
  if (isOpened) target?.scrollIntoView();
}
