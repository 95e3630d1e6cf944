"""Places and terrain.

Enters: values alone, without file access.
"""
