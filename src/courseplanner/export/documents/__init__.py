"""The JSON and GeoJSON documents that the contracts fix.

Enters: one module a document. Figures are taken from the course as they are, never derived here.
"""
