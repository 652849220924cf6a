"""A family of the tests' bundle."""
