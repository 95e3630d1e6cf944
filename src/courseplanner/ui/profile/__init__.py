"""The panel of the profile."""
