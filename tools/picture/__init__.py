"""Draws a folder of results on its map, as one SVG picture."""
