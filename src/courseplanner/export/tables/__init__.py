"""Tables of a course, as rows of cells: cue sheet, marks, stations, what runners meet.

Enters: one module a table, and how tables are written as CSV.
"""
