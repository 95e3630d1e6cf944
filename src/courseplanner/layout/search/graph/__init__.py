"""The roads as the search sees them: the cut network, its core, and the score of each edge.

Enters: what is made once for a search and only read by its trials.
"""
