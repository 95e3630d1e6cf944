"""How things look: palette, typefaces, figures, tables, notices.

Enters: what several panels draw with.
"""
