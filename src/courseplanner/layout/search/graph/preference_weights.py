"""What a walk is weighed by, from what the brief prefers."""

from __future__ import annotations

from collections.abc import Collection

import numpy as np
from numpy.typing import NDArray

from courseplanner.layout.search.kernels import figures as of
from courseplanner.model.brief.brief import Brief
from courseplanner.model.brief.preferences import PREFERRED, WEIGHTS, Preference

__all__ = ["for_scenery", "keenness_of", "wants_scenic_one", "weights_of"]

_UNPAVED = -0.3
_TUNNEL = -0.3
"""No sights, no air and no way in for an ambulance: as bad as loose ground. The rule TUNNEL advises none."""
_TURNAROUND = -0.03
"""A way out and straight back costs as much as 3 % of the length run twice."""

_ABOVE_ALL = 8.0
"""How much more scenery weighs for the most scenic candidate."""
_LEAST_FOR_SCENIC = 3

_SIGNED = {
    Preference.SCENERY: (of.SCENERY, 1.0),
    Preference.MOTOR_FREE: (of.MOTOR_FREE, 1.0),
    Preference.FEW_REPEATS: (of.REPEATED, -1.0),
    Preference.FEW_TURNS: (of.TURNS, -1.0),
    Preference.FEW_CROSSINGS: (of.CROSSINGS, -1.0),
    Preference.LITTLE_CLIMB: (of.CLIMB, -1.0),
    Preference.WIDE: (of.NARROW, -1.0),
    Preference.KNOWN_ROADS: (of.UNKNOWN_SURFACE, -1.0),
    Preference.ROUND: (of.ROUNDNESS, 1.0),
    Preference.MANY_PLACES: (of.PLACES, 1.0),
}


def weights_of(prefer: Collection[Preference]) -> NDArray[np.float64]:
    """Give the weight of each figure of a walk, in the order of `kernels_figures`."""
    weight = np.zeros(of.FIGURES)
    weight[of.UNPAVED], weight[of.TUNNEL], weight[of.TURNAROUNDS] = _UNPAVED, _TUNNEL, _TURNAROUND
    for preference, (figure, sign) in _SIGNED.items():
        weight[figure] = sign * WEIGHTS[preference] * (PREFERRED if preference in prefer else 1.0)
    return weight


def keenness_of(prefer: Collection[Preference]) -> NDArray[np.float64]:
    """Tell how keenly trials look for each figure: 1, or more where it is preferred."""
    keen = np.ones(of.FIGURES)
    keen[[_SIGNED[preference][0] for preference in prefer]] = PREFERRED
    return keen


def wants_scenic_one(brief: Brief) -> bool:
    """Tell whether one of the candidates is to be the most scenic: not where other things are preferred."""
    prefer = brief.search.prefer
    return brief.search.candidates >= _LEAST_FOR_SCENIC and (not prefer or Preference.SCENERY in prefer)


def for_scenery(figures: NDArray[np.float64]) -> NDArray[np.float64]:
    """Give weights, or keenness, of who wants scenery above all."""
    changed = figures.copy()
    changed[of.SCENERY] *= _ABOVE_ALL
    return changed
