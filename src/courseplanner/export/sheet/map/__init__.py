"""The map of a sheet: roads, course, names, points, insets, scale and north arrow.

Enters: what is drawn at its place on the ground.
"""
