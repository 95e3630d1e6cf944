"""What would settle several open findings at once."""

from __future__ import annotations

from courseplanner.base.i18n import text
from courseplanner.model.rulebook.finding import Finding, Status, most_settling


def finding(needs: str | None, status: Status = Status.UNKNOWN) -> Finding:
    return Finding("A", status, text("A"), text("a"), needs=None if needs is None else text(needs))


def test_the_most_settling_come_first_and_what_settles_one_alone_not_at_all() -> None:
    found = [finding(needs) for needs in ("ride", "weather", "ride", "air", "weather", "ride", None)]
    assert most_settling(found) == ((text("ride"), 3), (text("weather"), 2))
    assert most_settling(found, most=1) == ((text("ride"), 3),)


def test_what_is_settled_counts_for_nothing() -> None:
    assert most_settling([finding("ride", Status.PASS), finding("ride"), finding("ride", Status.FAIL)]) == ()


def test_the_same_words_with_other_figures_are_another_thing() -> None:
    open_at = [
        Finding("W", Status.UNKNOWN, text("W"), text("w"), needs=text("the width of {km} km", km=km))
        for km in (1, 2, 2)
    ]
    assert most_settling(open_at) == ((text("the width of {km} km", km=2), 2),)
