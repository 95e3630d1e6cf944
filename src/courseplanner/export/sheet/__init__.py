"""Sheets of paper: the certification map and its kin, as PDF in vectors."""
