"""Term lists and lexicons, the matcher, and the names that bundles hand over."""

from caveat.terms.cue import Cue, Cues
from caveat.terms.linear import PatternError, PatternMatch, PatternSet, check_pattern
from caveat.terms.literals import required_literals
from caveat.terms.matcher import TermList, TermMatch
from caveat.terms.sieve import SearchText
from caveat.terms.strict_yaml import Data, StrictYamlError, load_yaml, load_yaml_file
from caveat.terms.topic import (
    Approval,
    ClaimBound,
    Names,
    Source,
    Statement,
    StatementKind,
    Topic,
    TopicError,
    Use,
    load_topics,
    parse_topic,
    statement_line,
)
from caveat.terms.vocabulary import Vocabulary

__all__ = [
    "Approval",
    "ClaimBound",
    "Cue",
    "Cues",
    "Data",
    "Names",
    "PatternError",
    "PatternMatch",
    "PatternSet",
    "SearchText",
    "Source",
    "Statement",
    "StatementKind",
    "StrictYamlError",
    "TermList",
    "TermMatch",
    "Topic",
    "TopicError",
    "Use",
    "Vocabulary",
    "check_pattern",
    "load_topics",
    "load_yaml",
    "load_yaml_file",
    "parse_topic",
    "required_literals",
    "statement_line",
]
