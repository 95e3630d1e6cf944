"""The panel of the candidates: a table of courses side by side.

Enters: its columns and cells.
"""
