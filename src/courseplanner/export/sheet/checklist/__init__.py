"""Reads a finished map back from its PDF and finds what is missing on it.

Enters: the list of items and the reader; nothing here draws.
"""
