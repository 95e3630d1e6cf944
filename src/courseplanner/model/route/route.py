"""A course that can be held: the roads that it runs on, by the names that OpenStreetMap gives them.

A route is what is stored, edited, compared and sent. All that is known of it is derived, by
`courseplanner.layout.survey.survey`.
"""

from __future__ import annotations

from dataclasses import dataclass

__all__ = ["Anchor", "Position", "Route", "RouteClosing", "Span", "Straight"]

LonLat = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of one OSM way, in running direction.

    Parameters
    ----------
    way : int
        OSM id.
    from_node, to_node : int
        OSM ids of two of its nodes.
    via_node : int or None
        The node next to `from_node` that it runs to first, where the way leads from one to the other in more
        than one manner: it comes back to a node, or is a ring. `None` where there is one manner.
    from_part, to_part : float
        Where it begins and ends between these nodes, as parts of the length from the first to the second.
    line : tuple of (float, float)
        Longitude and latitude of its shape, simplified to 2 m and rounded to 7 decimals: by it the span is
        found again where its way or its nodes are gone.
    """

    way: int
    from_node: int
    to_node: int
    via_node: int | None = None
    from_part: float = 0.0
    to_part: float = 1.0
    line: tuple[LonLat, ...] = ()


@dataclass(frozen=True, slots=True)
class Straight:
    """A stretch that follows no road of the map: straight from point to point.

    Parameters
    ----------
    line : tuple of (float, float)
        Longitudes and latitudes, at least two.
    """

    line: tuple[LonLat, ...]


@dataclass(frozen=True, slots=True)
class Anchor:
    """A place that the course is to pass.

    Parameters
    ----------
    name : str
        May be empty.
    lon, lat : float
    """

    name: str
    lon: float
    lat: float


@dataclass(frozen=True, slots=True, order=True)
class Position:
    """A point on the roads of a route.

    Parameters
    ----------
    lap : int
        0 on the first.
    span : int
        Index among the spans.
    part : float
        Of the length of that span, 0 to 1.
    """

    lap: int
    span: int
    part: float


@dataclass(frozen=True, slots=True)
class RouteClosing:
    """How a route was brought to a length.

    Parameters
    ----------
    method : str
        `start-slide`, `finish-slide`, `turnaround` or `detour`.
    start : Position
    finish : Position
        Of an out-and-back course where it turns.
    length_m : float
        What its written line is to measure: on the ground where heights are known, else on the ellipsoid.
    """

    method: str
    start: Position
    finish: Position
    length_m: float


@dataclass(frozen=True, slots=True)
class Route:
    """The roads of a course, in running order.

    Parameters
    ----------
    shape : str
        As in a brief.
    spans : tuple of Span or Straight
        Of one lap, of the way out, or of the whole course; each begins where the one before it ends.
    laps : int
    lead_in_m : float
        What is run of a lap, roughly, before the first whole one.
    anchors : tuple of Anchor
    closing : RouteClosing or None
        `None` where it was not brought to a length: then it is run from end to end.
    made_on : str
        Fingerprint of the ground that it was laid on.
    """

    shape: str
    spans: tuple[Span | Straight, ...]
    laps: int = 1
    lead_in_m: float = 0.0
    anchors: tuple[Anchor, ...] = ()
    closing: RouteClosing | None = None
    made_on: str = ""

    @property
    def is_ring(self) -> bool:
        """Whether its spans end where they begin."""
        return self.shape in ("loop", "laps")
