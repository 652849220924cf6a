# /// script
# dependencies = ["nox>=2025.2.9"]
# ///
"""Every check of Caveat, the same here and in CI: `nox` runs tests, types and style; `nox -l` lists the rest."""

from __future__ import annotations

import json
import os
import shutil
import sys
import tempfile
import zipfile
from pathlib import Path

import nox

nox.needs_version = ">=2025.2.9"
nox.options.reuse_venv = "yes"
nox.options.error_on_missing_interpreters = True

ROOT = Path(__file__).parent
PYPROJECT = nox.project.load_toml("pyproject.toml")
LOCK = ".ci/requirements.txt"
PACKAGES = ("lint/caveat", "rules/caveat_rules")
DRAFT = "# Ketamine infusions\n\nKetamine infusions are a completely safe treatment and work for every patient.\n"


@nox.session
def tests(session: nox.Session) -> None:
    """Run the tests, all but those that need a browser or LibreOffice; arguments go to pytest."""
    install(session, "tests")
    # More workers than that would each hold the language model, for little gain; `-- -n0` runs in one process.
    workers = ("-n", "auto", "--maxprocesses", "4", "--dist", "loadfile")
    session.run("pytest", "-m", "not browser and not office", *workers, *session.posargs)


@nox.session
def types(session: nox.Session) -> None:
    """Check types with mypy in strict mode; arguments go to mypy."""
    install(session, "types")
    session.run("mypy", *session.posargs)


@nox.session
def style(session: nox.Session) -> None:
    """Check style and formatting with ruff; `-- --fix` repairs what it can."""
    session.install(*group("style"))
    session.run("ruff", "check", *session.posargs)
    session.run("ruff", "format", *(() if "--fix" in session.posargs else ("--check",)))


@nox.session(default=False)
def gold(session: nox.Session) -> None:
    """Measure precision and recall of each rule over tests/gold, and over the folder that CAVEAT_GOLD names."""
    install(session, "tests")
    session.run("python", "-m", "caveat_dev.gold", *session.posargs)


@nox.session(default=False)
def corpus(session: nox.Session) -> None:
    """Count flags per 1,000 words of each rule over the folder that CAVEAT_CORPUS names."""
    install(session, "tests")
    session.run("python", "-m", "caveat_dev.corpus", *session.posargs)


@nox.session(default=False)
def fit(session: nox.Session) -> None:
    """Fit the points that tell sellers and overclaims, on tests/gold and the folder that CAVEAT_CORPUS names."""
    install(session, "tests")
    session.install("scikit-learn")
    session.run("python", "-m", "caveat_dev.fit")
    session.run("python", "-m", "caveat_dev.fit", "--overclaims")


@nox.session(default=False)
def train(session: nox.Session) -> None:
    """Fit the encoder that reads selling texts, from the weights in CAVEAT_ENCODER, on what `nox -s fit` reads."""
    install(session, "tests")
    session.install("torch", "transformers")
    session.run("python", "-m", "caveat_dev.train")


@nox.session(default=False)
def browser(session: nox.Session) -> None:
    """Run the tests that need Chromium (CAVEAT_CHROMIUM, else /usr/bin/chromium); arguments go to pytest."""
    chromium = os.environ.get("CAVEAT_CHROMIUM", "/usr/bin/chromium")
    if shutil.which(chromium) is None:
        session.error(f"no Chromium at {chromium}: install it, or set CAVEAT_CHROMIUM to where it is")
    install(session, "browser")
    session.run("pytest", "-m", "browser", "tests/", *session.posargs, env={"CAVEAT_CHROMIUM": chromium})


@nox.session(default=False)
def office(session: nox.Session) -> None:
    """Run the tests that need LibreOffice (CAVEAT_SOFFICE, else soffice on PATH); arguments go to pytest."""
    soffice = shutil.which(os.environ.get("CAVEAT_SOFFICE", "soffice"))
    if soffice is None:
        session.error("no LibreOffice: install it, or set CAVEAT_SOFFICE to its soffice")
    install(session, "tests")
    session.run("pytest", "-m", "office", "tests/", *session.posargs, env={"CAVEAT_SOFFICE": soffice})


@nox.session(default=False)
def bench(session: nox.Session) -> None:
    """Measure words per second, start-up and peak memory, with proselint and textstat over the same files beside it."""
    install(session, "tests")
    session.run("python", "-m", "caveat_dev.bench", *session.posargs)


