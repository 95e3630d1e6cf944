"""Nouns: what a region, a brief, a course, a rule and a finding are.

Enters: frozen values without file access. What reads them is in `sources` and `brief`, what derives them
in `measure`, `layout` and `assess`.
"""
