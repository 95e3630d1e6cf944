"""Roads, plazas and the base map, and what is assumed of a road without tags.

Enters: values alone, without file access.
"""
