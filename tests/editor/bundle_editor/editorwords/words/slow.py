"""Stops where a text says "slowly", until the gate in the text's folder is opened; without a gate it goes on.

The gate is a file with the port that somebody listens on: they see a check arrive, and let it go on by hanging up.
"""

from __future__ import annotations

import socket
from collections.abc import Iterator
from pathlib import Path

from caveat.analysis import Sentence
from caveat.rule import Context, Hit, NoOptions, rule, sentences


@rule(sentences, message="Never.", severity="info")
def check(sentence: Sentence, context: Context[NoOptions]) -> Iterator[Hit]:
    """Wait at the gate."""
    gate = Path(context.reading.document.path).with_name("gate")
    if "slowly" in sentence.folded and gate.exists():
        with socket.create_connection(("127.0.0.1", int(gate.read_text(encoding="utf-8")))) as way:
            way.recv(1)
    yield from ()
