"""What a sheet is drawn with: paper, typeface, lines and text, as PDF or SVG.

Enters: what knows paper and not courses.
"""
