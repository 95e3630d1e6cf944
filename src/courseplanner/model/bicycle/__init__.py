"""Rides of the calibrated bicycle as they are written down.

Enters: values alone, without file access.
"""
