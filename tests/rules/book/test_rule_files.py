"""Rule sets are read, extended and changed; a broken one is refused with its line and the mend."""

from __future__ import annotations

import contextlib
import pickle
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from courseplanner.base.errors import InputError, RulesError
from courseplanner.brief.toml_text import TomlText
from courseplanner.model.brief.brief import RULE_SETS
from courseplanner.model.rulebook.rulebook import Purpose, Rule, RuleSet, Severity, Sure
from courseplanner.rules.book.rule_files import read_book, read_rule_set


def ids(rules: RuleSet) -> set[str]:
    return {rule.id for rule in rules.rules}


def rule(rules: RuleSet, rule_id: str) -> Rule:
    (found,) = [rule for rule in rules.rules if rule.id == rule_id]
    return found


def own(folder: Path, content: str, name: str = "own.toml") -> Path:
    path = folder / name
    path.write_text(content, encoding="utf-8", newline="")
    return path


def refusal(folder: Path, content: str) -> RulesError:
    path = own(folder, content)
    with pytest.raises(RulesError) as caught:
        read_rule_set(str(path))
    error = caught.value
    assert error.where.startswith(str(path))
    return error


# ---- what comes with the program


@pytest.mark.parametrize("name", RULE_SETS)
def test_each_set_of_the_program_has_a_name_in_both_languages(name: str) -> None:
    rules = read_rule_set(name)
    assert rules.name == name
    assert rules.title.isascii()
    assert not rules.title_zh.isascii()
    assert [rule.id for rule in rules.rules] == [rule for rule in read_book() if rule in ids(rules)]


def test_the_sets_hold_what_their_bodies_ask() -> None:
    world = ids(read_rule_set("world-athletics"))
    assert {"SEP-WA", "DROP-WA", "SCPF", "LEN-MIN"} <= world
    assert not world & {"STR-CN", "STR-US", "WID-CN", "CLASS-CN", "KM-CN", "LAPS-BIG"}
    assert ids(read_rule_set("caa")) - world == {
        "WID-CN",
        "WID-RUN",
        "STR-CN",
        "CLASS-CN",
        "KM-CN",
        "FIN-100",
    }
    assert ids(read_rule_set("usatf")) - world == {"STR-US", "LAPS-BIG", "START-2LANE"}
    assert world - ids(read_rule_set("community")) == {"SEP-WA", "DROP-WA"}


def test_the_community_has_no_record_rule() -> None:
    assert all(rule.severity is not Severity.RECORD for rule in read_rule_set("community").rules)


def test_where_bodies_differ_each_set_has_its_own_limit() -> None:
    assert rule(read_rule_set("caa"), "STR-CN").limit == 200.0
    assert rule(read_rule_set("usatf"), "STR-US").limit == 100.0
    assert rule(read_rule_set("caa"), "CERT-AGE").limit == 5.0
    assert rule(read_rule_set("usatf"), "CERT-AGE").limit == 10.0


@pytest.mark.parametrize("rule_id", read_book())
def test_each_rule_of_the_book_is_whole_in_both_languages(rule_id: str) -> None:
    found = read_book()[rule_id]
    assert found.title
    assert found.advice
    assert not found.title_zh.isascii()
    assert not found.advice_zh.isascii()
    assert found.authority
    assert found.sure
    assert found.needs
    assert found.purposes
    written = (found.title, found.title_zh, found.advice, found.advice_zh)
    assert not any(brace in words for words in written for brace in "{}")


def test_separation_stops_records_only_and_drop_championships_too() -> None:
    book = read_book()
    assert book["SEP-WA"].purposes == (Purpose.RECORD,)
    assert book["DROP-WA"].purposes == (Purpose.RECORD, Purpose.CHAMPIONSHIP)
    assert book["CERT-AGE"].sure == (Sure.V, Sure.R)


# ---- a user's own


