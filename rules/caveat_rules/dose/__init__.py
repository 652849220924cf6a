"""Doses: how amounts of medicines are written, and whether they agree."""
