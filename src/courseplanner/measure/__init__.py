"""Measures lines: lengths, marks, nearness to places, and ground that is run twice."""
