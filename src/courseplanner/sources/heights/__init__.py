"""Heights from raster tiles and from OSM, with the checks of each format.

Enters: one module a format.
"""
