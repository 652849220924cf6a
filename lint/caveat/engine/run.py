"""A run: from paths and settings to a report."""

from __future__ import annotations

import os
import stat
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

import caveat
from caveat.analysis.memory import Memory
from caveat.analysis.model import ModelMissingError, find_model, model_version
from caveat.engine import outcome as outcomes
from caveat.engine.approvals import read_approvals
from caveat.engine.baseline import compare, read_baseline
from caveat.engine.cache import Cache, cache_folder
from caveat.engine.catalogue import Catalogue, Rules, keep_catalogue, known_catalogue, load_rules
from caveat.engine.changes import changed_lines, touches
from caveat.engine.decisions import Piece, apply_decisions, pieces_of
from caveat.engine.digest import code_digest, digest, digest_of, version
from caveat.engine.examine import Examiner, Task, batches, is_fresh
from caveat.engine.finding import NOTES, Finding, LedgerClaim, Problem, Report, Summary, Tool, Withheld
from caveat.engine.ledger import ledger
from caveat.engine.outcome import Outcome
from caveat.engine.own import config_finding, missing_sign_offs
from caveat.engine.paths import relative_path
from caveat.engine.pool import examine_in_parallel, sensible_jobs
from caveat.engine.selection import Selections, check_names
from caveat.engine.settings import Settings, SettingsError
from caveat.engine.stages import in_order
from caveat.engine.suppress import apply_entries
from caveat.engine.walk import STDIN, find_files
from caveat.kept import keep
from caveat.readers import read, reader_for

if TYPE_CHECKING:
    from caveat.document import Document
    from caveat.rule import Rule
    from caveat.terms import Vocabulary

_FAILS = {"error": ("error",), "warning": ("error", "warning"), "info": ("error", "warning", "info"), "never": ()}
_LARGEST = 64_000_000

Progress = Callable[[int, int], None]


@dataclass
class Run:
    """A finished run: its report, and the way back to the texts and the rules it came from."""

    report: Report
    settings: Settings
    catalogue: Catalogue
    notes: tuple[str, ...] = ()
    traces: tuple[str, ...] = ()
    paths: Mapping[str, str] = field(default_factory=dict)
    _bytes: Mapping[str, bytes] = field(default_factory=dict)
    _rules: Rules | None = None
    _ledgers: tuple[bytes, ...] = ()
    digests: Mapping[str, str] = field(default_factory=dict)
    """What `caveat.engine.digest` makes of the bytes of each file that was checked."""
    held: tuple[Finding, ...] = ()
    """The findings that the baseline took out."""
    withheld: tuple[Withheld, ...] = ()
    """The fixes that rules proposed and the engine does not let pass, of all findings."""

    @cached_property
    def claims(self) -> tuple[LedgerClaim, ...]:
        """The ledger: every medical claim of the checked texts that needs a source, with what the rules say of it."""
        return ledger(self._ledgers, self.report.findings)

    @property
    def vocabulary(self) -> Vocabulary:
        """The names of drugs and conditions that the bundles of rules know."""
        return self._loaded.bundle.vocabulary

    @property
    def rules(self) -> Mapping[str, Rule]:
        """The rules by id, imported when first asked for."""
        return self._loaded.bundle.rules

    @property
    def _loaded(self) -> Rules:
        if self._rules is None:
            given = self.settings
            self._rules = load_rules(given.bundles, given.options, given.config_path, given.topics)
        return self._rules

    def document(self, path: str) -> Document:
        """Read a checked document again; raises Unreadable or OSError when it has gone meanwhile."""
        return read(path, self.data(path), media=self.media(path))

    def data(self, path: str) -> bytes:
        """Return a checked file's bytes, read again but for standard input; raises OSError when it has gone."""
        return self._bytes[path] if path in self._bytes else Path(path).read_bytes()

    def media(self, path: str) -> str | None:
        """Return the format that standard input was read as; None for a file, whose name tells."""
        return _media(path, self.settings) if path in self._bytes else None

    @property
    def pieces(self) -> tuple[Piece, ...]:
        """The checked documents, as decisions know them."""
        return pieces_of(self.report.findings, self.report.documents, self.paths)

    @property
    def exit_status(self) -> int:
        """0, 1 or 2, as the report and `fail-on` decide."""
        if any(problem.kind not in NOTES for problem in self.report.problems):
            return 2
        fails = _FAILS[self.settings.fail_on]
        return int(any(counts(finding) and finding.severity in fails for finding in self.report.findings))


