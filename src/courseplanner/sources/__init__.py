"""Reads files into values of `model`: OSM, heights, weather, places, tracks.

Enters: readers, each with where its data came from. Only this room imports the libraries that read OSM and
rasters.
"""
