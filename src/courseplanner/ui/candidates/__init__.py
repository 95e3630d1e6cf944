"""The panel of the candidates."""
