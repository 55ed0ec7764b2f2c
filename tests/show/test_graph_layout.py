"""The layout: deterministic, bounded, related nodes near one another, and time in proportion to size."""

from __future__ import annotations

import time

import numpy as np
import pytest

from codev.show.graph_layout import EXTENT, _convolved, _kernel, place_nodes


def edges_of(pairs: list[tuple[int, int]]) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Return sources, targets and weights."""
    ends = np.array(pairs, dtype=np.intp).reshape(-1, 2)
    return ends[:, 0], ends[:, 1], np.ones(len(pairs))


def cliques(count: int, size: int) -> list[tuple[int, int]]:
    """Return groups in which everybody knows everybody, joined in a row by single edges."""
    pairs = [
        (group * size + one, group * size + other) for group in range(count) for one in range(size) for other in range(one)
    ]
    return pairs + [(group * size, (group + 1) * size) for group in range(count - 1)]


@pytest.mark.parametrize("count", [0, 1, 2, 3])
def test_few_nodes_without_edges(count: int) -> None:
    places = place_nodes(count, *edges_of([]))
    assert places.shape == (count, 2)
    assert np.isfinite(places).all()


def test_the_same_graph_gives_the_same_places() -> None:
    first, second = (place_nodes(60, *edges_of(cliques(6, 10))) for _ in range(2))
    assert np.array_equal(first, second)


def test_places_are_whole_numbers_within_the_extent() -> None:
    places = place_nodes(60, *edges_of(cliques(6, 10)))
    assert np.array_equal(places, np.rint(places))
    assert np.abs(places).max() == EXTENT


def test_groups_stand_together() -> None:
    places = place_nodes(60, *edges_of(cliques(6, 10))).reshape(6, 10, 2)
    middles = places.mean(axis=1)
    within = np.hypot(*(places - middles[:, None]).reshape(-1, 2).T).mean()
    gaps = [np.hypot(*(one - other)) for number, one in enumerate(middles) for other in middles[:number]]
    assert within < 0.5 * min(gaps)


def test_heavier_edges_are_shorter() -> None:
    sources, targets, _ = edges_of([(0, 1), (1, 2)])
    places = place_nodes(3, sources, targets, np.array([5.0, 1.0]))
    assert np.hypot(*(places[0] - places[1])) < np.hypot(*(places[1] - places[2]))


def test_what_nothing_connects_stays_near() -> None:
    places = place_nodes(80, *edges_of(cliques(6, 10)))
    distances = np.hypot(*(places - np.median(places, axis=0)).T)
    assert distances.max() < 4 * np.quantile(distances, 0.75)


def test_edges_to_itself_and_twice_do_no_harm() -> None:
    places = place_nodes(3, *edges_of([(0, 0), (0, 1), (0, 1), (1, 0)]))
    assert np.isfinite(places).all()


@pytest.mark.slow
def test_time_grows_with_the_graph_and_not_with_its_square() -> None:
    def seconds(count: int) -> float:
        chance = np.random.default_rng(1)
        targets = chance.integers(0, count, 3 * count)
        sources = (targets * chance.random(3 * count)).astype(np.intp)
        begin = time.perf_counter()
        place_nodes(count, sources, targets, np.ones(3 * count), iterations=20)
        return time.perf_counter() - begin

    small = min(seconds(4_000) for _ in range(3))
    large = min(seconds(40_000) for _ in range(2))
    assert large < 30 * small, "ten times the nodes; all pairs would take a hundred times as long"


def test_the_field_is_that_of_whole_transforms() -> None:
    kernel = _kernel(16)
    spread = np.random.default_rng(3).random((16, 16))
    whole = np.fft.irfft2(np.fft.rfft2(spread, (32, 32)) * kernel, (32, 32))[:, :16, :16]
    assert np.allclose(_convolved(spread, kernel), whole, rtol=1e-12, atol=1e-12)
