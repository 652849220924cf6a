"""Rules: what one is, how it reads a document, and how bundles of them are found and tested."""

from caveat.rule.bundle import Bundle, load_bundle
from caveat.rule.fix import Edit, Fix
from caveat.rule.hit import Grade, Hit, RelatedPlace, hit
from caveat.rule.page import Example, Page, PageError, parse_examples, parse_page
from caveat.rule.rule import Context, NoOptions, Rule, RuleError, Severity, Status, View, rule
from caveat.rule.stated import Stated, not_expected, stated
from caveat.rule.views import blocks, claimed_documents, claims, documents, prose_sentences, sentences

__all__ = [
    "Bundle",
    "Context",
    "Edit",
    "Example",
    "Fix",
    "Grade",
    "Hit",
    "NoOptions",
    "Page",
    "PageError",
    "RelatedPlace",
    "Rule",
    "RuleError",
    "Severity",
    "Stated",
    "Status",
    "View",
    "blocks",
    "claimed_documents",
    "claims",
    "documents",
    "hit",
    "load_bundle",
    "not_expected",
    "parse_examples",
    "parse_page",
    "prose_sentences",
    "rule",
    "sentences",
    "stated",
]
