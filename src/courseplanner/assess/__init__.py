"""Judgements without a pass or fail."""