def counts(finding: Finding) -> bool:
    """Say whether a finding can fail a run: nobody suppressed it, and its rule is past its preview."""
    return finding.suppressed is None and finding.status == "stable"


def check(
    paths: Sequence[str],
    settings: Settings,
    *,
    stdin: Callable[[], bytes] = lambda: b"",
    progress: Progress | None = None,
    overlay: Mapping[str, bytes] | None = None,
    cache: Cache | None = None,
) -> Run:
    """Check the files and folders at the paths; `-` reads standard input.

    `overlay` gives, by path, bytes to check in place of what the file holds. `cache` is the caller's own, left open.
    Raises SettingsError when the settings cannot be followed; whatever else goes wrong is in the report.
    """
    if cache is not None:
        return _check(paths, settings, cache, stdin, progress, overlay or {})
    own = open_cache(settings)
    try:
        return _check(paths, settings, own, stdin, progress, overlay or {})
    finally:
        own.close()


def open_cache(settings: Settings) -> Cache:
    """Return the cache that the settings ask for; one that keeps nothing when they ask for none."""
    return Cache(cache_folder(settings.cache_folder) if settings.cache else None)


def _check(
    paths: Sequence[str],
    settings: Settings,
    cache: Cache,
    stdin: Callable[[], bytes],
    progress: Progress | None,
    overlay: Mapping[str, bytes],
) -> Run:
    lines = None if settings.changed_since is None else changed_lines(settings.changed_since, paths)
    # What is kept nowhere, or only as long as this process, need not tell one version of the code from another.
    code = code_digest(("caveat", *settings.bundles)) if settings.cache else ""
    rules: Rules | None = None
    catalogue_key = digest_of("catalogue", code, *settings.bundles, repr(settings.options))
    catalogue = known_catalogue(cache, catalogue_key)
    if catalogue is None:
        rules = load_rules(settings.bundles, settings.options, settings.config_path, settings.topics)
        catalogue = rules.catalogue
        keep_catalogue(cache, catalogue_key, catalogue)
    notes = check_names(settings, catalogue)

    found = find_files(paths, settings.root, settings.exclude)
    tasks, problems = read_files(found.paths, settings, stdin, overlay)
    problems = [*found.problems, *problems]
    tool = _tool(settings)
    base = digest_of(code, _settings_digest(settings), msgspec.json.encode(tool).decode())
    digests = {task.path: digest(task.data) for task in tasks}
    keys = {
        task.path: digest_of(base, task.path, task.relative, task.media or "", digests[task.path]) for task in tasks
    }
    approvals = read_approvals(settings)
    problems += approvals.problems
    done = _known(cache, tasks, keys, settings, approvals.mark)
    waiting = [task for task in tasks if task.path not in done]
    label, remark = _model(settings, cache, tool, needed=bool(waiting))
    if remark is not None:
        problems.append(remark)
    if waiting:
        if rules is None:
            rules = load_rules(settings.bundles, settings.options, settings.config_path, settings.topics)
        total = sum(len(task.data) for task in waiting)
        finished = 0
        for batch, made in _examine(waiting, rules, settings):
            done.update({task.path: outcome for task, outcome in zip(batch, made, strict=True)})
            encoded = {keys[task.path]: outcomes.encode(outcome) for task, outcome in zip(batch, made, strict=True)}
            cache.put({key: value for key, value in encoded.items() if value is not None})
            finished += sum(len(task.data) for task in batch)
            if progress is not None:
                progress(finished, total)

    results = [done[task.path] for task in tasks]
    relative = {task.path: task.relative for task in tasks}
    findings = [finding for outcome in results for finding in outcome.findings]
    problems += [problem for outcome in results for problem in outcome.problems]
    if settings.online:
        dead, remarks = _dead_links(tasks, results, settings, catalogue, cache)
        findings += dead
        problems += remarks
    findings, held = across_documents(findings, settings, catalogue, relative)
    documents = tuple(outcome.summary for outcome in results if outcome.summary is not None)
    findings, documents, wrong = apply_decisions(findings, documents, relative, settings)
    problems += wrong
    if lines is not None:
        findings = [finding for finding in findings if touches(finding, lines)]
    if settings.require_sign_off:
        findings = in_order([*findings, *missing_sign_offs(documents, relative)])
    report = Report(
        version=1,
        tool=replace(tool, language_model=label),
        documents=documents,
        findings=tuple(findings),
        problems=tuple(sorted(problems, key=lambda one: (one.path, one.kind, one.message))),
        summary=_summary(findings),
        today=settings.today.isoformat(),
        baselined=len(held),
    )
    return Run(
        report,
        settings,
        catalogue,
        notes,
        tuple(trace for outcome in results for trace in outcome.traces),
        relative,
        {task.path: task.data for task in tasks if task.media is not None},
        rules,
        tuple(outcome.ledger for outcome in results if outcome.ledger),
        digests,
        held,
        tuple(one for outcome in results for one in outcome.withheld),
    )


