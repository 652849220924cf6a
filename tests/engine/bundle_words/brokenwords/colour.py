"""A module that cannot be imported."""

raise FileNotFoundError("no table")
