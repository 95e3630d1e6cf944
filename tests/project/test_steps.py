"""What happens to the document, without any window."""

from __future__ import annotations

from dataclasses import fields, replace

import pytest

from courseplanner.brief.draft import new_draft
from courseplanner.brief.write import save_draft
from courseplanner.model.brief.brief import Brief, Sources
from courseplanner.model.course.candidate import Proposal
from courseplanner.model.region import Region
from courseplanner.project.document import Change, Document
from courseplanner.project.steps import (
    given_up,
    needs_region,
    opened,
    picking,
    saved,
    searching,
    with_answer,
    with_edit,
    with_found,
    with_region,
)
from fakes.draft_folder import BRIEF, Drafts
from handmade import NOTHING_FITS, candidate, proposal

SEARCHED = Change.CANDIDATES | Change.PICKED


@pytest.fixture
def document(drafts: Drafts) -> Document:
    """A brief that was just opened."""
    return opened(drafts.draft()).document


@pytest.fixture
def shown(document: Document, valley: Region) -> Document:
    """A brief with its region."""
    return with_region(document, _sources(document), valley).document


@pytest.fixture
def answered(shown: Document) -> Document:
    """A brief with its region and its answer, of which B is picked."""
    searched = searching(shown, _brief(shown)).document
    return picking(with_answer(searched, proposal("A", "B")).document, "B").document


def _brief(document: Document) -> Brief:
    assert document.brief is not None
    return document.brief


def _sources(document: Document) -> Sources:
    return _brief(document).region


class TestOpening:
    def test_a_right_brief_is_in_force_and_needs_its_region(self, document: Document, drafts: Drafts) -> None:
        assert (document.problems, document.candidates, document.region) == ((), (), None)
        assert needs_region(document) == _brief(document).region
        assert _brief(document).path == drafts.path

    def test_the_first_document_is_new_altogether(self, drafts: Drafts) -> None:
        assert opened(drafts.draft()).changes == Change.EVERYTHING

    def test_a_wrong_brief_opens_with_all_that_is_wrong(self, drafts: Drafts) -> None:
        wrong = BRIEF.replace('"10km"', '"far"\nrunners = 0')
        document = opened(drafts.draft(wrong)).document

        assert document.brief is None
        assert [one.key for one in document.problems] == ["distance", "runners"]
        assert needs_region(document) is not None  # the map is shown all the same

    def test_candidates_go_and_the_same_region_stays(self, answered: Document, drafts: Drafts) -> None:
        step = opened(drafts.draft(BRIEF.replace("10km", "5km")), answered)

        assert step.changes == Change.DRAFT | SEARCHED
        assert (step.document.candidates, step.document.picked, step.document.answered) == ((), None, None)
        assert step.document.region is answered.region
        assert needs_region(step.document) is None

    def test_another_region_goes(self, answered: Document, drafts: Drafts) -> None:
        step = opened(new_draft(drafts.folder / "maps" / "other.osm"), answered)

        assert step.changes == Change.EVERYTHING
        assert step.document.region is None

    def test_names_are_judged_by_the_region_that_stays(self, answered: Document, drafts: Drafts) -> None:
        step = opened(drafts.draft(BRIEF.replace("Castle", "Nowhere")), answered)

        assert [(one.key, one.entry) for one in step.document.problems] == [("visit", 0)]
        assert step.document.brief is None


class TestEditing:
    def test_a_right_value_is_in_force_at_once(self, answered: Document) -> None:
        step = with_edit(answered, "event", "distance", 7500)

        assert step.changes == Change.DRAFT
        assert _brief(step.document).event.nominal_m == 7500
        assert step.document.is_stale
        assert not answered.is_stale

    def test_a_wrong_value_leaves_the_last_right_brief_in_force(self, answered: Document) -> None:
        step = with_edit(answered, "event", "distance", "far")

        assert step.changes == Change.DRAFT
        assert [one.key for one in step.document.problems] == ["distance"]
        assert step.document.brief is answered.brief
        assert not step.document.is_stale

    def test_mended_again_it_is_the_brief_that_was_answered(self, answered: Document) -> None:
        wrong = with_edit(answered, "event", "distance", "far").document
        step = with_edit(wrong, "event", "distance", "10km")

        assert (step.document.problems, step.document.is_stale) == ((), False)

    def test_the_same_value_changes_nothing(self, answered: Document) -> None:
        step = with_edit(answered, "event", "distance", "10km")

        assert (step.document, step.changes) == (answered, Change.NOTHING)

    def test_an_unknown_place_is_told(self, shown: Document) -> None:
        step = with_edit(shown, "course", "start", "Castel")

        assert [one.key for one in step.document.problems] == ["start"]
        assert step.document.brief is shown.brief

    def test_without_a_region_no_name_is_wrong(self, document: Document) -> None:
        assert with_edit(document, "course", "start", "Castel").document.problems == ()

    def test_other_sources_keep_the_old_region_in_sight(self, answered: Document, drafts: Drafts) -> None:
        step = with_edit(answered, "region", "osm", ["maps/other.osm"])
        wanted = needs_region(step.document)

        assert step.changes == Change.DRAFT
        assert step.document.region is answered.region
        assert wanted is not None
        assert wanted.osm == ((drafts.folder / "maps" / "other.osm").resolve(),)

    def test_names_are_not_judged_by_a_region_of_other_sources(self, shown: Document) -> None:
        other = with_edit(shown, "region", "osm", ["maps/other.osm"]).document
        assert with_edit(other, "course", "start", "Castel").document.problems == ()

    def test_wrong_sources_need_no_region(self, shown: Document) -> None:
        assert needs_region(with_edit(shown, "region", "osm", ["none.osm"]).document) is None


