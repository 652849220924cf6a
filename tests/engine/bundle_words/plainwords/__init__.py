"""A small bundle of rules for the engine's tests."""

PRECEDENCE = {"colour": ("colour-deep-purple", "colour-purple")}
