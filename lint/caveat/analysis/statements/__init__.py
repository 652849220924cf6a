"""Statements about health that need a source: what each says, how firmly, and whether a source stands by it."""

from caveat.analysis.statements.statement import find_statements

__all__ = ["find_statements"]
