"""The page of the map in Chromium: what stands behind the port of the panel."""

from __future__ import annotations

import logging

from PySide6.QtCore import QCoreApplication, QEvent, Qt, QUrl, Signal
from PySide6.QtGui import QColor
from PySide6.QtWebChannel import QWebChannel
from PySide6.QtWebEngineCore import QWebEnginePage, QWebEngineProfile, QWebEngineSettings
from PySide6.QtWebEngineWidgets import QWebEngineView
from PySide6.QtWidgets import QWidget

from courseplanner.ui.map.address import PAGE_URL
from courseplanner.ui.map.bridge import Bridge
from courseplanner.ui.map.messages import SetPalette, ToPage
from courseplanner.ui.map.scheme import SCHEME, MapServer, OnlyOurs

__all__ = ["MapView", "map_profile"]

log = logging.getLogger(__name__)

_SETTINGS = {
    QWebEngineSettings.WebAttribute.ErrorPageEnabled: False,
    QWebEngineSettings.WebAttribute.FocusOnNavigationEnabled: False,
    QWebEngineSettings.WebAttribute.FullScreenSupportEnabled: False,
    QWebEngineSettings.WebAttribute.JavascriptCanOpenWindows: False,
    QWebEngineSettings.WebAttribute.LocalStorageEnabled: False,
    QWebEngineSettings.WebAttribute.NavigateOnDropEnabled: False,
    QWebEngineSettings.WebAttribute.PdfViewerEnabled: False,
    QWebEngineSettings.WebAttribute.PluginsEnabled: False,
}


def map_profile(profile: QWebEngineProfile) -> tuple[MapServer, OnlyOurs]:
    """Make a profile one that only ever serves the map; give what serves it, and what keeps all else out."""
    server, guard = MapServer(profile), OnlyOurs(profile)
    profile.installUrlSchemeHandler(SCHEME, server)
    profile.setUrlRequestInterceptor(guard)
    return server, guard


class _MapPage(QWebEnginePage):
    """A page that goes nowhere else, and whose complaints reach the log."""

    def acceptNavigationRequest(  # noqa: N802 - Qt's name
        self,
        url: QUrl | str,
        kind: QWebEnginePage.NavigationType,
        is_main: bool,  # noqa: FBT001 - Qt's signature
    ) -> bool:
        """Refuse every page but that of the map."""
        del kind, is_main
        return QUrl(url) == QUrl(PAGE_URL)

    def javaScriptConsoleMessage(  # noqa: N802 - Qt's name
        self, level: QWebEnginePage.JavaScriptConsoleMessageLevel, words: str, line: int, source: str
    ) -> None:
        """Write what the page says to its console into the log."""
        is_error = level is QWebEnginePage.JavaScriptConsoleMessageLevel.ErrorMessageLevel
        log.log(logging.ERROR if is_error else logging.INFO, "map page, %s line %s: %s", source, line, words)


class MapView(QWebEngineView):
    """Shows the page of the map; it is the port of the panel.

    Parameters
    ----------
    profile : QWebEngineProfile
        Must outlive the page: call `close_page` before it goes.
    server : MapServer
        Installed on the profile.
    parent : QWidget, optional
    """

    received = Signal(object)
    lost = Signal()

    def __init__(self, profile: QWebEngineProfile, server: MapServer, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._server = server
        self._is_loading = False
        self._bridge = Bridge(self)
        self._bridge.received.connect(self.received)
        # Asked of the view, a page that is gone would come back on another profile.
        self._page: _MapPage | None = _MapPage(profile, self)
        page = self._page
        for attribute, is_on in _SETTINGS.items():
            page.settings().setAttribute(attribute, is_on)
        self._channel = QWebChannel(page)
        self._channel.registerObject("bridge", self._bridge)
        page.setWebChannel(self._channel)
        self.setPage(page)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.NoContextMenu)
        self.setAcceptDrops(False)  # files are dropped on the window
        self.renderProcessTerminated.connect(self._process_ended)
        self.loadFinished.connect(self._loaded)

    def send(self, message: ToPage) -> None:
        """Tell the page, as soon as it is ready."""
        if isinstance(message, SetPalette) and self._page is not None:
            self._page.setBackgroundColor(QColor(message.colours["field"]))
        self._bridge.send(message)

    def put(self, name: str, data: bytes) -> str:
        """Serve bytes to the page."""
        return self._server.put(name, data)

    def drop(self, name: str) -> None:
        """Serve bytes no longer."""
        self._server.drop(name)

    def load_page(self, html: bytes) -> None:
        """Load the page, again where it is there."""
        if self._page is None:
            return
        self._is_loading = True
        self._bridge.page_gone()
        self._server.set_page(html)
        self._page.load(QUrl(PAGE_URL))

    def widget(self) -> QWidget:
        """Give itself."""
        return self

    def close_page(self) -> None:
        """Delete the page now: it must not outlive its profile."""
        if self._page is None:
            return
        page, self._page = self._page, None
        self._bridge.page_gone()
        self.renderProcessTerminated.disconnect(self._process_ended)
        self.loadFinished.disconnect(self._loaded)
        page.deleteLater()
        QCoreApplication.sendPostedEvents(page, QEvent.Type.DeferredDelete)

    def _loaded(self, ok: bool) -> None:  # noqa: FBT001 - a slot
        # A page that was refused, such as that of a link, is a load that failed too, but no loss.
        was_loading, self._is_loading = self._is_loading, False
        if was_loading and not ok:
            self._lose()

    def _process_ended(self, status: QWebEnginePage.RenderProcessTerminationStatus, exit_code: int) -> None:
        log.error("the process of the map ended: %s, exit code %s", status.name, exit_code)
        self._lose()

    def _lose(self) -> None:
        self._bridge.page_gone()
        self.lost.emit()
