"""The panel of the profile, with what runners meet under it.

Enters: its plot, lanes and readout.
"""
