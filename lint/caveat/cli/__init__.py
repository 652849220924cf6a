"""The command line: parse arguments, call the engine, pick a report."""
