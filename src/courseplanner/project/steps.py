"""What can happen to the document: each function gives the next one, and what changed in it.

All are pure: what they are given stays as it was, so that an earlier document can be shown again.
"""

from __future__ import annotations

from dataclasses import replace

from courseplanner.brief.draft import Draft, judged, sources_of, with_value
from courseplanner.brief.problem import BriefProblem
from courseplanner.model.brief.brief import Brief, Sources
from courseplanner.model.course.candidate import Candidate, Proposal
from courseplanner.model.region import Region
from courseplanner.project.avoid_check import avoid_problems
from courseplanner.project.document import Change, Document, Step
from courseplanner.project.place_check import place_problems
from courseplanner.roads.brief_doubts import brief_doubts

__all__ = [
    "given_up",
    "needs_region",
    "opened",
    "picking",
    "saved",
    "searching",
    "with_answer",
    "with_edit",
    "with_found",
    "with_region",
]


def opened(draft: Draft, before: Document | None = None) -> Step:
    """Open a brief: a new document, which keeps the region of the one before if it is the same."""
    document = Document(draft)
    if before is None:
        return Step(_judged(document), Change.EVERYTHING)
    if before.sources is not None and before.sources == sources_of(draft):
        document = replace(document, region=before.region, sources=before.sources)
    return _step(before, _judged(document))


def with_edit(document: Document, table: str, key: str, value: object) -> Step:
    """Change a value in the draft; `None` leaves its key out."""
    draft = with_value(document.draft, table, key, value)
    if draft is document.draft:
        return Step(document, Change.NOTHING)
    return _step(document, _judged(replace(document, draft=draft)))


def with_region(document: Document, sources: Sources, region: Region) -> Step:
    """Show a region that was read; candidates on the roads of another one go."""
    after = replace(document, sources=sources, region=region)
    if document.answered is not None and document.answered.region.osm != sources.osm:
        after = replace(after, candidates=(), answered=None, unmet=(), complete=True, picked=None)
    return _step(document, _judged(after))


def needs_region(document: Document) -> Sources | None:
    """Give what the region has to be read from; `None` where the right one is there, or none can be."""
    sources = _sources(document.draft, None if document.problems else document.brief)
    return None if sources == document.sources else sources


def searching(document: Document, brief: Brief) -> Step:
    """Begin an answer to a brief. Earlier candidates stay until the first new ones come."""
    before = given_up(document).document
    return _step(document, replace(before, asked=brief, is_searching=True))


def with_found(document: Document, candidates: tuple[Candidate, ...]) -> Step:
    """Show the best candidates so far; the search goes on and may replace them."""
    if not document.is_searching or not candidates:
        return Step(document, Change.NOTHING)
    after = replace(document, candidates=candidates, unmet=(), complete=True)
    return _step(document, _answering(after))


def with_answer(document: Document, proposal: Proposal) -> Step:
    """Show the answer of a search."""
    if not document.is_searching:
        return Step(document, Change.NOTHING)
    after = replace(
        document,
        candidates=proposal.candidates,
        unmet=proposal.unmet,
        complete=proposal.complete,
        is_searching=False,
    )
    return _step(document, _answering(after))


def given_up(document: Document) -> Step:
    """End a search without its answer: what has come so far stays, or else the earlier answer."""
    if not document.is_searching:
        return Step(document, Change.NOTHING)
    complete = document.complete and document.asked is not None
    return _step(document, replace(document, is_searching=False, asked=None, complete=complete))


def picking(document: Document, candidate: str) -> Step:
    """Look at another candidate, named by its id."""
    if all(one.id != candidate for one in document.candidates):
        return Step(document, Change.NOTHING)
    return _step(document, replace(document, picked=candidate))


def saved(document: Document, draft: Draft) -> Step:
    """Take the draft as it was saved; under another name, it still is the brief that was answered."""
    after = _judged(replace(document, draft=draft))

    def moved(brief: Brief | None) -> Brief | None:
        if brief is None:
            return None
        if brief == document.brief:
            return after.brief
        return brief.model_copy(update={"path": draft.place})

    return _step(document, replace(after, answered=moved(document.answered), asked=moved(document.asked)))


def _sources(draft: Draft, brief: Brief | None) -> Sources | None:
    """Give the sources of a draft: those of the brief that it stands for, where nothing is wrong in it."""
    return sources_of(draft) if brief is None else brief.region


def _judged(document: Document) -> Document:
    """Judge the draft again. The brief in force stays while the draft is wrong."""
    brief, problems = judged(document.draft)
    region = document.region
    doubts: tuple[BriefProblem, ...] = ()
    if region is not None and document.sources == _sources(document.draft, brief):
        problems += place_problems(document.draft.tables["course"], region.places)
        if brief is not None:
            problems += avoid_problems(brief, region)
            doubts = () if problems else brief_doubts(brief, region)
    document = replace(document, doubts=doubts)
    if not problems:
        # An equal brief stays the same object, so that nobody has to draw it again.
        return replace(document, problems=(), brief=document.brief if brief == document.brief else brief)
    # Whether it names places that exist may turn out only when its region was read.
    in_force = None if brief is not None and brief == document.brief else document.brief
    return replace(document, problems=problems, brief=in_force)


def _answering(document: Document) -> Document:
    """Say which brief the candidates answer, and keep the one that is picked if it still is there."""
    picked = document.picked
    if all(one.id != picked for one in document.candidates):
        picked = document.candidates[0].id if document.candidates else None
    answered = document.answered if document.asked is None else document.asked
    return replace(document, answered=answered, asked=None, picked=picked)


_FIELDS = {
    Change.DRAFT: ("draft", "problems", "brief", "doubts"),
    Change.REGION: ("region", "sources"),
    Change.CANDIDATES: ("candidates", "is_searching", "answered", "unmet", "complete"),
    Change.PICKED: ("picked", "course"),
}


def _step(before: Document, after: Document) -> Step:
    changes = Change.NOTHING
    for change, names in _FIELDS.items():
        if any(getattr(before, name) != getattr(after, name) for name in names):
            changes |= change
    return Step(before if changes is Change.NOTHING and before.asked is after.asked else after, changes)
