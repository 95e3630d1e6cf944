"""The private scheme: the map's files come from the program, and nothing from anywhere else."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

from PySide6.QtCore import QBuffer, QByteArray, QCoreApplication, QFile, QIODevice, QObject, Qt
from PySide6.QtWebEngineCore import (
    QWebEngineUrlRequestInfo,
    QWebEngineUrlRequestInterceptor,
    QWebEngineUrlRequestJob,
    QWebEngineUrlScheme,
    QWebEngineUrlSchemeHandler,
)

from courseplanner.base import assets

__all__ = ["SCHEME", "MapServer", "OnlyOurs", "register_scheme"]

SCHEME = b"courseplanner"
_HOST = "map"
_DATA = "/data/"
_TYPES = {
    ".html": b"text/html; charset=utf-8",
    ".js": b"text/javascript; charset=utf-8",
    ".css": b"text/css; charset=utf-8",
    ".png": b"image/png",
}
_PLAIN_NAME = re.compile(r"[A-Za-z0-9_-]+(\.[a-z0-9]+)?")
_LEAFLET = re.compile(r"(?:leaflet\.(?:js|css)|images/[a-z0-9-]+\.png)")


def register_scheme() -> None:
    """Make the scheme known to Chromium. Before the application is made; a second call does nothing."""
    if QWebEngineUrlScheme.schemeByName(SCHEME).name() == SCHEME:
        return
    QCoreApplication.setAttribute(Qt.ApplicationAttribute.AA_ShareOpenGLContexts)
    scheme = QWebEngineUrlScheme(SCHEME)
    scheme.setSyntax(QWebEngineUrlScheme.Syntax.Host)
    flag = QWebEngineUrlScheme.Flag
    scheme.setFlags(flag.SecureScheme | flag.CorsEnabled | flag.FetchApiAllowed)
    QWebEngineUrlScheme.registerScheme(scheme)


class MapServer(QWebEngineUrlSchemeHandler):
    """Answers requests of the private scheme.

    Parameters
    ----------
    parent : QObject, optional
    """

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._page = b""
        self._data: dict[str, QByteArray] = {}

    def set_page(self, html: bytes) -> None:
        """Serve this as `/index.html`."""
        self._page = html

    def put(self, name: str, data: bytes) -> str:
        """Serve bytes under a name; give their address."""
        if not _PLAIN_NAME.fullmatch(name):
            raise ValueError(f"{name!r} is no plain name")
        self._data[name] = QByteArray(data)
        return f"{SCHEME.decode()}://{_HOST}{_DATA}{name}"

    def drop(self, name: str) -> None:
        """Serve bytes no longer."""
        self._data.pop(name, None)

    def requestStarted(self, job: QWebEngineUrlRequestJob) -> None:  # noqa: N802 - Qt's name
        """Answer a request."""
        url = job.requestUrl()
        if bytes(job.requestMethod().data()) != b"GET":
            job.fail(QWebEngineUrlRequestJob.Error.RequestDenied)
            return
        found = self.content(url.path()) if url.host() == _HOST else None
        if found is None:
            job.fail(QWebEngineUrlRequestJob.Error.UrlNotFound)
            return
        kind, content = found
        buffer = QBuffer(job)
        buffer.setData(content)
        buffer.open(QIODevice.OpenModeFlag.ReadOnly)
        job.reply(kind, buffer)

    def content(self, path: str) -> tuple[bytes, QByteArray] | None:
        """Give the content type and the bytes that stand for a path; `None` where it is nothing of ours."""
        if path == "/index.html":
            return (_TYPES[".html"], QByteArray(self._page)) if self._page else None
        if path.startswith(_DATA):
            blob = self._data.get(path.removeprefix(_DATA))
            return None if blob is None else (b"application/octet-stream", blob)
        content = _file(path.removeprefix("/"))
        return None if content is None else (_TYPES[Path(path).suffix], QByteArray(content))


@cache
def _file(name: str) -> bytes | None:
    """Read one of the files that the page is made of; the name is checked before any path is made of it."""
    if name == "qwebchannel.js":
        return _from_qt(":/qtwebchannel/qwebchannel.js")
    if _LEAFLET.fullmatch(name):
        return _read(assets.leaflet() / name)
    if _PLAIN_NAME.fullmatch(name) and Path(name).suffix in {".js", ".css"}:
        return _read(assets.resource("map", name))
    return None


def _read(path: Path) -> bytes | None:
    try:
        return path.read_bytes()
    except OSError:
        return None


def _from_qt(name: str) -> bytes | None:
    file = QFile(name)
    if not file.open(QIODevice.OpenModeFlag.ReadOnly):
        return None
    try:
        return bytes(file.readAll().data())
    finally:
        file.close()


class OnlyOurs(QWebEngineUrlRequestInterceptor):
    """Lets through only what the program serves itself, and keeps a list of all else that was asked for.

    Parameters
    ----------
    parent : QObject, optional
    """

    _OURS = frozenset({SCHEME.decode(), "data", "blob"})

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.blocked: list[str] = []

    def interceptRequest(self, info: QWebEngineUrlRequestInfo) -> None:  # noqa: N802 - Qt's name
        """Block a request that would leave the program."""
        url = info.requestUrl()
        if url.scheme() not in self._OURS:
            self.blocked.append(url.toString())
            info.block(True)  # noqa: FBT003 - Qt takes it by position
