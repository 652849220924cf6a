from __future__ import annotations

import os
import subprocess
import sys

import pytest

HEAVY = ("spacy", "jinja2", "rich", "markdown_it", "textstat", "proselint", "caveat_rules")


@pytest.mark.parametrize(
    "report",
    [
        "terminal",
        "concise",
        "wire",
        "sarif",
        "github",
        "markdown",
        "page",
        "word",
        "junit",
        "gitlab",
        "checkstyle",
        "reviewdog",
    ],
)
def test_no_report_brings_what_it_may_not_need(report: str) -> None:
    program = f"import sys, caveat.report.{report}; print([name for name in {HEAVY} if name in sys.modules])"
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
    run = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=False, env=environment)

    assert (run.stdout, run.stderr) == ("[]\n", "")
