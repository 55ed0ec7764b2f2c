// Ties the site's graph view to Streamlit: another component brings `codevGraph` (codev.explorer.widgets.graph_component).
const pageOf = (address) =>
  address.startsWith("?") ? address : `?question=claims&show=${encodeURIComponent(address.split("#")[1] ?? "")}`;
// What the server has sent, by version, since it sends a graph once; a script may be loaded anew for each run.
const held = (globalThis.codevGraphs ??= new Map());
export default function show(given) {
  const { data, parentElement, setStateValue, setTriggerValue } = given;
  if (data.graph) held.set(data.version, data.graph);
  clearTimeout(parentElement.codevWaiting);
  // The view itself may come later than what it shows.
  if (!globalThis.codevGraph) { parentElement.codevWaiting = setTimeout(() => show(given), 50); return; }
  // A page that lost it asks for it again.
  if (!held.has(data.version)) { setTriggerValue("lost", data.version); return; }
  const kept = parentElement.codevKept;
  if (kept && kept.version === data.version && kept.scheme === data.scheme) {
    // A run that this view caused brings back what it told; anything else is a step back or a link.
    if (data.query !== kept.told) { kept.told = data.query; kept.view.setQuery(data.query); }
    return;
  }
  if (kept) { clearTimeout(kept.timer); kept.view.close(); kept.place.remove(); }
  const place = document.createElement("div");
  place.dataset.mdColorScheme = data.scheme;
  place.addEventListener("click", (event) => {
    const link = event.target.closest("a[href^='?']");
    // The view has followed its own links, such as those of its nodes, by now.
    if (!link || event.defaultPrevented || event.button !== 0 || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
    event.preventDefault();
    setTriggerValue("asked", link.getAttribute("href"));
  });
  parentElement.appendChild(place);
  const state = { version: data.version, scheme: data.scheme, told: data.query, timer: 0, place, view: null };
  const tell = (query) => { state.told = query; setStateValue("told", { query, held: data.version }); };
  state.view = codevGraph.mountGraph(place, JSON.parse(held.get(data.version)), {
    query: data.query,
    page: pageOf,
    changed: (query, isStep) => {
      clearTimeout(state.timer);
      // Moving about is no step: the address follows when the reader has come to rest.
      if (isStep) tell(query); else state.timer = setTimeout(() => tell(query), 1200);
    },
  });
  parentElement.codevKept = state;
}
