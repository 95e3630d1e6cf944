"""Lists of places and their ratings, merged with what OSM has.

Enters: what reads lists.
"""
