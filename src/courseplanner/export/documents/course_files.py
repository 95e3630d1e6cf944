"""The files that are written of each candidate: their kinds and names, said once."""

from __future__ import annotations

from courseplanner.model.course.candidate import Candidate

__all__ = ["files_of"]


def files_of(candidate: Candidate) -> dict[str, str | None]:
    """Name the files of a candidate in the folder of a plan.

    Parameters
    ----------
    candidate : Candidate

    Returns
    -------
    dict of str to str or None
        Name relative to that folder, with `/`, by kind of file; `None` where there is nothing to write.
    """
    folder = candidate.id
    return {
        "gpx": f"{folder}/course.gpx",
        "centreline": f"{folder}/centreline.geojson",
        "certification_map": f"{folder}/certification-map.pdf",
        "stations": f"{folder}/stations.csv",
        "marks": f"{folder}/marks.csv",
        "conditions": None if candidate.along is None else f"{folder}/conditions.csv",
    }
