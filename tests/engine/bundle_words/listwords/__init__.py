"""Rules that expect something of a text, for the tests of the checklist."""
