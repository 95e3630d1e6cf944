"""The panel of the brief."""
