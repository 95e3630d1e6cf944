"""courseplanner: road-race courses of exact, certifiable length on OpenStreetMap roads."""

__version__ = "0.1.0"