class TestRegion:
    def test_a_region_is_shown_and_needed_no_more(self, document: Document, valley: Region) -> None:
        step = with_region(document, _sources(document), valley)

        assert step.changes == Change.REGION
        assert step.document.region is valley
        assert needs_region(step.document) is None

    def test_the_same_again_changes_nothing(self, shown: Document, valley: Region) -> None:
        step = with_region(shown, _sources(shown), valley)
        assert (step.document, step.changes) == (shown, Change.NOTHING)

    def test_a_name_that_it_does_not_have_is_told_now(self, document: Document, valley: Region) -> None:
        unknown = with_edit(document, "course", "start", "Castel").document
        step = with_region(unknown, _sources(unknown), valley)

        assert step.changes == Change.REGION | Change.DRAFT
        assert [one.key for one in step.document.problems] == ["start"]
        assert step.document.brief is None

    def test_candidates_on_other_roads_go(self, answered: Document, valley: Region) -> None:
        other = with_edit(answered, "region", "osm", ["maps/other.osm"]).document
        step = with_region(other, _sources(other), valley)

        assert step.changes == Change.REGION | SEARCHED
        assert (step.document.candidates, step.document.answered) == ((), None)

    def test_candidates_on_the_same_roads_stay(self, answered: Document, valley: Region) -> None:
        other = with_edit(answered, "region", "bbox", [9, 47, 10, 48]).document
        step = with_region(other, _sources(other), replace(valley))

        assert step.changes == Change.REGION
        assert step.document.candidates == answered.candidates

    def test_a_region_that_comes_late_is_still_not_the_right_one(
        self, document: Document, valley: Region
    ) -> None:
        late = _sources(document)
        other = with_edit(document, "region", "osm", ["maps/other.osm"]).document

        assert needs_region(with_region(other, late, valley).document) == _sources(other)


