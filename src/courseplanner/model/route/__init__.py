"""A route: what is stored of a course, how it is written, and what of it may be gone.

Enters: values alone, without file access. What is known of a route is a survey, in `model.course`.
"""
