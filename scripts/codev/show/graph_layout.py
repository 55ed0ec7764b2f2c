"""Places the nodes of a graph: a force-directed layout whose time grows with nodes and edges, not with pairs of nodes.

The forces are those of ForceAtlas2 (Jacomy, Venturini, Heymann, Bastian 2014, doi:10.1371/journal.pone.0098679): edges attract
linearly, nodes repel each other by the product of their degrees over their distance, gravity holds the parts together, and each
node's step is damped where it swings.  Repulsion is computed on a mesh (masses are spread over cells, the field is a
convolution by fast Fourier transforms), since networkx's own layout computes all pairs: over 50 times slower on
the real graph, and out of reach for 30,000 nodes.
The same graph gives the same places.  An empty graph gives no places.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from scipy import fft
from scipy.spatial import cKDTree

Numbers = NDArray[np.intp]
Places = NDArray[np.float64]

EXTENT = 10_000
"""Places are whole numbers from -EXTENT to EXTENT, so that a last bit of rounding does not change the bytes of the data."""

ITERATIONS = 240
"""Steps: after these the picture of the real knowledge base no longer changes to the eye."""

MESH = 128
"""Cells along each side of the mesh: what is nearer than a cell repels as if it were half a cell away."""

GRAVITY = 0.05
"""Pull to the middle for each unit of distance ("strong gravity"): keeps what no edge connects in the picture."""

REPULSION = 8.0
"""How strongly nodes push, against edges of weight 1 (ForceAtlas2's "scaling ratio")."""

ROOM = 0.3
"""Nodes are moved apart until they are this share of the average distance between neighbours from each other: without it
what is connected alike, such as the data that one work introduces, would stand in one place."""

ROUNDS = 24
"""How often nodes are moved apart; after these hardly a pair is too near."""

TOLERANCE = 1.0
"""How much swinging is put up with (ForceAtlas2's "jitter tolerance")."""

SEED = 2407_08583
"""Seeds the first places: the number of the survey."""


def place_nodes(count: int, sources: Numbers, targets: Numbers, weights: Places, iterations: int = ITERATIONS) -> Places:
    """Return a place for every node.

    Args:
        count: The number of nodes.
        sources: For each edge the number of its source.
        targets: For each edge the number of its target.
        weights: For each edge how strongly it attracts.
        iterations: How many steps are made.

    Returns:
        Whole numbers, shape (count, 2), from -`EXTENT` to `EXTENT`.
    """
    if count == 0:
        return np.zeros((0, 2))
    masses = np.ones(count)
    masses += np.bincount(sources, weights, count) + np.bincount(targets, weights, count)
    places = _first_places(count)
    kernel = _kernel(MESH)
    speed = 1.0
    before = np.zeros((count, 2))
    for _ in range(iterations):
        forces = _repulsion(places, masses, kernel) - GRAVITY * masses[:, None] * places
        pulls = (places[targets] - places[sources]) * weights[:, None]
        for axis in (0, 1):
            forces[:, axis] += np.bincount(sources, pulls[:, axis], count) - np.bincount(targets, pulls[:, axis], count)
        # What changes its mind swings, what keeps going moves on: the more of the latter, the longer the steps.
        swinging = np.hypot(*(forces - before).T)
        moving = 0.5 * np.hypot(*(forces + before).T)
        target_speed = TOLERANCE * (masses @ moving) / max(masses @ swinging, 1e-9)
        speed += min(target_speed - speed, 0.5 * speed)
        steps = speed / (1.0 + speed * np.sqrt(masses * swinging))
        places += forces * steps[:, None]
        before = forces
    return _fitted(places)


def _first_places(count: int) -> Places:
    """Return random places in a disc, the same each time."""
    chance = np.random.default_rng(SEED)
    angles = chance.uniform(0, 2 * np.pi, count)
    radii = np.sqrt(chance.uniform(0, 1, count)) * np.sqrt(count) * 10
    return np.column_stack([radii * np.cos(angles), radii * np.sin(angles)])


def _kernel(mesh: int) -> NDArray[np.complex128]:
    """Return the transform of the field that a mass of 1 has around it, in cells: distance to the power of -1, both axes."""
    side = np.fft.fftfreq(2 * mesh, 1 / (2 * mesh))
    across, down = np.meshgrid(side, side, indexing="ij")
    squares = across**2 + down**2 + 0.25
    return np.fft.rfft2(np.stack([across / squares, down / squares]))


def _repulsion(places: Places, masses: Places, kernel: NDArray[np.complex128]) -> Places:
    """Return the force with which all others push each node away."""
    mesh = kernel.shape[1] // 2
    low, high = places.min(0), places.max(0)
    width = max(float((high - low).max()), 1e-9) * 1.02
    cells = (places - (low + high) / 2) / width * (mesh - 2) + mesh / 2
    corner = np.floor(cells - 0.5).astype(np.intp)
    inner = cells - 0.5 - corner
    # A mass counts in the four cells around it, by nearness, and feels the field of the same four.
    shares = [
        ((corner[:, 0] + right) * mesh + corner[:, 1] + down, np.abs(1 - right - inner[:, 0]) * np.abs(1 - down - inner[:, 1]))
        for right in (0, 1)
        for down in (0, 1)
    ]
    spread = np.zeros(mesh * mesh)
    for cell, share in shares:
        spread += np.bincount(cell, masses * share, mesh * mesh)
    field = _convolved(spread.reshape(mesh, mesh), kernel).reshape(2, -1)
    felt = np.stack([field[:, cell] * share for cell, share in shares]).sum(0)
    # The field is in cells: a force of 1 / distance grows with the number of cells in a unit of the plane.
    force: Places = felt.T * masses[:, None] * ((mesh - 2) / width) * REPULSION
    return force


def _convolved(spread: Places, kernel: NDArray[np.complex128]) -> Places:
    """Return what masses spread over a mesh make of the kernel, both axes.

    The mesh is padded to twice its sides, and only the mesh itself is wanted: rows of zeros, and those that nobody looks at,
    are not transformed, which takes half the time of `numpy.fft.rfft2` and gives the same numbers.
    """
    mesh, size = len(spread), 2 * len(spread)
    padded = fft.fft(fft.rfft(spread, size, axis=1), size, axis=0)
    rows = fft.ifft(padded * kernel, axis=1, overwrite_x=True)[:, :mesh]
    field: Places = fft.irfft(rows, size, axis=2)[:, :, :mesh]
    return field


RIM = 0.3
"""What is outside the body keeps this share of its distance from it: parts that nothing connects stand in a ring around it."""


def _fitted(places: Places) -> Places:
    """Return places moved and stretched to the extent, as whole numbers; what stands far off is brought near."""
    centred = places - np.median(places, axis=0)
    distances = np.maximum(np.hypot(*centred.T), 1e-9)
    body = float(np.quantile(distances, 0.9))
    centred *= (np.where(distances > body, body + RIM * (distances - body), distances) / distances)[:, None]
    centred = _apart(centred)
    centred -= (centred.min(0) + centred.max(0)) / 2
    fitted: Places = np.rint(centred / max(float(np.abs(centred).max()), 1e-9) * EXTENT)
    return fitted


def _apart(places: Places) -> Places:
    """Return places of which hardly two are too near each other."""
    count = len(places)
    room = ROOM * float(np.ptp(places, axis=0).max()) / np.sqrt(count)
    # What is in one place is parted in a direction of its own: by the golden angle, no two alike.
    angles = np.arange(count) * (np.pi * (3 - np.sqrt(5)))
    own = np.column_stack([np.cos(angles), np.sin(angles)]) * 1e-3 * room
    moved: Places = places + own
    for _ in range(ROUNDS):
        pairs = cKDTree(moved).query_pairs(room, output_type="ndarray")
        if not len(pairs):
            break
        one, other = pairs.T
        gaps = moved[one] - moved[other]
        lengths = np.maximum(np.hypot(*gaps.T), 1e-9)
        pushes = gaps * (0.5 * (room - lengths) / lengths)[:, None]
        for axis in (0, 1):
            moved[:, axis] += np.bincount(one, pushes[:, axis], count) - np.bincount(other, pushes[:, axis], count)
    return moved
