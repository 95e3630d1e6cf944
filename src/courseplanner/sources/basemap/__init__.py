"""The base map from OSM: land, water, buildings, labels.

Enters: what is drawn under a course and never searched.
"""
