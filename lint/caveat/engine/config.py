"""The configuration: `caveat.toml`, or `[tool.caveat]` in pyproject.toml, found, read strictly, and explained."""

from __future__ import annotations

import datetime
import os
import re
import tomllib
from pathlib import Path
from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, Field, ValidationError, field_validator

from caveat.engine.settings import (
    DEFAULT_BUNDLES,
    PROFILES,
    Choice,
    DecisionSettings,
    FailOn,
    FamilySettings,
    PathSettings,
    Profile,
    Settings,
    SettingsError,
    SeverityOrOff,
    SuppressEntry,
    suggest,
)
from caveat.library.family import Genre, known_genre
from caveat.library.targets import Readers
from caveat.rule import Severity

Text = Annotated[str, Field(min_length=1)]
Names = tuple[Text, ...]


class _Table(BaseModel):
    model_config = ConfigDict(
        extra="forbid",
        frozen=True,
        strict=False,
        alias_generator=lambda name: name.replace("_", "-"),
        str_strip_whitespace=True,
    )


class PathTable(_Table):
    """What holds for the paths that match a pattern; later tables win over earlier ones."""

    glob: Text = Field(description="Paths this table is about, as .gitignore writes them.")
    select: Names | None = Field(None, description="Rules to run here instead: ids, families, or all.")
    extend_select: Names = Field((), description="Rules to run here besides: ids, families, or all.")
    ignore: Names = Field((), description="Rules not to run here: ids or families.")
    severity: dict[str, SeverityOrOff] = Field({}, description="Other severities here, by rule id or family.")
    profile: Profile | None = Field(None, description="Another profile here.")
    genre: Genre | None = Field(None, description="The genre of these files, unless their front matter gives one.")
    readers: Readers | None = Field(None, description="Whose reading grades to aim at here.")


class TargetsTable(_Table):
    """The highest reading grades that are right; they win over those of `readers`."""

    smog: float | None = Field(None, description="By SMOG.")
    flesch_kincaid: float | None = Field(None, description="By Flesch-Kincaid.")


class FamilyTable(_Table):
    """An article and the pieces that derive from it, where they neither lie beside it nor name it themselves."""

    article: Text = Field(description="The article's path, relative to the configuration's folder.")
    pieces: Annotated[Names, Field(min_length=1)] = Field(description="Paths of its pieces, as .gitignore writes them.")


class SuppressTable(_Table):
    """Findings that do not count, and why: for text and Word files, where no comment can stand, and whole files."""

    path: Text = Field(description="Paths this is about, as .gitignore writes them.")
    rule: Text = Field(description="The rule's id, or a family.")
    quote: Text | None = Field(None, description="Only findings whose words contain these, whatever their case.")
    reason: Text = Field(description="Why the finding does not count: the audit trail.")
    by: Text | None = Field(None, description="Who decided it; required for errors.")
    until: datetime.date | None = Field(None, description="The last day it holds; required for errors.")

    @field_validator("until", mode="before")
    @classmethod
    def _plain_date(cls, value: object) -> object:
        if isinstance(value, str):
            return datetime.date.fromisoformat(value)
        return value


class DecisionsTable(_Table):
    """Reviewers' decisions: where they are kept, how long they hold, and what needs one."""

    folder: Text = Field(".caveat/decisions", description="The folder, relative to the configuration's.")
    days: int = Field(365, ge=1, le=36_500, description="Days that an accepted risk holds.")
    sign_off_days: int = Field(365, ge=1, le=36_500, description="Days that a sign-off holds.")
    needs: Severity = Field("info", description="From which severity on a finding must be decided before a sign-off.")


