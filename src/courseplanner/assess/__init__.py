"""Assesses without pass or fail: scenery and climate.

Enters: figures that help to choose. Their values are in `model.climate`.
"""
