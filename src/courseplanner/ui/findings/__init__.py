"""The panel of the findings."""