def test_a_set_of_ones_own_extends_adds_leaves_out_and_changes(tmp_path: Path) -> None:
    path = own(
        tmp_path,
        """\
schema = 1
title = "Province cup"
extends = "caa"
hold = ["LINKS"]
leave_out = ["SEP-WA"]

[rules.WID-CN]
limit = 8
severity = "block"

[rules.START-NARROW]
figures = { within_m = 3000 }
authority = "Province"
edition = "2027"
sure = "V"

[rules.STR-US]
severity = "advise"

[rules.TEMP]
values = [5, 15]
""",
    )
    rules, book = read_rule_set(str(path)), read_book()
    assert (rules.name, rules.title, rules.title_zh) == ("own.toml", "Province cup", "Province cup")
    assert ids(rules) == ids(read_rule_set("caa")) - {"SEP-WA"} | {"LINKS", "STR-US"}
    width = rule(rules, "WID-CN")
    assert (width.limit, width.severity, width.authority) == (8.0, Severity.BLOCK, "Province cup")
    assert (width.edition, width.sure) == ("", ())
    narrow = rule(rules, "START-NARROW")
    assert dict(narrow.figures) == {"within_m": 3_000.0}
    assert (narrow.limit, narrow.authority, narrow.edition) == (0.7, "Province", "2027")
    assert narrow.sure == (Sure.V,)
    straight = rule(rules, "STR-US")
    assert (straight.severity, straight.limit) == (Severity.ADVISE, 100.0)
    assert (straight.authority, straight.sure) == (book["STR-US"].authority, book["STR-US"].sure)
    assert rule(rules, "TEMP").values == (5.0, 15.0)
    assert rule(rules, "LINKS") == book["LINKS"]


def test_a_set_may_extend_none(tmp_path: Path) -> None:
    rules = read_rule_set(str(own(tmp_path, 'schema = 1\nhold = ["SEP-WA"]\n')))
    assert ids(rules) == {"SEP-WA"}
    assert rules.title == "own.toml"


def test_line_ends_and_a_byte_order_mark_change_nothing(tmp_path: Path) -> None:
    path = own(tmp_path, '\ufeffschema = 1\r\nextends = "usatf"\r\n')
    assert ids(read_rule_set(str(path))) == ids(read_rule_set("usatf"))


def test_a_limit_may_be_nothing_where_nothing_is_divided_by_it(tmp_path: Path) -> None:
    path = own(tmp_path, "schema = 1\n[rules.WIND]\nvalues = [0, 4]\n[rules.WID-CN]\nlimit = 0\n")
    rules = read_rule_set(str(path))
    assert rule(rules, "WIND").values == (0.0, 4.0)
    assert rule(rules, "WID-CN").limit == 0.0


@pytest.mark.parametrize("name", RULE_SETS)
def test_a_set_can_be_sent_to_another_process(name: str) -> None:
    assert pickle.loads(pickle.dumps(read_rule_set(name))) == read_rule_set(name)  # noqa: S301 - made above


# ---- what is refused

