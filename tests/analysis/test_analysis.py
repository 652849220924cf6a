from __future__ import annotations

import gc
import weakref

from caveat.analysis import Analysis
from caveat.readers import read

TEXT = b"""# Ear drops

Ear drops cure every ear infection within hours. They are completely safe.

## References

1. Smith J. Ear drops. *Lancet* 2019. https://doi.org/10.1016/example
"""


def test_what_was_worked_out_is_worked_out_again_after_it_was_let_go() -> None:
    analysis = Analysis(read("ears.md", TEXT))
    found = [(claim.kind, claim.start, claim.end) for claim in analysis.claims]
    references = [one.text for one in analysis.references.all]
    analysis.release()
    assert not analysis.prepared
    assert [(claim.kind, claim.start, claim.end) for claim in analysis.claims] == found != []
    assert [one.text for one in analysis.references.all] == references != []


def test_a_page_that_was_let_go_leaves_memory_at_once() -> None:
    analysis = Analysis(read("ears.md", TEXT))
    assert analysis.claims
    assert analysis.ledger
    subjects = weakref.ref(analysis.subjects)
    gc.disable()
    try:
        analysis.release()
        assert subjects() is None
    finally:
        gc.enable()
