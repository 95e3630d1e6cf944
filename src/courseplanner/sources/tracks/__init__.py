"""Tracks, plan folders and rides from files.

Enters: one module a format.
"""
