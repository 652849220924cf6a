"""A bundle of the tests, with fixes."""
