"""Trials and improvement: many random walks, the best of them kept and made better.

Enters: what runs kernels and collects walks.
"""
