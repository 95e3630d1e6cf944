"""What is said of a course wherever it goes: what it is, what it is not, and what it was made from."""

from __future__ import annotations

import re
from collections.abc import Iterable

from courseplanner.base.i18n import Text, text
from courseplanner.export.course_package import CoursePackage
from courseplanner.model.course.candidate import Candidate
from courseplanner.model.provenance import Provenance

__all__ = ["osm_credit", "sources_in_words", "what_it_is", "what_it_is_of"]

_OSM_FILE = re.compile(r"\.(osm|pbf)\b", re.IGNORECASE)


def what_it_is(package: CoursePackage) -> Text:
    """Say that it is a plan, how long, along what, and from which data."""
    return what_it_is_of(package.candidate, package.provenance)


def what_it_is_of(candidate: Candidate, provenance: Iterable[Provenance]) -> Text:
    """Say the same of a candidate and its sources."""
    template = (
        "Planned length {length:.3f} m along the shortest possible route, by the widths of the map; "
        "not a measurement. Map data: {sources}"
        if candidate.ground_m is None
        else "Planned length {length:.3f} m on the ground, along the shortest possible route, by the widths "
        "of the map and the heights written here; not a measurement. Data: {sources}"
    )
    return text(template, length=candidate.planned_m, sources=sources_in_words(provenance))


def sources_in_words(provenance: Iterable[Provenance]) -> str:
    """Name the sources with their licences."""
    return ", ".join(
        source.source if source.licence is None else f"{source.source} ({source.licence})"
        for source in provenance
    )


def osm_credit(provenance: Iterable[Provenance]) -> tuple[Text, ...]:
    """Credit OpenStreetMap, unless all files of roads say that they come under another licence."""
    licences = [source.licence for source in provenance if _OSM_FILE.search(source.source)]
    if licences and not any(licence is None or "ODbL" in licence for licence in licences):
        return ()
    return (text("Map data © OpenStreetMap contributors, ODbL."),)
