"""The judge: from a course and what was asked of it to findings."""
