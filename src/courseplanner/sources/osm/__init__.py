"""Roads and places from OSM files.

Enters: what reads OSM and builds the road network.
"""
