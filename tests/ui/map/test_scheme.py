from __future__ import annotations

import pytest
from PySide6.QtWebEngineCore import QWebEngineUrlScheme

from courseplanner.ui.map.page import SCRIPTS, STYLES
from courseplanner.ui.map.scheme import SCHEME, MapServer, register_scheme

pytestmark = pytest.mark.usefixtures("qapp")


def served(server: MapServer, path: str) -> tuple[bytes, bytes]:
    found = server.content(path)
    assert found is not None
    return found[0], bytes(found[1].data())


@pytest.fixture
def server() -> MapServer:
    return MapServer()


def test_the_scheme_is_known_and_may_be_registered_twice() -> None:
    register_scheme()
    scheme = QWebEngineUrlScheme.schemeByName(SCHEME)
    assert scheme.flags() & QWebEngineUrlScheme.Flag.SecureScheme
    assert not scheme.flags() & QWebEngineUrlScheme.Flag.LocalScheme


@pytest.mark.parametrize("name", [*SCRIPTS, *STYLES])
def test_all_that_the_page_links_is_served(server: MapServer, name: str) -> None:
    found = server.content("/" + name)
    assert found is not None
    kind, content = found
    assert kind == (
        b"text/css; charset=utf-8" if name.endswith(".css") else b"text/javascript; charset=utf-8"
    )
    assert content.size() > 50


def test_pictures_of_leaflet_are_served(server: MapServer) -> None:
    found = server.content("/images/layers.png")
    assert found is not None
    assert found[0] == b"image/png"
    assert bytes(found[1].data()).startswith(b"\x89PNG")


def test_the_page_is_served_once_it_is_there(server: MapServer) -> None:
    assert server.content("/index.html") is None
    server.set_page(b"<html>")
    assert served(server, "/index.html") == (b"text/html; charset=utf-8", b"<html>")


def test_data_is_served_until_it_is_dropped(server: MapServer) -> None:
    assert server.put("basemap-1", b"\x00\x01") == "courseplanner://map/data/basemap-1"
    assert served(server, "/data/basemap-1") == (b"application/octet-stream", b"\x00\x01")
    server.drop("basemap-1")
    server.drop("never-there")
    assert server.content("/data/basemap-1") is None


@pytest.mark.parametrize("name", ["", "../core.js", "a/b", "a b", ".hidden"])
def test_data_has_plain_names(server: MapServer, name: str) -> None:
    with pytest.raises(ValueError, match="plain"):
        server.put(name, b"")


@pytest.mark.parametrize(
    "path",
    [
        "",
        "/",
        "/nothing.js",
        "/../map/core.js",
        "/../../pyproject.toml",
        "/map/core.js",
        "//core.js",
        "/./core.js",
        "/core.js/",
        "/core.js\n",
        "/core.js\x00",
        "/..%2fcore.js",
        "/images/../leaflet.js",
        "/images/../../__init__.py",
        "/leaflet.js.map",
        "/data/",
        "/data/../core.js",
        "/etc/passwd",
        "/README.md",
        "/C:/Windows/win.ini",
        "/..\\core.js",
    ],
)
def test_nothing_else_is_served(server: MapServer, path: str) -> None:
    assert server.content(path) is None
