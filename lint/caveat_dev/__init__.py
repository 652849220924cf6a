"""Measurements and generators for people who work on Caveat; never part of the wheel."""
