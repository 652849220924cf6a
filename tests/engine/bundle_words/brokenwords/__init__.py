"""A bundle that cannot be imported."""
