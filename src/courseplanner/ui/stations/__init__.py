"""The panel of the stations."""