@nox.session(default=False)
def docs(session: nox.Session) -> None:
    """Write what is generated from code: the rule pages, their index and the schemas; arguments go to the writer."""
    install(session, "tests")
    session.run("python", "-m", "caveat_dev.docs", *session.posargs)


@nox.session(default=False)
def build(session: nox.Session) -> None:
    """Build the wheel by way of the source archive, look inside, and lint a file with it in an empty environment."""
    session.install("build")
    with tempfile.TemporaryDirectory() as folder:
        work = Path(folder)
        session.run("python", "-m", "build", "--outdir", str(work / "dist"))
        (wheel,) = (work / "dist").glob("*.whl")
        missing, foreign = compare_with_tree(wheel)
        if missing or foreign:
            session.error(f"{wheel.name} lacks {missing or 'nothing'} and should not hold {foreign or 'nothing'}")

        session.run("python", "-m", "venv", str(work / "empty"))
        scripts = work / "empty" / ("Scripts" if sys.platform == "win32" else "bin")
        pip = (str(scripts / "python"), "-m", "pip", "install", "--quiet")
        if locked():
            session.run(*pip, "--require-hashes", "-r", LOCK, external=True)
        session.run(*pip, str(wheel), external=True)

        (work / "draft.md").write_text(DRAFT, encoding="utf-8")
        with session.chdir(work):
            command = (str(scripts / "caveat"), "check", "draft.md", "--format", "json", "--fail-on", "never")
            alone = {"PYTHONPATH": "", "CAVEAT_CACHE_DIR": str(work / "cache")}
            printed = session.run(*command, silent=True, external=True, env=alone)
        report = json.loads(str(printed))
        rules = sorted({finding["rule"] for finding in report["findings"]})
        if report["problems"] or "claims-safety-absolute" not in rules:
            session.error(f"the installed wheel found {rules}, with problems {report['problems']}")
        session.log(f"{wheel.name} found {', '.join(rules)}")
        if session.posargs:
            shutil.copytree(work / "dist", session.posargs[0], dirs_exist_ok=True)


@nox.session(default=False)
def lock(session: nox.Session) -> None:
    """Renew the hashed list of what Caveat needs on Linux with CPython 3.11, which CI installs from."""
    session.install("pip-tools")
    options = ("--generate-hashes", "--allow-unsafe", "--strip-extras", "--no-header", "--quiet", "--upgrade")
    private = ("--no-emit-index-url", "--no-emit-find-links", "--no-emit-trusted-host", "--no-emit-options")
    with tempfile.TemporaryDirectory() as folder:
        pins = Path(folder, "pins.txt")
        session.run("pip-compile", *options, *private, "--output-file", str(pins), "pyproject.toml")
        header = f"# Made by `nox -s {session.name}` for Linux and CPython 3.11; never by hand.\n"
        Path(LOCK).write_text(header + pins.read_text(encoding="utf-8").lstrip("\n"), encoding="utf-8")


# ---------------------------------------------------------------------------------------------------------------------


def group(name: str) -> list[str]:
    """The requirements of a dependency group."""
    return list(nox.project.dependency_groups(PYPROJECT, name))


def locked() -> bool:
    """Whether this run installs only files whose hash is known: in CI, on the system that the lock was made for."""
    return "CI" in os.environ and sys.platform == "linux"


def install(session: nox.Session, name: str) -> None:
    """Install Caveat from the checkout, editable, with a dependency group."""
    if locked():
        session.install("--require-hashes", "-r", LOCK)
    session.install("-e", ".", *group(name))


def compare_with_tree(wheel: Path) -> tuple[list[str], list[str]]:
    """What the wheel lacks of the packages' files and the notices, and what it holds besides."""
    names = {name for name in zipfile.ZipFile(wheel).namelist() if not name.endswith("/")}
    notices = {name.rpartition("/")[2] for name in names if ".dist-info/licenses/" in name}
    held = {name for name in names if ".dist-info/" not in name}
    wanted = {
        f"{Path(package).name}/{path.relative_to(package).as_posix()}"
        for package in PACKAGES
        for path in Path(package).rglob("*")
        if path.is_file() and "__pycache__" not in path.parts
    }
    missing = sorted(wanted - held) + sorted({"LICENSE", "THIRD_PARTY.md"} - notices)
    return missing, sorted(held - wanted)


if __name__ == "__main__":
    nox.main()