EXTENDS = 'schema = 1\nextends = "caa"\n'
BROKEN = {
    "no TOML": (EXTENDS + "limit = = 3\n", "line 3", "not valid TOML", "fix it there"),
    "cut off": (EXTENDS + 'title = "x', "line 3", "not valid TOML", "fix it there"),
    "no schema": ('extends = "caa"\n', "schema", "schema is not 1", "write schema = 1"),
    "another schema": (
        'extends = "caa"\nschema = 2\n',
        "line 2, schema",
        "schema is not 1",
        "write schema = 1",
    ),
    "nothing": ("schema = 1\n", "own.toml", "no rule holds", "extends"),
    "unknown key": (EXTENDS + "leaveout = []\n", "line 3", "unknown key leaveout", "leave_out"),
    "extends what": ('schema = 1\nextends = "usaft"\n', "line 2, extends", "usaft", "did you mean usatf?"),
    "extends a number": ("schema = 1\nextends = 3\n", "line 2, extends", "3", "world-athletics"),
    "hold what": (EXTENDS + 'hold = ["SEPWA"]\n', "line 3, hold", "no rule SEPWA", "did you mean SEP-WA?"),
    "small letters": (EXTENDS + 'hold = ["sep-wa"]\n', "line 3", "no rule sep-wa", "did you mean SEP-WA?"),
    "nothing near": (EXTENDS + 'hold = ["§§§§"]\n', "line 3", "no rule", "use one of DIST-STD"),
    "hold a number": (EXTENDS + "hold = [3]\n", "line 3", "no rule 3", "use one of"),
    "hold no list": (EXTENDS + 'hold = "SEP-WA"\n', "line 3, hold", "not a list", "list of rules"),
    "leave out what": (EXTENDS + 'leave_out = ["DROP"]\n', "line 3", "no rule DROP", "DROP-WA"),
    "title": (EXTENDS + "title = 3\n", "line 3, title", "not text", "quotes"),
    "empty title": (EXTENDS + 'title = " "\n', "line 3, title", "not text", "quotes"),
    "rules no table": (EXTENDS + "rules = 3\n", "line 3, rules", "not a table", "[rules.RULE]"),
    "rule no table": (EXTENDS + "[rules]\nSEP-WA = 3\n", "line 4", "not a table", "[rules.SEP-WA]"),
    "unknown rule": (
        EXTENDS + "\n[rules.WID-CM]\nlimit = 3\n",
        "line 4, [rules.WID-CM]",
        "no rule WID-CM",
        "did you mean WID-CN?",
    ),
    "unknown key of a rule": (
        EXTENDS + "[rules.WID-CN]\nlimit = 3\n[rules.SEP-WA]\nlimits = 3\n",
        "line 6, [rules.SEP-WA] limits",
        "unknown key limits",
        "did you mean limit?",
    ),
    "what only the book says": (
        EXTENDS + '[rules.WID-CN]\nneeds = ["line"]\n',
        "line 4",
        "unknown key needs",
        "use one of limit",
    ),
    "limit no number": (EXTENDS + '[rules.WID-CN]\nlimit = "6"\n', "line 4", "'6'", "write a number"),
    "limit yes": (EXTENDS + "[rules.WID-CN]\nlimit = true\n", "line 4", "true", "write a number"),
    "limit not a number": (EXTENDS + "[rules.WID-CN]\nlimit = nan\n", "line 4", "nan", "write a number"),
    "limit without end": (EXTENDS + "[rules.WID-CN]\nlimit = inf\n", "line 4", "inf", "write a number"),
    "limit below zero": (EXTENDS + "[rules.WID-CN]\nlimit = -1\n", "line 4", "out of range", "at least 0"),
    "limit for values": (EXTENDS + "[rules.TEMP]\nlimit = 3\n", "line 4", "no single limit", "values"),
    "limit for yes": (EXTENDS + "[rules.SPR]\nlimit = 3\n", "line 4", "no single limit", "leave it out"),
    "values for limit": (EXTENDS + "[rules.WID-CN]\nvalues = [3]\n", "line 4", "no list", "write limit"),
    "values for yes": (EXTENDS + "[rules.SPR]\nvalues = [3]\n", "line 4", "no list", "leave it out"),
    "empty values": (EXTENDS + "[rules.TEMP]\nvalues = []\n", "line 4", "[]", "list of numbers"),
    "three bounds": (EXTENDS + "[rules.TEMP]\nvalues = [1, 2, 3]\n", "line 4", "two bounds", "[lowest"),
    "falling values": (EXTENDS + "[rules.TEMP]\nvalues = [9, 5]\n", "line 4", "do not rise", "lowest first"),
    "figures no table": (EXTENDS + "[rules.TURN]\nfigures = 3\n", "line 4", "3", "{ name = number }"),
    "unknown figure": (
        EXTENDS + "[rules.TURN]\nfigures = { basem = 3 }\n",
        "line 4, [rules.TURN.figures] basem",
        "unknown key basem",
        "did you mean base_m?",
    ),
    "unknown figure below": (
        EXTENDS + "[rules.TURN]\n[rules.TURN.figures]\nbase_m = 9\nbasem = 3\n",
        "line 6, [rules.TURN.figures] basem",
        "unknown key basem",
        "did you mean base_m?",
    ),
    "figure of nothing": (EXTENDS + "[rules.TURN]\nfigures = { base_m = 0 }\n", "line 4", "0", "more than 0"),
    "flow of nothing": (EXTENDS + "[rules.FLOW]\nvalues = [0, 59]\n", "line 4", "0", "more than 0"),
    "density of nothing": (EXTENDS + "[rules.PEN-DENS]\nlimit = 0\n", "line 4", "0", "more than 0"),
    "no figures": (EXTENDS + "[rules.MED]\nfigures = { a = 3 }\n", "line 4", "no figures", "leave it out"),
    "severity": (EXTENDS + '[rules.WC]\nseverity = "wran"\n', "line 4", "wran", "did you mean warn?"),
    "severity a number": (EXTENDS + "[rules.WC]\nseverity = 3\n", "line 4", "3 is not known", "block"),
    "purposes": (EXTENDS + '[rules.WC]\npurposes = ["safty"]\n', "line 4", "safty", "did you mean safety?"),
    "purposes no list": (
        EXTENDS + '[rules.WC]\npurposes = "safety"\n',
        "line 4",
        "'safety'",
        "list of words",
    ),
    "sure": (EXTENDS + '[rules.WC]\nsure = "X"\n', "line 4", "X is not known", "use one of V, V2, R, D"),
    "authority": (EXTENDS + "[rules.WC]\nauthority = 3\n", "line 4", "3", "quotes"),
    "inline": (EXTENDS + "[rules]\nWC = { limt = 3 }\n", "line 4, [rules.WC] limt", "limt", "limit"),
    "dotted": (EXTENDS + "rules.WC.limt = 3\n", "[rules.WC] limt", "limt", "did you mean limit?"),
    "quoted": (EXTENDS + '[rules."WC"]\nlimt = 3\n', "line 4, [rules.WC] limt", "limt", "limit"),
    "deep": (
        EXTENDS + "hold = " + "[" * 5_000 + "]" * 5_000,
        "own.toml",
        "too deep",
        "write them without nesting",
    ),
    "long number": (EXTENDS + "a = " + "9" * 10_000, "own.toml", "number is too long", "smaller number"),
    "long file": (EXTENDS + "#" * 1_000_001, "own.toml", "too large", "TOML file of rules"),
}


