"""What is different with a course that exists: it was recorded, not laid along the shortest route."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from courseplanner.layout.line.rounds import Closed
from courseplanner.measure.geometry.geodesy import chainages_m, distance_m, ground_chainages_m
from courseplanner.measure.ground.profile import profile_of
from courseplanner.measure.ground.relief import relief_of_track
from courseplanner.model.course.survey import CourseFacts
from courseplanner.model.course.track import Track

__all__ = ["closed_along_roads", "with_recorded"]


def closed_along_roads(closed: Closed) -> Closed:
    """Give a course along the middle of its roads: nobody knows where on them it was run."""
    centreline = closed.routed.centreline
    # Nor whether a divider stood where runners met.
    halved = np.zeros(len(centreline.edge), dtype=np.bool_)
    routed = replace(closed.routed, line=centreline, beside_m=centreline.chainage_m, halved=halved)
    return replace(closed, routed=routed, judged_m=centreline.length_m)


def with_recorded(facts: CourseFacts, track: Track, *, has_terrain: bool) -> CourseFacts:
    """Put what a track says of itself over what is found along its roads: its ends, its length, its heights.

    Parameters
    ----------
    facts : CourseFacts
    track : Track
    has_terrain : bool
        Whether elevation files are given; else the heights are those of the track.
    """
    own_m = chainages_m(track.lon, track.lat)
    separation_m = distance_m(track.lon[0], track.lat[0], track.lon[-1], track.lat[-1])
    facts = replace(facts, separation_m=separation_m)
    if has_terrain:
        if facts.ground_m is None:
            return facts
        ground_m = own_m[-1] * (facts.ground_m / facts.course.course_m)
        return replace(facts, ground_m=float(ground_m))
    relief = relief_of_track(own_m, track.height_m)
    if relief is None:
        return facts
    measured_m = ground_chainages_m(own_m, relief.heights(own_m))
    ground_m = own_m[-1] * float(measured_m[-1] / own_m[-1])
    return replace(facts, ground_m=float(ground_m), profile=profile_of(relief))
