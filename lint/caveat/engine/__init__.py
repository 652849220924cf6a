"""Runs rules over documents: configuration, selection, findings, suppressions, baseline and cache."""
