"""The first bundle of Caveat's rules: one folder a family, one file a rule."""