class Config(_Table):
    """Settings of Caveat, a linter for health content."""

    profile: Profile = Field(PROFILES[0], description="Who the text is for; decides severities.")
    readers: Readers = Field(
        "us", description="Whose reading grades to aim at: those that bodies in these countries ask for, or none."
    )
    targets: TargetsTable = Field(
        default_factory=lambda: TargetsTable.model_validate({}), description="Reading grades to aim at instead."
    )
    select: Names | None = Field(None, description="Rules to run instead of the default ones: ids, families, or all.")
    extend_select: Names = Field((), description="Rules to run besides: ids, families, or all.")
    ignore: Names = Field((), description="Rules not to run: ids or families.")
    severity: dict[str, SeverityOrOff] = Field({}, description="Other severities, by rule id or family.")
    fail_on: FailOn = Field("error", description="From which severity on a finding gives exit status 1.")
    exclude: Names = Field((), description="Files and folders to leave out, as .gitignore writes them.")
    bundles: Annotated[Names, Field(min_length=1)] = Field(
        DEFAULT_BUNDLES, description="Python packages that hold the rules."
    )
    topics: Text | None = Field(
        None, description="A folder of topic packs of the house's own, relative to the configuration's folder."
    )
    accept: Names = Field((), description="The house's own terms: never jargon, acronym or spelling findings.")
    genre: dict[str, Genre] = Field({}, description="Genres by path pattern; the first that matches counts.")
    disclosures: dict[str, Text] = Field(
        {}, description="Disclosures that the site shows on every page, and where; not asked of each text then."
    )
    rule: dict[str, dict[str, Any]] = Field({}, description="Options of single rules, by rule id.")
    path: tuple[PathTable, ...] = Field((), description="Settings for some paths.")
    suppress: tuple[SuppressTable, ...] = Field((), description="Findings that do not count, and why.")
    decisions: DecisionsTable = Field(
        default_factory=lambda: DecisionsTable.model_validate({}), description="Reviewers' decisions."
    )
    family: tuple[FamilyTable, ...] = Field((), description="Articles and their pieces.")
    approvals: Text = Field(
        ".caveat/approvals",
        description="The folder that says who compared which piece with its article, relative to the configuration's.",
    )
    baseline: Text | None = Field(None, description="The baseline file, relative to the configuration's folder.")
    cache: bool | Text = Field(
        default=True, description="Whether to keep results for the next run, or the folder to do so in."
    )
    language_model: Text | None = Field(None, description="The package of another English spaCy model.")

    @field_validator("genre", mode="before")
    @classmethod
    def _plain_genres(cls, value: object) -> object:
        if isinstance(value, dict):
            return {key: known_genre(word) or word if isinstance(word, str) else word for key, word in value.items()}
        return value


_LARGEST_LIST = 50_000_000
_TABLES: dict[str, type[_Table]] = {
    "path": PathTable,
    "suppress": SuppressTable,
    "targets": TargetsTable,
    "decisions": DecisionsTable,
    "family": FamilyTable,
}
_KINDS = {
    "a valid tuple": "a list",
    "a valid string": "a text in quotes",
    "a valid dictionary": "a table",
}


def find_config(start: Path) -> Path | None:
    """Return the nearest caveat.toml, or pyproject.toml with `[tool.caveat]`, in a folder or above it."""
    for folder in (start, *start.parents):
        if (own := folder / "caveat.toml").is_file():
            return own
        shared = folder / "pyproject.toml"
        if shared.is_file() and b"tool.caveat" in shared.read_bytes() and _tool_table(_parse(shared)) is not None:
            return shared
    return None


def read_config(path: Path, shown: str) -> Settings:
    """Return the settings that a configuration file gives; `shown` is its name in messages.

    Raises SettingsError that names the file and every key that is wrong.
    """
    try:
        data = _parse(path)
    except OSError as error:
        raise SettingsError(f"{shown}: {error.strerror or error}") from None
    table: object = data
    if path.name == "pyproject.toml":
        table = _tool_table(data)
        if table is None:
            raise SettingsError(f"{shown}: has no [tool.caveat]")
    try:
        config = Config.model_validate(table)
    except ValidationError as error:
        problems = [f"{shown}: {_explain(problem)}" for problem in error.errors(include_url=False)]
        raise SettingsError("\n".join(dict.fromkeys(problems))) from None
    return _settings(config, path, shown)


