"""What the panel of the candidates says about its state. Without Qt widgets, so that it is easy to check."""

from __future__ import annotations

from dataclasses import dataclass

from courseplanner.base.i18n import Text, text
from courseplanner.model.course.candidate import Certainty, is_impossible
from courseplanner.project.document import Document
from courseplanner.ui.look.notice import Message
from courseplanner.ui.state import Work

__all__ = ["PanelState", "panel_state"]

_PLAN = text("Plan courses")
_AGAIN = text("Plan again")
_CUT = text("The time for the search ran out; more time may find other courses.")
_CUT_IN_VAIN = text("The time for the search ran out; more time would not help.")


@dataclass(frozen=True, slots=True)
class PanelState:
    """What stands in the panel.

    Parameters
    ----------
    alone : Message or None
        In place of the table.
    over, under : Message or None
        Above and below the table.
    """

    alone: Message | None = None
    over: Message | None = None
    under: Message | None = None


def panel_state(document: Document, work: Work | None) -> PanelState:
    """Tell what the panel says about a document and what is being done."""
    if not document.candidates:
        return PanelState(alone=_without_candidates(document, work))
    return PanelState(over=_over(document), under=_under(document))


def _without_candidates(document: Document, work: Work | None) -> Message:
    can_plan = document.brief is not None and not document.problems
    if document.is_searching:
        return Message(text("Searching…"), () if work is None else (work.words,))
    if document.answered is not None:
        words = _no_course(document)
        return Message(
            words,
            _not_met(document),
            failed=True,
            action=_AGAIN if document.is_stale and can_plan else None,
        )
    if document.problems:
        return Message(text("Fix what is marked in the brief, then plan."))
    return Message(text("Say what the race must be, then plan."), action=_PLAN if can_plan else None)


def _no_course(document: Document) -> Text:
    if is_impossible(document.unmet):
        words = text("No course fits this brief.")
        changed = text("No course fits the brief as it was; it has changed since.")
    else:
        words = text("No course was found for this brief.")
        changed = text("No course was found for the brief as it was; it has changed since.")
    return changed if document.is_stale else words


def _over(document: Document) -> Message | None:
    if document.is_searching:
        return Message(text("Searching goes on; these may still change."))
    if document.is_stale:
        can_plan = document.brief is not None and not document.problems
        return Message(text("The brief has changed since; plan again."), action=_AGAIN if can_plan else None)
    return None


def _under(document: Document) -> Message | None:
    if document.is_searching:
        return None
    notes = _not_met(document)
    return Message(notes[0], notes[1:]) if notes else None


def _not_met(document: Document) -> tuple[Text, ...]:
    words = tuple(one.words for one in document.unmet)
    if document.complete:
        return words
    is_open = document.candidates or not document.unmet
    helps = is_open or document.unmet[0].certainty is Certainty.SEARCHED
    return (*words, _CUT if helps else _CUT_IN_VAIN)
