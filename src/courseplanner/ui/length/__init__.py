"""The panel of the length of a course: how long, how well that is known, and its marks."""