def _parse(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_bytes().decode("utf-8-sig"))
    except tomllib.TOMLDecodeError as error:
        raise SettingsError(f"{path.name}: not valid TOML: {error}") from None
    except UnicodeDecodeError:
        raise SettingsError(f"{path.name}: not UTF-8") from None


def _tool_table(data: dict[str, Any]) -> object | None:
    tool = data.get("tool")
    return tool.get("caveat") if isinstance(tool, dict) else None


def _settings(config: Config, path: Path, shown: str) -> Settings:
    lines = _suppress_lines(path)
    folder = path.parent
    cache = config.cache
    return Settings(
        root=folder.resolve().as_posix(),
        today=datetime.date.min,
        config_path=shown,
        profile=config.profile,
        readers=config.readers,
        targets=(config.targets.smog, config.targets.flesch_kincaid),
        choice=Choice(config.select, config.extend_select, config.ignore),
        severity=tuple(config.severity.items()),
        fail_on=config.fail_on,
        exclude=config.exclude,
        bundles=config.bundles,
        topics=_packs_in(folder, config.topics, shown) if config.topics else (),
        accept=config.accept,
        genre=tuple(config.genre.items()),
        disclosures=config.disclosures,
        options=_with_lists(config.rule, folder, shown),
        paths=tuple(
            PathSettings(
                table.glob,
                Choice(table.select, table.extend_select, table.ignore),
                tuple(table.severity.items()),
                table.profile,
                table.genre,
                table.readers,
            )
            for table in config.path
        ),
        suppressions=tuple(
            SuppressEntry(
                table.path,
                table.rule,
                table.quote,
                table.reason,
                table.by or "",
                table.until.isoformat() if table.until else None,
                lines[number] if number < len(lines) else 1,
            )
            for number, table in enumerate(config.suppress)
        ),
        families=tuple(FamilySettings(table.article, table.pieces) for table in config.family),
        approvals=config.approvals,
        baseline=_beside(folder, config.baseline) if config.baseline else None,
        decisions=DecisionSettings(
            config.decisions.folder, config.decisions.days, config.decisions.sign_off_days, config.decisions.needs
        ),
        cache=cache is not False,
        cache_folder=_beside(folder, cache) if isinstance(cache, str) else None,
        language_model=config.language_model,
    )


def _with_lists(tables: dict[str, dict[str, Any]], folder: Path, shown: str) -> dict[str, dict[str, Any]]:
    """Put the lines of a file in the place of each option given as `{ file = "…" }`.

    What a list holds is part of the settings then, so that results kept from an earlier list are not used again.
    """
    return {
        rule: {
            key: _lines_of(folder, value["file"], f"{shown}: rule.{rule}: {key}") if _is_file(value) else value
            for key, value in table.items()
        }
        for rule, table in tables.items()
    }


def _packs_in(folder: Path, name: str, shown: str) -> tuple[tuple[str, str], ...]:
    """Return the names and the texts of the packs in a folder."""
    place = folder / Path(name).expanduser()
    if not place.is_dir():
        raise SettingsError(f"{shown}: topics: {name} is no folder")
    found: list[tuple[str, str]] = []
    for path in sorted(place.glob("*.yaml")):
        try:
            found.append((path.name, path.read_text(encoding="utf-8-sig")))
        except OSError as error:
            raise SettingsError(f"{shown}: topics: {path.name}: {error.strerror or error}") from None
        except UnicodeDecodeError:
            raise SettingsError(f"{shown}: topics: {path.name} is not UTF-8") from None
    if not found:
        raise SettingsError(f"{shown}: topics: {name} holds no pack, a file such as ketamine.yaml")
    return tuple(found)


def _is_file(value: object) -> bool:
    return isinstance(value, dict) and list(value) == ["file"]