def _dead_links(
    tasks: Sequence[Task],
    results: Sequence[Outcome],
    settings: Settings,
    catalogue: Catalogue,
    cache: Cache,
) -> tuple[list[Finding], list[Problem]]:
    """Look up the addresses of all sources; imported here, since hardly any run needs the network."""
    from caveat.engine import online

    selections = Selections(settings, catalogue)
    relative = {task.path: task.relative for task in tasks}
    return online.dead_links(
        [outcome.links for outcome in results if outcome.links],
        cache,
        lambda path: selections.active(relative[path]).get(online.RULE),
        lambda path: f"path {relative[path]}",
    )


def _examine(
    tasks: Sequence[Task], rules: Rules, settings: Settings
) -> Iterator[tuple[Sequence[Task], Sequence[Outcome]]]:
    jobs = sensible_jobs(settings.jobs, sum(len(task.data) for task in tasks))
    groups = list(batches(tasks))
    if jobs > 1 and len(groups) > 1:
        finished = 0
        for group, made in examine_in_parallel(groups, settings, min(jobs, len(groups))):
            yield group, made
            finished += 1
        groups = groups[finished:]
    examiner = Examiner(rules, settings, Memory(of_run=True))
    for group in groups:
        yield group, examiner.examine(group)
    keep()


def _known(
    cache: Cache, tasks: Sequence[Task], keys: Mapping[str, str], settings: Settings, mark: str
) -> dict[str, Outcome]:
    kept = cache.get(list(keys.values()))
    known: dict[str, Outcome] = {}
    for task in tasks:
        data = kept.get(keys[task.path])
        earlier = None if data is None else outcomes.decode(data)
        if earlier is not None and is_fresh(earlier, task.path, task.relative, settings, mark):
            known[task.path] = earlier
    return known


def read_files(
    paths: Sequence[str],
    settings: Settings,
    stdin: Callable[[], bytes],
    overlay: Mapping[str, bytes] | None = None,
) -> tuple[list[Task], list[Problem]]:
    """Read the files into memory, and say which could not be."""
    tasks: list[Task] = []
    problems: list[Problem] = []
    for path in paths:
        if path == STDIN:
            shown = settings.stdin_path or STDIN
            media = _media(shown, settings)
            tasks.append(Task(shown, relative_path(shown, settings.root), stdin(), media))
            continue
        if overlay and path in overlay:
            tasks.append(Task(path, relative_path(path, settings.root), overlay[path]))
            continue
        try:
            with open(path, "rb") as file:  # noqa: PTH123 - the path stays as it was given
                size = os.fstat(file.fileno())
                if stat.S_ISREG(size.st_mode) and size.st_size > _LARGEST:
                    message = f"larger than {_LARGEST // 1_000_000} MB ({size.st_size / 1e6:.0f} MB)"
                    problems.append(Problem(path, "too-large", message))
                    continue
                tasks.append(Task(path, relative_path(path, settings.root), file.read()))
        except FileNotFoundError:
            problems.append(Problem(path, "missing", "it has gone since the folder was listed"))
        except OSError as error:
            problems.append(Problem(path, "unreadable", (error.strerror or str(error)).lower()))
    return tasks, problems