class TestAnswering:
    def test_earlier_candidates_stay_until_the_first_new_ones(self, answered: Document) -> None:
        edited = with_edit(answered, "event", "distance", "5km").document
        step = searching(edited, _brief(edited))

        assert step.changes == Change.CANDIDATES
        assert step.document.is_searching
        assert step.document.candidates == answered.candidates
        assert step.document.is_stale  # what is shown answers the brief before
        new = with_found(step.document, (candidate("A"),)).document
        assert [one.id for one in new.candidates] == ["A"]
        assert not new.is_stale

    def test_what_comes_is_shown_and_the_pick_stays_if_it_is_there(self, answered: Document) -> None:
        searched = searching(answered, _brief(answered)).document
        step = with_found(searched, (candidate("A"), candidate("B"), candidate("C")))

        assert step.changes == SEARCHED
        assert (step.document.picked, step.document.is_searching) == ("B", True)
        assert with_found(step.document, (candidate("A"),)).document.picked == "A"

    def test_the_same_pick_of_the_same_course_is_no_news(self, answered: Document) -> None:
        searched = searching(answered, _brief(answered)).document
        found = with_found(searched, answered.candidates).document
        assert found.course is answered.course

        assert with_found(found, found.candidates).changes == Change.NOTHING
        assert with_found(found, (*found.candidates, candidate("C"))).changes == Change.CANDIDATES

    def test_the_answer_ends_the_search(self, shown: Document) -> None:
        searched = searching(shown, _brief(shown)).document
        found = proposal("A", "B")
        step = with_answer(searched, replace(found, complete=False))

        assert step.changes == SEARCHED
        after = step.document
        assert (after.candidates, after.unmet, after.complete) == (found.candidates, found.unmet, False)
        assert (after.is_searching, after.picked, after.answered) == (False, "A", shown.brief)
        assert after.course is found.candidates[0]

    def test_where_nothing_fits_nothing_is_picked(self, answered: Document) -> None:
        searched = searching(answered, _brief(answered)).document
        after = with_answer(searched, NOTHING_FITS).document

        assert (after.candidates, after.picked, after.course) == ((), None, None)
        assert after.unmet == NOTHING_FITS.unmet

    def test_an_answer_with_what_was_shown_ends_the_search_all_the_same(self, shown: Document) -> None:
        searched = searching(shown, _brief(shown)).document
        found = with_found(searched, (candidate("A"),)).document
        step = with_answer(found, Proposal(found.candidates, (), complete=True))

        assert (step.changes, step.document.is_searching) == (Change.CANDIDATES, False)

    def test_given_up_before_anything_came_the_earlier_answer_stays(self, answered: Document) -> None:
        edited = with_edit(answered, "event", "distance", "5km").document
        after = given_up(searching(edited, _brief(edited)).document).document

        assert (after.is_searching, after.complete, after.answered) == (False, True, answered.answered)
        assert after.candidates == answered.candidates

    def test_given_up_in_the_middle_what_has_come_stays(self, answered: Document) -> None:
        edited = with_edit(answered, "event", "distance", "5km").document
        found = with_found(searching(edited, _brief(edited)).document, (candidate("A"),)).document
        step = given_up(found)

        assert step.changes == Change.CANDIDATES
        assert (step.document.is_searching, step.document.complete) == (False, False)
        assert step.document.answered is edited.brief

    def test_a_second_search_replaces_the_first(self, shown: Document) -> None:
        first = with_found(searching(shown, _brief(shown)).document, (candidate("A"),)).document
        second = searching(first, _brief(first)).document
        assert second.is_searching

        after = given_up(second).document
        assert (after.is_searching, after.complete) == (False, False)  # A was not the end of the first

    def test_what_comes_after_the_end_is_not_shown(self, answered: Document) -> None:
        for step in (
            with_found(answered, (candidate("Z"),)),
            with_answer(answered, proposal("Z")),
            given_up(answered),
        ):
            assert (step.document, step.changes) == (answered, Change.NOTHING)

    def test_no_candidate_yet_is_no_news(self, shown: Document) -> None:
        searched = searching(shown, _brief(shown)).document
        assert with_found(searched, ()).changes == Change.NOTHING

    def test_a_search_goes_on_while_the_brief_is_written(self, shown: Document) -> None:
        searched = searching(shown, _brief(shown)).document
        edited = with_edit(searched, "event", "distance", "5km").document
        after = with_answer(edited, proposal("A")).document

        assert after.answered is shown.brief
        assert after.is_stale


class TestPicking:
    def test_another_candidate_is_looked_at(self, answered: Document) -> None:
        step = picking(answered, "A")

        assert (step.document.picked, step.changes) == ("A", Change.PICKED)

    @pytest.mark.parametrize("name", ["B", "Z"])
    def test_the_same_and_one_that_is_not_there_change_nothing(self, answered: Document, name: str) -> None:
        assert picking(answered, name).changes == Change.NOTHING


class TestSaving:
    def test_under_another_name_the_answer_still_is_the_answer(
        self, answered: Document, drafts: Drafts
    ) -> None:
        target = drafts.folder / "maps" / "copy.toml"
        step = saved(answered, save_draft(answered.draft, target))

        assert step.changes & Change.DRAFT
        assert not step.document.is_stale
        assert _brief(step.document).path == target
        assert needs_region(step.document) is None

    def test_a_stale_answer_can_be_come_back_to(self, answered: Document, drafts: Drafts) -> None:
        edited = with_edit(answered, "event", "distance", "5km").document
        after = saved(edited, save_draft(edited.draft, drafts.folder / "copy.toml")).document
        assert after.is_stale

        assert not with_edit(after, "event", "distance", "10km").document.is_stale

    def test_an_answer_that_comes_after_saving_is_the_answer(self, shown: Document, drafts: Drafts) -> None:
        searched = searching(shown, _brief(shown)).document
        after = saved(searched, save_draft(searched.draft, drafts.folder / "copy.toml")).document

        assert not with_answer(after, proposal("A")).document.is_stale

    def test_a_draft_that_is_wrong_is_saved_too(self, answered: Document, drafts: Drafts) -> None:
        wrong = with_edit(answered, "event", "distance", "far").document
        step = saved(wrong, save_draft(wrong.draft, drafts.path))

        assert not step.document.draft.is_dirty
        assert [one.key for one in step.document.problems] == ["distance"]


def test_an_earlier_document_can_be_shown_again(answered: Document, drafts: Drafts) -> None:
    before = [getattr(answered, one.name) for one in fields(answered)]
    edited = with_edit(answered, "event", "distance", "5km").document
    searched = searching(edited, _brief(edited)).document
    saved(with_answer(searched, proposal("C")).document, save_draft(edited.draft, drafts.path))

    assert [getattr(answered, one.name) for one in fields(answered)] == before
    assert answered.draft.tables["event"]["distance"] == "10km"
