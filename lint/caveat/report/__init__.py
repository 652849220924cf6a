"""Findings for people and for programs: each report is a function from data to text, and prints nothing."""
