"""Rules on what a text claims: how absolute it is, and what limits it."""
