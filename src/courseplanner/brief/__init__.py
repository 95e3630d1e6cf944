"""The brief as a file: read, check, draft and write it, and keep its comments.

Enters: TOML text, and what checks a brief by itself. What it means in a region is in `roads` and
`layout.ask`.
"""
