"""The site's graph view in the explorer: what `codev explore` hands over, and the parts of its data.

The view is made by `codev.site`, which stands beside this package; the command line, which knows both, hands its script, its
style and its data over with `provide`.  Without it pictures are drawn by Graphviz only.
"""

from __future__ import annotations

import json
import re
import threading
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from weakref import WeakKeyDictionary

import networkx as nx

from codev.atlas import Atlas

GraphData = Mapping[str, Any]
"""The graph as the view's script reads it: lists side by side (`codev.site.graph_data`)."""

ROOT_FONT_SHARE = 1.25
"""The site's theme sets the root's font to 20 pixels, Streamlit to 16: lengths in ``rem`` are stretched by this."""

QUERY_LENGTH_MAX = 600
"""The query string of a view is never longer (characters)."""

LAID_OUT_MAX = 80
"""Parts with more nodes keep their places in the whole: laying them out would take longer than a click may."""

EXTENT = 1000
"""The places of a small part reach from minus this to this."""

DISTANCE_BETWEEN_PARTS = 4
"""The length of a path, in edges, that stands for there being none."""

_REM = re.compile(r"(?<![\w.#-])(\d*\.?\d+)rem\b")
_MEDIA = re.compile(r"@media[^{]*\{")


@dataclass(frozen=True)
class GraphModule:
    """The site's graph view.

    Attributes:
        script: JavaScript that defines ``codevGraph.mountGraph``.
        style: Its style sheet, with the colours of the site.
        data: Makes the data of the whole graph.
    """

    script: str
    style: str
    data: Callable[[Atlas], GraphData]


_provided: list[GraphModule] = []
_lock = threading.Lock()
_texts: WeakKeyDictionary[Atlas, GraphData] = WeakKeyDictionary()


def provide(module: GraphModule | None) -> None:
    """Hand the view over to all visitors of this process.

    Args:
        module: The view; None takes it away.
    """
    with _lock:
        _provided[:] = [module] if module is not None else []
        _texts.clear()


def provided() -> GraphModule | None:
    """Return the view, or None where there is none (yet)."""
    with _lock:
        return _provided[0] if _provided else None


def whole_graph(module: GraphModule, atlas: Atlas) -> GraphData:
    """Return the data of the whole graph, made once for a knowledge base.

    Args:
        module: The view.
        atlas: The knowledge base.
    """
    with _lock:
        found = _texts.get(atlas)
        if found is None:
            found = _texts[atlas] = module.data(atlas)
        return found


def part_of(data: GraphData, names: Collection[str], relations: Collection[str]) -> dict[str, Any]:
    """Return the data of a part of the graph: some nodes and the edges between them.

    A small part is laid out by itself, since its nodes may stand close together in the whole; a large one keeps its places.

    Args:
        data: The data of the whole graph.
        names: The nodes, by their names in the graph.
        relations: The relations that are kept.
    """
    wanted, kept = set(names), set(relations)
    nodes, edges = data["nodes"], data["edges"]
    old = [number for number, name in enumerate(nodes["id"]) if name in wanted]
    new = {number: place for place, number in enumerate(old)}
    numbers = {number for number, relation in enumerate(data["relations"]) if relation in kept}
    chosen = [
        edge
        for edge, (source, target) in enumerate(zip(edges["source"], edges["target"], strict=True))
        if source in new and target in new and edges["relation"][edge] in numbers
    ]
    claims = sorted({edges["claim"][edge] for edge in chosen if edges["claim"][edge] >= 0})
    claim_places = {number: place for place, number in enumerate(claims)}
    claim_ids = [data["claims"][number] for number in claims]
    part_edges = {name: [values[edge] for edge in chosen] for name, values in edges.items()}
    part_edges["source"] = [new[number] for number in part_edges["source"]]
    part_edges["target"] = [new[number] for number in part_edges["target"]]
    part_edges["claim"] = [claim_places.get(number, -1) for number in part_edges["claim"]]
    texts = data.get("claimTexts", {})
    part_nodes = {name: [values[number] for number in old] for name, values in nodes.items()}
    if 1 < len(old) <= LAID_OUT_MAX:
        part_nodes["x"], part_nodes["y"] = _places(len(old), part_edges["source"], part_edges["target"])
    return {
        **data,
        "nodes": part_nodes,
        "edges": part_edges,
        "claims": claim_ids,
        "claimTexts": {claim: texts[claim] for claim in claim_ids if claim in texts},
        "loops": [
            {**loop, "nodes": [new[number] for number in loop["nodes"]]}
            for loop in data["loops"]
            if all(number in new for number in loop["nodes"])
        ],
        "nodeCount": len(old),
    }


