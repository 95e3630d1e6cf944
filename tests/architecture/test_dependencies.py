from __future__ import annotations

import ast
import re
import sys
import tomllib
from importlib.metadata import packages_distributions
from pathlib import Path
from typing import Any

import pytest

PINNED = re.compile(r"(?P<name>[A-Za-z0-9][A-Za-z0-9._-]*)==[0-9][0-9A-Za-z.]*")


def normal(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


def name_of(requirement: str) -> str:
    match = re.match(r"[A-Za-z0-9._-]+", requirement)
    assert match is not None
    return normal(match.group())


@pytest.fixture(scope="module")
def project(repo_root: Path) -> dict[str, Any]:
    document = tomllib.loads((repo_root / "pyproject.toml").read_text(encoding="utf-8"))
    return dict(document["project"])


@pytest.fixture(scope="module")
def pinned(repo_root: Path) -> list[str]:
    return (repo_root / "constraints.txt").read_text(encoding="utf-8").splitlines()


def test_constraints_hold_names_and_versions_only(pinned: list[str]) -> None:
    assert pinned
    assert [line for line in pinned if not PINNED.fullmatch(line)] == []


def test_constraints_name_each_package_once_in_order(pinned: list[str]) -> None:
    names = [normal(line.partition("==")[0]) for line in pinned]
    assert names == sorted(set(names))


def test_every_direct_dependency_is_pinned(project: dict[str, Any], pinned: list[str]) -> None:
    direct = [*project["dependencies"], *project["optional-dependencies"]["dev"]]
    names = {normal(line.partition("==")[0]) for line in pinned}
    assert {name_of(requirement) for requirement in direct} <= names


def test_every_dependency_has_its_line_in_the_docs(project: dict[str, Any], repo_root: Path) -> None:
    page = (repo_root / "docs" / "dependencies.md").read_text(encoding="utf-8")
    explained = {normal(name) for name in re.findall(r"^\| `([^`]+)` \|", page, re.MULTILINE)}
    direct = [*project["dependencies"], *project["optional-dependencies"]["dev"]]
    assert explained == {name_of(requirement) for requirement in direct}


def test_what_the_package_imports_is_declared(project: dict[str, Any], repo_root: Path) -> None:
    declared = {name_of(requirement) for requirement in project["dependencies"]}
    distributions = packages_distributions()
    imported = set()
    for file in (repo_root / "src").rglob("*.py"):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Import):
                imported |= {alias.name.partition(".")[0] for alias in node.names}
            elif isinstance(node, ast.ImportFrom) and node.level == 0 and node.module:
                imported.add(node.module.partition(".")[0])
    foreign = imported - set(sys.stdlib_module_names) - {"courseplanner"}
    assert "numpy" in foreign
    undeclared = {
        root for root in foreign if not {normal(name) for name in distributions.get(root, [])} & declared
    }
    assert undeclared == set()
