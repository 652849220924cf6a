"""A small bundle of rules for the tests of the language server."""
