"""The panels of the window, a folder each.

Enters: one folder a panel. Panels do not import each other.
"""
