"""The floor plan: small folders, files and functions, and imports that go one way only."""

from __future__ import annotations

import ast
from collections import Counter, defaultdict
from functools import cache
from pathlib import Path

import pytest

SOURCE = Path(__file__).resolve().parents[2] / "src"
PACKAGE = "courseplanner"
MOST_MODULES, MOST_LINES, MOST_LINES_OF_A_FUNCTION = 17, 400, 60
MOST_LEVELS_OF_ROOMS, MOST_LEVELS_OF_LAYOUT = 12, 16

Graph = dict[str, set[str]]


def name_of(file: Path) -> str:
    return ".".join(file.relative_to(SOURCE).with_suffix("").parts).removesuffix(".__init__")


FILES = {name_of(file): file for file in sorted((SOURCE / PACKAGE).rglob("*.py"))}
PACKAGES = [name for name, file in FILES.items() if file.name == "__init__.py"]


@cache
def imports() -> Graph:
    """Give for each module the modules of the package that it imports, wherever in it that stands."""
    graph: Graph = {}
    for name, file in FILES.items():
        found = set()
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(node, ast.ImportFrom) and (node.module or "").split(".")[0] == PACKAGE:
                modules = [f"{node.module}.{one.name}" for one in node.names]
                found |= {module if module in FILES else str(node.module) for module in modules}
        graph[name] = found - {name}
    return graph


def inside(package: str) -> Graph:
    """Give which children of a package import which others, each with all that lies in it."""
    graph: Graph = defaultdict(set)
    for name, imported in imports().items():
        if not name.startswith(f"{package}."):
            continue
        child = name.removeprefix(f"{package}.").split(".")[0]
        others = {
            one.removeprefix(f"{package}.").split(".")[0] for one in imported if one.startswith(f"{package}.")
        }
        graph[child] |= others - {child}
    return graph


def circle(graph: Graph) -> list[str]:
    """Give nodes of which each imports the next, and the last the first; empty where there is no circle."""
    done: set[str] = set()

    def search(node: str, way: list[str]) -> list[str]:
        if node in way:
            return [*way[way.index(node) :], node]
        if node in done:
            return []
        for other in sorted(graph.get(node, ())):
            found = search(other, [*way, node])
            if found:
                return found
        done.add(node)
        return []

    return next((found for node in sorted(graph) if (found := search(node, []))), [])


def levels(graph: Graph) -> int:
    """Give the number of nodes on the longest way along imports."""

    @cache
    def level(node: str) -> int:
        return 1 + max((level(other) for other in graph.get(node, ())), default=0)

    return max(level(node) for node in graph)


def test_a_circle_is_found_and_levels_are_counted() -> None:
    assert circle({"a": {"b"}, "b": {"c"}, "c": {"b"}}) == ["b", "c", "b"]
    assert circle({"a": {"b", "c"}, "b": {"c"}, "c": set()}) == []
    assert levels({"a": {"b", "c"}, "b": {"c"}, "c": set()}) == 3


def test_there_is_something_to_hold() -> None:
    assert len(FILES) > 400
    assert len(imports()["courseplanner.workflow.planning"]) > 10


@pytest.mark.parametrize("package", PACKAGES)
def test_no_circle(package: str) -> None:
    assert circle(inside(package)) == []


def test_modules_stand_in_no_circle() -> None:
    assert circle(imports()) == []


def test_rooms_and_layout_have_few_levels() -> None:
    assert levels(inside(PACKAGE)) <= MOST_LEVELS_OF_ROOMS
    layout = f"{PACKAGE}.layout"
    modules = {
        name: {one for one in imported if one.startswith(layout)}
        for name, imported in imports().items()
        if name.startswith(layout)
    }
    assert levels(modules) <= MOST_LEVELS_OF_LAYOUT


def test_folders_are_small() -> None:
    count = Counter(file.parent for file in FILES.values() if file.name != "__init__.py")
    assert {str(folder): modules for folder, modules in count.items() if modules > MOST_MODULES} == {}


def test_files_are_short() -> None:
    lines = {name: len(file.read_text(encoding="utf-8").splitlines()) for name, file in FILES.items()}
    assert {name: count for name, count in lines.items() if count > MOST_LINES} == {}


def test_functions_are_short_but_for_kernels() -> None:
    long = {
        f"{name}.{node.name}": node.end_lineno - node.lineno + 1
        for name, file in FILES.items()
        if "kernels" not in name
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8")))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        and node.end_lineno is not None
        and node.end_lineno - node.lineno + 1 > MOST_LINES_OF_A_FUNCTION
    }
    assert long == {}


@pytest.mark.parametrize("package", [name for name in PACKAGES if name != PACKAGE])
def test_a_room_says_what_it_is_for(package: str) -> None:
    tree = ast.parse(FILES[package].read_text(encoding="utf-8"))
    words = ast.get_docstring(tree) or ""
    assert len(words.splitlines()) >= 1
    assert words.splitlines()[0].endswith(".")
