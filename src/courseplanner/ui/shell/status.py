"""The status line: the planned length against its target, and what is failed or unknown, always in sight."""

from __future__ import annotations

from courseplanner.base.i18n import Text, text
from courseplanner.model.course.candidate import Candidate
from courseplanner.project.document import Document
from courseplanner.ui.look.figures import finding_counts, metres

__all__ = ["status_words"]


def status_words(document: Document) -> Text:
    """Say what is looked at, in one line."""
    candidate = document.course
    if candidate is not None:
        return _of_candidate(candidate)
    if document.region is None:
        return text("No region is open yet.")
    if document.brief is None:
        return text("The brief has errors.")
    return text(
        "To be planned: {target} m = {nominal} × {factor}",
        target=metres(document.brief.event.target_m),
        nominal=metres(document.brief.event.nominal_m),
        factor=f"{document.brief.event.prevention_factor:g}",
    )


def _of_candidate(candidate: Candidate) -> Text:
    length, target = metres(candidate.planned_m), metres(candidate.target_m)
    return text(
        "Course {id}  ·  {planned} = {nominal} × {factor}  ·  {true}  ·  {found}",
        id=candidate.id,
        planned=text("{length} m planned", length=length)
        if length == target
        else text("{length} m planned against {target} m", length=length, target=target),
        nominal=metres(candidate.nominal_m),
        factor=f"{candidate.target_m / candidate.nominal_m:.6g}",
        true=_true_length(candidate),
        found=_found(candidate),
    )


def _found(candidate: Candidate) -> Text:
    if not candidate.findings:
        return text("not checked yet")
    fails, _, unknowns = finding_counts(candidate)
    return text("{fails} failed, {unknowns} unknown", fails=fails, unknowns=unknowns)


def _true_length(candidate: Candidate) -> Text:
    """Say how well the length is known; the true one only a ride tells."""
    budget = candidate.budget
    if budget is None:
        return text("true length unknown until measured")
    return text(
        "± {uncertainty:.0f} m by widths and map; true length unknown until measured",
        uncertainty=budget.uncertainty_m,
    )