def _media(path: str, settings: Settings) -> str:
    """Return the format that standard input is read as: that of its path, else Markdown."""
    reader = reader_for(path) if settings.stdin_path else None
    return reader.media if reader else "markdown"


def across_documents(
    findings: Sequence[Finding], settings: Settings, catalogue: Catalogue, relative: Mapping[str, str]
) -> tuple[list[Finding], tuple[Finding, ...]]:
    """Apply the configuration's suppressions and the baseline, which see all documents at once.

    Return the findings that count or are suppressed, and those that the baseline holds.
    """
    selections = Selections(settings, catalogue)
    entries = {rule.id: rule for rule in catalogue.rules}
    config = selections.active(settings.config_path or "")

    def ran(path: str, name: str) -> bool:
        active = selections.active(relative[path])
        return name in active or any(entries[rule].family == name for rule in active)

    marked, remarks = apply_entries(findings, settings.suppressions, relative, ran, catalogue, settings.today)
    own = [
        config_finding(rule, config[rule], settings.config_path or "", entry.line, entry.rule, message)
        for entry, rule, message in remarks
        if rule in config
    ]
    if settings.baseline is None:
        return in_order([*marked, *own]), ()
    baseline = read_baseline(settings.baseline)
    compared = compare(marked, baseline, relative, settings, ran)
    stale = "caveat-stale-baseline"
    if stale in config:
        own += [
            config_finding(stale, config[stale], settings.baseline, entry.line, entry.fingerprint, entry.remark)
            for entry in compared.stale
        ]
    return in_order([*compared.findings, *own]), compared.held


def _tool(settings: Settings) -> Tool:
    return Tool(
        name="caveat",
        version=caveat.__version__,
        language_model=model_version(settings.language_model),
        textstat=version("textstat"),
        proselint=version("proselint"),
    )


def _model(settings: Settings, cache: Cache, tool: Tool, *, needed: bool) -> tuple[str, Problem | None]:
    """Return the language model as reports name it, and a note when its files are not the ones we measured with."""
    key = digest_of("model", tool.language_model, settings.language_model or "")
    kept = None if needed else cache.get([key]).get(key)
    if kept is not None:
        label, verified = msgspec.msgpack.decode(kept, type=tuple[str, bool])
    else:
        try:
            model = find_model(settings.language_model)
        except ModelMissingError as error:
            raise SettingsError(str(error)) from None
        label, verified = model.label, model.verified
        cache.put({key: msgspec.msgpack.encode((label, verified))})
    if verified:
        return label, None
    message = f"the language model {label} is not the one that Caveat's rules were measured with"
    return label, Problem(settings.config_path or "", "unverified-model", message)


def _settings_digest(settings: Settings) -> str:
    """Return what of the settings a document's outcome rests on; suppressions and the like come after it."""
    relevant = replace(
        settings,
        config_path=None,
        fail_on="never",
        exclude=(),
        suppressions=(),
        baseline=None,
        decisions=None,
        require_sign_off=False,
        cache=True,
        cache_folder=None,
        changed_since=None,
        stdin_path=None,
        jobs=None,
        online=False,
    )
    return digest_of(version("spacy"), repr(relevant))


def _summary(findings: Sequence[Finding]) -> Summary:
    counted = [finding.severity for finding in findings if finding.suppressed is None]
    return Summary(counted.count("error"), counted.count("warning"), counted.count("info"))