def _places(count: int, sources: Sequence[int], targets: Sequence[int]) -> tuple[list[int], list[int]]:
    """Return where the nodes of a small part go: as far from each other as their paths are long."""
    part: nx.Graph[int] = nx.Graph()
    part.add_nodes_from(range(count))
    part.add_edges_from(zip(sources, targets, strict=True))
    # Parts without a path between them are joined at a distance, so that none drifts away.
    first, *others = (min(nodes) for nodes in nx.connected_components(part))
    part.add_edges_from(((first, other) for other in others), weight=DISTANCE_BETWEEN_PARTS)
    places = nx.kamada_kawai_layout(part, weight="weight", scale=EXTENT)
    across, up = ([round(float(places[number][axis])) for number in range(count)] for axis in (0, 1))
    return across, up


def encode(data: GraphData) -> str:
    """Return data as JSON."""
    return json.dumps(data, ensure_ascii=False, separators=(",", ":"))


def component_style(module: GraphModule) -> str:
    """Return the style sheet for the component: lengths fitted to Streamlit's root, but not those that ask for the window."""
    return (
        _MEDIA.sub(
            lambda found: found.group().replace("\0", "rem"),
            _REM.sub(
                lambda found: f"{float(found.group(1)) * ROOT_FONT_SHARE:g}rem",
                _MEDIA.sub(lambda found: found.group().replace("rem", "\0"), module.style),
            ),
        )
        + _OWN_STYLE
    )


def component_script(module: GraphModule) -> str:
    """Return the component's script: the view, and what ties it to Streamlit."""
    return f"{module.script}\n{_TIE}"


_OWN_STYLE = """
.codev-graph{--codev-sans:var(--st-font);--cw-sans:var(--st-font);--cw-radius:2px;--codev-sticky-top:0rem;
color:var(--codev-ink);background:transparent}
.codev-graph *{box-sizing:border-box}
"""

_TIE = """
const pages = {
  works: "question=works&show=",
  models: "question=lineage&of=model%3A",
  datasets: "question=lineage&of=dataset%3A",
  taxonomy: "question=works&node=",
};
function pageOf(address) {
  const [folder, name] = address.split("/").filter(Boolean);
  const stem = address.split("/").filter(Boolean).at(-1);
  return folder in pages && name ? `?${pages[folder]}${encodeURIComponent(decodeURIComponent(stem))}` : null;
}
export default function ({ data, parentElement, setStateValue }) {
  const kept = parentElement.codevKept;
  if (kept && kept.version === data.version && kept.scheme === data.scheme) {
    // A run that this view caused brings back what it told; anything else is a step back or a link.
    if (data.query !== kept.told) { kept.told = data.query; kept.view.setQuery(data.query); }
    return;
  }
  if (kept) { clearTimeout(kept.timer); kept.view.close(); kept.place.remove(); }
  const place = document.createElement("div");
  place.dataset.mdColorScheme = data.scheme;
  parentElement.appendChild(place);
  const state = { version: data.version, scheme: data.scheme, told: data.query, timer: 0, place, view: null };
  const tell = (query) => { state.told = query; setStateValue("query", query); };
  state.view = codevGraph.mountGraph(place, JSON.parse(data.graph), {
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
"""