def _lines_of(folder: Path, name: object, place: str) -> list[str]:
    """Return the lines of a list, without empty ones and remarks that begin with `#`."""
    if not isinstance(name, str) or not name:
        raise SettingsError(f"{place}: file should be a path in quotes")
    path = folder / Path(name).expanduser()
    try:
        if path.is_file() and path.stat().st_size > _LARGEST_LIST:
            raise SettingsError(f"{place}: {name} is larger than {_LARGEST_LIST // 1_000_000} MB")
        text = path.read_text(encoding="utf-8-sig")
    except OSError as error:
        raise SettingsError(f"{place}: {name}: {error.strerror or error}") from None
    except UnicodeDecodeError:
        raise SettingsError(f"{place}: {name} is not UTF-8") from None
    lines = (line.strip() for line in text.splitlines())
    return [line for line in lines if line and not line.startswith("#")]


def _beside(folder: Path, name: str) -> str:
    """Return a path that the configuration gives, as it reads from the present folder."""
    path = folder / Path(name).expanduser()
    try:
        return Path(os.path.relpath(path)).as_posix()
    except ValueError:  # another drive, on Windows
        return path.as_posix()


def _suppress_lines(path: Path) -> list[int]:
    """Return the lines at which the `[[suppress]]` tables begin: the TOML reader does not say."""
    header = re.compile(r"^\s*\[\[\s*(?:tool\s*\.\s*caveat\s*\.\s*)?suppress\s*]]")
    lines = path.read_text(encoding="utf-8-sig").splitlines()
    return [number for number, line in enumerate(lines, 1) if header.match(line)]


def _explain(problem: Any) -> str:  # noqa: ANN401 - pydantic's ErrorDetails
    """Return one line on what is wrong with a key."""
    where = [part for part in problem["loc"] if part != "[key]"]
    key = _key_path(where)
    if where[:1] == ["cache"]:
        return f"cache: {_shown(problem['input'])} is neither true, false nor a folder"
    match problem["type"]:
        case "extra_forbidden":
            table = _key_path(where[:-1])
            name = str(where[-1])
            known = _keys_of(where[:-1])
            place = f" in {table}" if table else ""
            return f'unknown key "{name}"{place}{suggest(name, known)}'
        case "missing":
            return f'{_key_path(where[:-1])} needs "{where[-1]}"'
        case "literal_error":
            known = _literals(problem["ctx"]["expected"])
            given = problem["input"]
            hint = suggest(given, known) if isinstance(given, str) else ""
            return f"{key}: {_shown(given)} is not one of {', '.join(known)}{hint}"
        case "string_too_short":
            return f"{key}: must not be empty"
        case "too_short":
            return f"{key}: must name at least one"
        case kind if kind.startswith("date") or (kind == "value_error" and where[-1:] == ["until"]):
            return f"{key}: {_shown(problem['input'])} is not a date such as 2027-01-31"
        case _:
            message = problem["msg"].removeprefix("Value error, ").removeprefix("Input should be ")
            message = _KINDS.get(message, message)
            return f"{key}: {_shown(problem['input'])} should be {message}"


def _shown(value: object) -> str:
    return f'"{value}"' if isinstance(value, str) else str(value)


def _literals(expected: str) -> list[str]:
    return re.findall(r"'([^']*)'", expected)


def _key_path(parts: list[Any]) -> str:
    """Return a key's path as a person reads it: `path number 2, severity`."""
    words: list[str] = []
    for part in parts:
        if isinstance(part, int):
            table = bool(words) and words[-1] in _TABLES
            words[-1:] = [f"[[{words[-1]}]] number {part + 1}"] if table else [*words[-1:], f"item {part + 1}"]
        elif words and not words[-1].startswith("[["):
            words[-1] = f"{words[-1]}.{part}"
        else:
            words.append(str(part))
    return ", ".join(words)


def _keys_of(parts: list[Any]) -> list[str]:
    model = _TABLES.get(str(parts[0]), Config) if parts else Config
    return [field.alias or name for name, field in model.model_fields.items()]


def shown_path(path: Path) -> str:
    """Return a configuration's path as messages show it: relative to the present folder where it lies below."""
    try:
        short = os.path.relpath(path)
    except ValueError:  # another drive, on Windows
        return path.as_posix()
    return (path if short.count("..") > 2 else Path(short)).as_posix()
