/** Keyboard shortcuts of one key, which never get in the way of typing. */

/** Where keys are typed, or mean something else. */
const TYPING = "input:not([type=checkbox], [type=radio], [type=range]), textarea, select, [contenteditable], dialog";

const actions = new Map<string, () => void>();

/** Calls an action when a key is pressed outside of fields. */
export function onShortcut(key: string, action: () => void): void {
  if (actions.size === 0) document.addEventListener("keydown", listen);
  actions.set(key, action);
}

function listen(event: KeyboardEvent): void {
  if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.target instanceof Element && event.target.closest(TYPING)) return;
  const action = actions.get(event.key);
  if (!action) return;
  event.preventDefault();
  action();
}