@pytest.mark.parametrize("what", BROKEN)
def test_a_broken_set_is_refused_with_its_line_and_the_mend(what: str, tmp_path: Path) -> None:
    content, where, problem, fix = BROKEN[what]
    error = refusal(tmp_path, content)
    assert where in error.where
    assert problem in str(error.problem)
    assert fix in str(error.fix)
    assert "\n" not in str(error)


def test_a_file_that_is_not_there_or_cannot_be_read_is_refused(tmp_path: Path) -> None:
    with pytest.raises(RulesError, match="there is no such file"):
        read_rule_set(str(tmp_path / "none.toml"))
    folder = tmp_path / "folder.toml"
    folder.mkdir()
    with pytest.raises(RulesError, match="can't be read"):
        read_rule_set(str(folder))
    latin = tmp_path / "latin.toml"
    latin.write_bytes(b'title = "\xe9"\n')
    with pytest.raises(RulesError, match="not UTF-8"):
        read_rule_set(str(latin))


def test_a_word_that_is_no_set_is_refused_with_the_nearest() -> None:
    with pytest.raises(RulesError, match="did you mean community"):
        read_rule_set("comunity")


def test_it_is_the_input_that_is_wrong() -> None:
    assert issubclass(RulesError, InputError)
    assert RulesError.exit_status == 2


def test_the_line_of_a_key_is_that_in_its_own_table() -> None:
    content = "[rules.A]\nlimit = 1\n[rules.B]\n# limit = 9\nlimit = 2\n"
    source = TomlText(Path("own.toml"), content, {}, RulesError)
    assert source.line_of("rules.A", "limit") == 2
    assert source.line_of("rules.B", "limit") == 5
    assert source.line_of("rules.B", "") == 3
    assert source.line_of("rules.C", "limit") is None


@given(content=st.text(max_size=200))
def test_any_text_is_read_or_refused_and_nothing_else(
    content: str, tmp_path_factory: pytest.TempPathFactory
) -> None:
    path = tmp_path_factory.mktemp("own") / "own.toml"
    path.write_text("schema = 1\nextends = 'caa'\n" + content, encoding="utf-8", newline="")
    with contextlib.suppress(RulesError):
        read_rule_set(str(path))
