"""The search: from a brief and a region to candidates.

Enters: what chooses among routes. Graph, trials and kernels have rooms of their own.
"""
