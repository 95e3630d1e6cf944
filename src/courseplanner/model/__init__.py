"""The nouns of the project: what a region, a brief and a course are."""
