"""spaCy is loaded without what parsing does not take, and nothing is missing afterwards."""

from __future__ import annotations

import os
import subprocess
import sys
from typing import TYPE_CHECKING, Any

from caveat.analysis.model import find_model
from caveat.analysis.pipeline import pipeline

if TYPE_CHECKING:
    from spacy.language import Language

LOADED = "from caveat.analysis.pipeline import pipeline; pipeline(None)"


def run(program: str) -> str:
    """Return what a program prints in an interpreter of its own."""
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
    command = [sys.executable, "-W", "error", "-c", program]
    return subprocess.run(command, capture_output=True, text=True, check=True, env=environment).stdout.strip()


def test_the_command_line_of_spacy_is_not_imported() -> None:
    names = ("spacy.cli", "spacy.cli.info", "typer", "weasel", "requests")
    assert run(f"import sys; {LOADED}; print([name for name in {names} if name in sys.modules])") == "[]"


def test_the_command_line_of_spacy_can_be_imported_afterwards() -> None:
    asked = "import spacy.cli; print(spacy.cli.info.__module__, spacy.cli.download.__module__)"
    assert run(f"{LOADED}; {asked}") == "spacy.cli.info spacy.cli.download"


def test_what_spacy_takes_from_its_command_line_works() -> None:
    assert run(f"{LOADED}; import spacy; print('spacy_version' in spacy.info(silent=True))") == "True"


def test_a_spacy_that_is_there_already_stays_as_it_is() -> None:
    assert run(f"import spacy; {LOADED}; import sys; print(spacy.info is sys.modules['spacy.cli.info'].info)") == "True"


def parts(nlp: Language) -> dict[str, object]:
    """Return all that decides how a pipeline parts words."""
    tokenizer: Any = nlp.tokenizer
    patterns = {
        name: None if found is None else found.__self__.pattern
        for name in ("prefix_search", "suffix_search", "infix_finditer", "token_match", "url_match")
        for found in (getattr(tokenizer, name),)
    }
    return {**patterns, "rules": tokenizer.rules, "faster_heuristics": tokenizer.faster_heuristics}


def test_words_are_parted_as_by_the_model_that_spacy_loads() -> None:
    import spacy

    loaded = spacy.load(find_model().folder, exclude=["ner", "attribute_ruler", "lemmatizer", "senter"])
    assert parts(pipeline(None)) == parts(loaded)
    assert pipeline(None).pipe_names == loaded.pipe_names
