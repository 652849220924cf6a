"""`caveat init`: a configuration to begin with."""

from __future__ import annotations

from pathlib import Path

import click

from caveat.cli.options import UsageError

TEMPLATE = """\
# Caveat's configuration. What is commented out shows the default, or an example.

# Who the text is for: patient-education, clinic-marketing (strictest), derived-short or professional.
profile = "patient-education"

# From which severity on a finding fails the check: error, warning, info or never.
fail-on = "error"

# Rules to run instead of the default ones, to run besides, and not to run: by id, by family, or "all".
# select = ["claims", "sourcing", "disclosure", "readability", "language"]
# extend-select = []
# ignore = ["style"]

# Files and folders to leave out, as .gitignore writes them.
# exclude = ["archive/", "*.draft.md"]

# The house's own terms: never jargon, never an unexplained abbreviation, never misspelt.
accept = []

# The baseline of accepted findings, written by `caveat baseline`.
# baseline = "caveat-baseline.json"

# Keep results for the next run (true), keep nothing (false), or keep them in a folder of your own.
# cache = true

# Packages of rules.
# bundles = ["caveat_rules"]

# A folder of topic packs of your own; docs/topics.md says what one holds.
# topics = "topics"

# Other severities, by rule or family: error, warning, info or off.
# [severity]
# claims-guarantee = "warning"
# style = "off"

# The genre of files by pattern, where front matter and file name do not say:
# article, leaflet, post, email, script or sms.
# [genre]
# "social/*" = "post"

# Disclosures that the site shows on every page, and where; they are then not asked of each text.
# [disclosures]
# medical-disclaimer = "in the footer of every page"

# Whose reading grades to aim at: us, us-ama, nhs, nhs-medical, au, consent or clinician; or grades of your own.
# readers = "us"
# [targets]
# smog = 8
# flesch-kincaid = 8

# Reviewers' decisions: where they are kept, how long they hold, and from which severity on a finding needs one
# before a piece is signed off; docs/decisions.md says more.
# [decisions]
# folder = ".caveat/decisions"
# days = 365
# sign-off-days = 365
# needs = "info"

# Options of a rule; `caveat explain RULE` shows which it has.
# [rule.readability-grade-level]

# Settings for some files.
# [[path]]
# glob = "professionals/**"
# profile = "professional"
# ignore = ["readability"]

# Findings that do not count, and why. In Markdown and HTML a comment in the text does the same.
# [[suppress]]
# path = "history/*.md"
# rule = "claims-cure"
# quote = "cure"
# reason = "Titles of books from before 1950"
# by = "A. Rivera"
# until = 2027-06-30
"""


@click.command("init")
@click.argument("folder", default=".", metavar="[FOLDER]")
def command(*, folder: str) -> int:
    """Write a commented caveat.toml, to the present folder unless another is named. It overwrites nothing."""
    target = Path(folder) / "caveat.toml"
    try:
        with target.open("x", encoding="utf-8", newline="\n") as file:
            file.write(TEMPLATE)
    except FileExistsError:
        raise UsageError(f"{target.as_posix()} exists already, and is left as it is") from None
    except OSError as error:
        raise UsageError(f"{target.as_posix()}: {error.strerror}") from None
    click.echo(f"wrote {target.as_posix()}")
    return 0
