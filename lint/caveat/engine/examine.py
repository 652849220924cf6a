"""Reads documents and runs the rules on them; one that breaks down takes nothing else with it."""

from __future__ import annotations

import os
import traceback
from collections import Counter
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias

from caveat.analysis import Analysis, prepare, read_together
from caveat.analysis.persuasion import persuades
from caveat.analysis.readability import Readability
from caveat.document import Place, Span
from caveat.engine import online
from caveat.engine.approvals import Approvals, read_approvals
from caveat.engine.checklist import DISCLOSURE, Checklist, Told, declared_for
from caveat.engine.content import content_digest
from caveat.engine.digest import digest
from caveat.engine.finding import (
    ChecklistItem,
    ClaimCount,
    DocumentSummary,
    Finding,
    GradeEstimate,
    PackUsed,
    Problem,
    ReadabilityPanel,
    Related,
    Withheld,
)
from caveat.engine.fingerprint import content_mark, document_mark, fingerprint
from caveat.engine.guard import Guard
from caveat.engine.ledger import ledger_entries, pack
from caveat.engine.outcome import Outcome
from caveat.engine.paths import placed, relative_path
from caveat.engine.placing import Placing
from caveat.engine.selection import (
    Selections,
    configured_article,
    configured_genre,
    configured_profile,
    configured_targets,
    graded,
)
from caveat.engine.settings import suggest
from caveat.engine.stages import dedupe, in_order, joined
from caveat.engine.suppress import Remark, apply_comments, find_suppressions
from caveat.library import Reading
from caveat.library.approval import best_approval, front_approval
from caveat.library.family import GENRES, article_of, articles_beside, genre_of, may_be_piece
from caveat.readers import Unreadable, read
from caveat.rule import Stated
from caveat.terms import TermList, Topic

if TYPE_CHECKING:
    import datetime

    from caveat.analysis.memory import Memory
    from caveat.document import Document
    from caveat.engine.catalogue import RuleEntry, Rules
    from caveat.engine.settings import Settings
    from caveat.library.approval import Approval
    from caveat.rule import Hit, RelatedPlace, Severity


# A document's path, its format where the path does not tell, and its bytes.
_Key: TypeAlias = tuple[str, str | None, bytes]

# Nobody derives a piece from a piece from a piece so often.
_LONGEST_LINE = 20


@dataclass(frozen=True, slots=True)
class Task:
    """One file to check: its path as given, that path relative to the configuration, its bytes, and its format."""

    path: str
    relative: str
    data: bytes
    media: str | None = None


@dataclass(frozen=True, slots=True)
class _Case:
    """A document on its way through the rules."""

    task: Task
    reading: Reading
    problems: tuple[Problem, ...]
    kin: bool
    article: str


@dataclass(frozen=True, slots=True)
class _Article:
    """The reading of an article with the bytes that it was made of, or what is wrong with it."""

    reading: Reading | None
    wrong: str
    data: bytes | None = None


@dataclass(slots=True)
class _Trial:
    """What the rules made of a document."""

    findings: list[Finding] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    traces: list[str] = field(default_factory=list)
    disclosures: dict[str, bool] = field(default_factory=dict)
    checklist: tuple[ChecklistItem, ...] = ()


class Examiner:
    """Checks documents with one set of rules and settings."""

    def __init__(
        self, rules: Rules, settings: Settings, memory: Memory | None = None, *, findings_only: bool = False
    ) -> None:
        """Take the rules and the settings, which hold for all documents, and what to keep between calls.

        With `findings_only` outcomes have no summary, no ledger and no links: an editor shows none of them.
        """
        self._rules = rules
        self._settings = settings
        self._selections = Selections(settings, rules.catalogue)
        self._entries: dict[str, RuleEntry] = {entry.id: entry for entry in rules.catalogue.rules}
        self._accept = TermList(settings.accept)
        self._articles: dict[str, _Article] = {}
        self._earlier: dict[str, _Article] = {}
        self._documents: dict[_Key, Document] = {}
        self._analyses: dict[tuple[_Key, str], Analysis] = {}
        self._approvals = Approvals()
        self._memory = memory
        self._findings_only = findings_only
        self._begun = False
        self.documents: dict[str, Document] = {}
        """The documents of the last call that could be read, by path."""

    def examine(self, tasks: Sequence[Task]) -> list[Outcome]:
        """Return what came of each document; what they need of the parser is asked for in one go."""
        self._earlier, self._articles = self._articles, {}
        self._documents.clear()
        self._analyses.clear()
        self._approvals = read_approvals(self._settings)
        self.documents.clear()
        cases: list[_Case | Outcome] = [self._open(task) for task in tasks]
        able = [case for case in cases if isinstance(case, _Case)]
        articles = {id(one.reading.analysis) for one in self._articles.values() if one.reading is not None}
        for one in self._earlier.values():
            if one.reading is not None and id(one.reading.analysis) not in articles:
                one.reading.analysis.release()
        outcomes: dict[int, Outcome] = {}
        if not self._begun and len(able) > 1:
            # Rules make what they look for when they first need it. A text that is looked at before then is looked at
            # again and again, so one document goes through everything before the others.
            self._begun = True
            first = min(able, key=lambda case: len(case.reading.document.source.text))
            outcomes[id(first)] = self._checked(first, articles)
        waiting = [case for case in able if id(case) not in outcomes]
        _prepare([case.reading.analysis for case in waiting])
        outcomes.update((id(case), self._checked(case, articles)) for case in waiting)
        return [outcomes[id(case)] if isinstance(case, _Case) else case for case in cases]

    def _checked(self, case: _Case, articles: Container[int]) -> Outcome:
        """Check a document, and let go of what was worked out for it, unless it is an article that others need."""
        analysis = case.reading.analysis
        try:
            return self._check(case)
        finally:
            if id(analysis) not in articles:
                analysis.release()

    def _open(self, task: Task) -> _Case | Outcome:
        """Read a document and its article; an outcome when there is nothing to check."""
        key = (task.path, task.media, task.data)
        try:
            document = self._document(key)
        except Unreadable as error:
            return Outcome(problems=(Problem(task.path, error.kind, error.message),))
        except Exception as error:  # noqa: BLE001 - a reader's fault costs its file, never the run
            return _broken(task.path, f"the reader broke down: {described(error)}")
        problems = [Problem(task.path, note.kind, note.message) for note in document.notes]
        derived_from = document.front.text("derived_from")
        genre, problem = self._genre(document, task)
        if problem is not None:
            problems.append(problem)
        kinship = kinship_of(task.path, task.relative, derived_from, genre, self._settings)
        analysis = self._analysis(key, genre, self._memory)
        document = self.documents[task.path] = analysis.document
        kin = derived_from is not None or genre != "article" or may_be_piece(task.path)
        article_path = kinship.article
        kin = kin or article_path is not None
        state = kinship.state(self._approvals.mark) if kin else ""
        try:
            english = analysis.english
        except Exception as error:  # noqa: BLE001 - as above
            return _broken(task.path, f"the analysis broke down: {described(error)}")
        if not english:
            problems.append(Problem(task.path, "language", "not written in English, so not checked"))
            summary = DocumentSummary(
                task.path,
                document.title,
                genre,
                None,
                0,
                0,
                None,
                ClaimCount(0, 0),
                {},
                id=document.front.text("id"),
                content=content_digest(document),
            )
            return Outcome((), summary, tuple(problems), kin, derived_from, document.front.text("genre"), state)
        article: Reading | None = None
        if article_path is not None:
            article, wrong = self._article(article_path)
            if article is not None and self._settings.article is None and (way := self._way_back(task.path, article)):
                article, wrong = None, f"derives from it in turn ({' → '.join((task.path, *way))})"
            if wrong:
                problems.append(Problem(task.path, "article", f"the article it derives from, {article_path}: {wrong}"))
        problems += kinship.remarks(task.path, derived_from)
        targets = configured_targets(self._settings, task.relative)
        reading = Reading(document, analysis, article, self._accept, targets)
        try:
            reading = replace(reading, approval=self._approval(reading, task))
        except Exception as error:  # noqa: BLE001 - the piece is checked all the same
            problems.append(Problem(task.path, "internal-error", f"its approvals broke down: {described(error)}"))
        return _Case(task, reading, tuple(problems), kin, state)

    def _document(self, key: _Key) -> Document:
        """Read a document, once a call; raises what a reader raises."""
        if key not in self._documents:
            path, media, data = key
            self._documents[key] = read(path, data, media=media)
        return self._documents[key]

    def _analysis(self, key: _Key, genre: str, memory: Memory | None) -> Analysis:
        """Return the analysis of a document as one of a genre: the same for a text to check and for an article."""
        if (key, genre) not in self._analyses:
            document = replace(self._document(key), genre=genre)
            vocabulary, model = self._rules.bundle.vocabulary, self._settings.language_model
            self._analyses[key, genre] = Analysis(document, vocabulary, model, memory)
        return self._analyses[key, genre]

    def _approval(self, reading: Reading, task: Task) -> Approval | None:
        """Return the record that somebody compared a piece with its article, if there is one."""
        if reading.article is None:
            return None
        article_path = relative_path(reading.article.document.path, self._settings.root)
        known = self._approvals.known
        return best_approval(known, reading, piece_path=task.relative, article_path=article_path) or front_approval(
            reading
        )

    def _way_back(self, path: str, article: Reading) -> list[str]:
        """Return the files by way of which an article derives from the piece at a path; none when it does not."""
        way: list[str] = []
        here: Reading | None = article
        while here is not None and len(way) < _LONGEST_LINE:
            place = here.document.path
            if place in way:
                return []
            way.append(place)
            named = here.document.front.text("derived_from")
            following = None if named is None else article_of(place, named, here.document.genre)
            if following is None:
                return []
            if os.path.normpath(following) == os.path.normpath(path):
                return [*way, path]
            here, _ = self._article(following)
        return []

    def _genre(self, document: Document, task: Task) -> tuple[str, Problem | None]:
        given = document.front.text("genre")
        configured = configured_genre(self._settings, task.relative)
        genre = genre_of(task.path, given, configured)
        if genre is not None:
            return genre, None
        hint = suggest(given or "", GENRES)
        message = f'no genre is called "{given}", so it is read as an article{hint} (known: {", ".join(GENRES)})'
        return "article", Problem(task.path, "front-matter", message)

    def _article(self, path: str) -> tuple[Reading | None, str]:
        """Return the reading of an article, or what is wrong with it."""
        if path not in self._articles:
            self._articles[path] = self._read_article(path)
        article = self._articles[path]
        return article.reading, article.wrong

    def _read_article(self, path: str) -> _Article:
        try:
            data = Path(path).read_bytes()
            earlier = self._earlier.get(path)
            if earlier is not None and earlier.data == data:
                return earlier
            analysis = self._analysis((path, None, data), "article", None)
        except FileNotFoundError:
            return _Article(None, "is missing")
        except OSError as error:
            return _Article(None, error.strerror or type(error).__name__)
        except Unreadable as error:
            return _Article(None, error.message)
        except Exception as error:  # noqa: BLE001 - the piece is checked all the same
            return _Article(None, f"the reader broke down: {described(error)}")
        return _Article(Reading(analysis.document, analysis, None, self._accept), "", data)

    def _check(self, case: _Case) -> Outcome:
        reading, task = case.reading, case.task
        document = reading.document
        placing = Placing(document, reading.analysis.sentences)
        active = self._selections.active(task.relative)
        trial = self._try(case, placing, active)
        guard = Guard(document, reading.analysis, placing, trial.findings)
        trial.findings, withheld = _guarded(trial.findings, guard)
        catalogue = self._rules.catalogue
        findings = dedupe(self._joined(case, trial.findings), catalogue.precedence)
        suppressions = find_suppressions(document, placing, catalogue)
        ran = {rule: self._entries[rule].family for rule in active}
        verdict = apply_comments(findings, suppressions, ran, self._settings.today)
        remarks = [self._remark(document, remark, active) for remark in verdict.remarks if remark.rule in active]
        marked = _with_fingerprints(in_order([*verdict.findings, *remarks]), document, placing, task.relative)
        problems = [*case.problems, *trial.problems]
        summary: DocumentSummary | None = None
        ledger = links = b""
        try:
            if not self._findings_only:
                links = online.pack(online.link_places(reading.analysis))
                ledger = pack(ledger_entries(reading.analysis))
                summary = self._summary(case, trial)
        except Exception as error:  # noqa: BLE001 - the findings stand without it
            problems.append(Problem(task.path, "internal-error", f"the summary broke down: {described(error)}"))
            trial.traces.append(traceback.format_exc())
        for fault in reading.analysis.faults:
            place = document.source.place(fault.sentence.locate().start)
            message = f"the claims of line {place.line} could not all be read: {described(fault.error)}"
            problems.append(Problem(task.path, "internal-error", message))
            trial.traces.append("".join(traceback.format_exception(fault.error)))
        return Outcome(
            marked,
            summary,
            tuple(problems),
            case.kin,
            document.front.text("derived_from"),
            document.front.text("genre"),
            case.article,
            bool(trial.traces),
            tuple(trial.traces),
            ledger,
            links,
            tuple(withheld),
        )

    def _joined(self, case: _Case, findings: list[Finding]) -> list[Finding]:
        """Make one finding of all that a text which only informs fails to disclose.

        One that persuades, and news of a study, owe each.
        """
        strict = configured_profile(self._settings, case.task.relative) == "clinic-marketing"
        if sum(finding.family == DISCLOSURE for finding in findings) < 2 or strict:
            return findings
        try:
            if case.reading.analysis.studies.reports_results or persuades(case.reading.analysis):
                return findings
        except Exception:  # noqa: BLE001 - the rules that ask for the claims report the error
            return findings
        return joined(findings, DISCLOSURE, self._rules.catalogue.precedence.get(DISCLOSURE, ()))

    def _try(self, case: _Case, placing: Placing, active: Mapping[str, Severity]) -> _Trial:
        """Run the rules, each by itself."""
        trial = _Trial()
        today: datetime.date = self._settings.today
        document, analysis = case.reading.document, case.reading.analysis
        checklist = Checklist(analysis, placing, self._settings.disclosures)
        broken: list[str] = []
        for rule_id, severity in active.items():
            if self._memory is not None:
                self._memory.checkpoint()
            rule = self._rules.bundle.rules.get(rule_id)
            if rule is None or (rule.genres and document.genre not in rule.genres):
                continue
            declared = declared_for(rule, self._settings.disclosures) is not None
            told = Told(rule)
            found: list[Finding] = []
            try:
                for one in rule.told(case.reading, self._rules.options[rule_id], today):
                    if isinstance(one, Stated):
                        told.stated.append(one)
                        continue
                    finding = self._finding(rule_id, one, severity, document, placing)
                    told.hits.append((one, finding.message))
                    if one.span is not None or not declared:
                        found.append(finding)
                checklist.add(told)
            except Exception as error:  # noqa: BLE001 - one broken rule must not hide what the others find
                message = f"the rule {rule_id} broke down: {described(error)}"
                trial.problems.append(Problem(document.path, "internal-error", message))
                trial.traces.append(f"{document.path}: {rule_id}\n{traceback.format_exc()}")
                broken.append(rule_id)
                continue
            trial.findings += found
            # A text that says nothing medical is not asked for disclosures; silence does not mean that it has them.
            if told.discloses and (found or declared or (told.asked and analysis.medical_sentences)):
                name = rule_id.removeprefix(f"{DISCLOSURE}-")
                trial.disclosures[name] = declared or not told.lacks
        if not self._findings_only:
            trial.checklist = checklist.items(self._rules.bundle.rules.values(), active, broken)
        return trial

    def _finding(self, rule_id: str, hit: Hit, severity: Severity, document: Document, placing: Placing) -> Finding:
        rule = self._rules.bundle.rules[rule_id]
        source = document.source
        span = Span(0, 0) if hit.span is None else hit.span
        if span.end > len(source.text):
            raise ValueError(f"the hit at {span.start} to {span.end} lies outside the text")
        if hit.fix is not None and any(not 0 <= one.start <= one.end <= len(source.text) for one in hit.fix.edits):
            raise ValueError("an edit of the fix lies outside the text")
        quote = "" if hit.span is None else placing.quote(span)
        message = rule.message.format_map({"quote": quote, **hit.words})
        if hit.because:
            step = {"raised": "more severe here: ", "normal": "", "lowered": "less severe here: "}[hit.grade]
            message = f"{message.removesuffix('.')} ({step}{hit.because.removesuffix('.')})."
        related = tuple(self._related(place, document, placing) for place in hit.related)
        return Finding(
            rule=rule_id,
            family=rule.family,
            severity=graded(severity, hit.grade),
            status=rule.status,
            path=document.path,
            start=source.place(span.start),
            end=source.place(span.end),
            scope="document" if hit.span is None else "span",
            quote=quote,
            message=message,
            standard=rule.standard,
            fix=hit.fix,
            related=related,
            # Until the fingerprint is made: what tells this finding of the whole document from others of its rule.
            fingerprint=hit.item if hit.span is None else "",
        )

    def _related(self, place: RelatedPlace, document: Document, placing: Placing) -> Related:
        """Make a related place of the document, or of the article that it derives from."""
        if place.path is None or place.path == document.path:
            source, quote = document.source, placing.quote(place.span)
        else:
            known = self._articles.get(place.path)
            article = None if known is None else known.reading
            if article is None:
                start = Place(1, 1, place.span.start)
                return Related(None, None, place.path, start, start, place.quote or "", place.message)
            source = article.document.source
            quote = Placing(article.document, ()).quote(place.span)
        start, end = source.place(place.span.start), source.place(place.span.end)
        return Related(None, None, source.path, start, end, place.quote or quote, place.message)

    def _remark(self, document: Document, remark: Remark, active: Mapping[str, Severity]) -> Finding:
        """Make a finding of what the engine has to say of a suppression."""
        return Finding(
            rule=remark.rule,
            family=self._entries[remark.rule].family,
            severity=active[remark.rule],
            status="stable",
            path=document.path,
            start=document.source.place(remark.span.start),
            end=document.source.place(remark.span.end),
            scope="span",
            quote=" ".join(remark.span.of(document.source.text).split()),
            message=remark.message,
            standard=None,
            fix=None,
            related=(),
            fingerprint="",
        )

    def _summary(self, case: _Case, trial: _Trial) -> DocumentSummary:
        document, analysis = case.reading.document, case.reading.analysis
        measured = analysis.readability
        counts = [one for one in analysis.sentence_counts.values() if one.words]
        claims = analysis.ledger
        panel: ReadabilityPanel | None = None
        if isinstance(measured, Readability):
            panel = panel_of(measured)
        return DocumentSummary(
            path=document.path,
            title=document.title,
            genre=document.genre,
            article=case.reading.article.document.path if case.reading.article else None,
            words=sum(one.words for one in counts),
            sentences=len(counts),
            readability=panel,
            claims=ClaimCount(len(claims), sum(claim.sourced for claim in claims)),
            disclosures=dict(sorted(trial.disclosures.items())),
            checklist=trial.checklist,
            topics=tuple(pack_used(one.topic, self._settings.today) for one in analysis.coverage),
            id=document.front.text("id"),
            content=content_digest(document),
        )


def pack_used(topic: Topic, today: datetime.date) -> PackUsed:
    """Return what a report says of a topic pack on a day."""
    return PackUsed(
        topic.id,
        topic.version,
        topic.last_checked.isoformat(),
        topic.checked_by,
        topic.review_by.isoformat() if topic.review_by is not None else None,
        topic.review_by is not None and today >= topic.review_by,
    )


def panel_of(measured: Readability) -> ReadabilityPanel:
    """Return the reading grades as a report shows them, rounded to what they can bear."""
    smog, grade = measured.smog, measured.flesch_kincaid
    return ReadabilityPanel(
        smog=GradeEstimate(round(smog.grade, 1), round(smog.low, 1), round(smog.high, 1)),
        flesch_kincaid=GradeEstimate(round(grade.grade, 1), round(grade.low, 1), round(grade.high, 1)),
        flesch_reading_ease=round(measured.flesch_reading_ease, 1),
        words=measured.words,
        sentences=measured.sentences,
        words_per_sentence=round(measured.mean_sentence_length, 1),
    )


def _guarded(findings: Iterable[Finding], guard: Guard) -> tuple[list[Finding], list[Withheld]]:
    """Make the fixes of findings ready for the source, and withhold those that touch what no fix may."""
    judged: list[Finding] = []
    withheld: list[Withheld] = []
    for finding in findings:
        if finding.fix is None:
            judged.append(finding)
            continue
        verdict = guard.judge(finding.fix, finding.family)
        if isinstance(verdict, str):
            withheld.append(Withheld(finding.path, finding.rule, finding.start, verdict))
        judged.append(replace(finding, fix=None if isinstance(verdict, str) else verdict))
    return judged, withheld


@dataclass(frozen=True, slots=True)
class Kinship:
    """Which article a piece derives from, and other files that lie beside it and are called one, too."""

    article: str | None
    others: tuple[str, ...] = ()

    def state(self, approvals: str) -> str:
        """Return what a piece's result rests on: which article, what stands in it, and who compared the two."""
        if self.article is None:
            return ""
        parts = [self.article, *self.others, approvals]
        try:
            parts.append(digest(Path(self.article).read_bytes()))
        except OSError:
            parts.append("missing")
        return " ".join(parts)

    def remarks(self, path: str, derived_from: str | None) -> Iterator[Problem]:
        """Yield what a person should know of how the article was found."""
        if derived_from is not None and self.article is None:
            yield Problem(path, "front-matter", "derived_from names the piece itself, so it has no article")
        if self.others:
            named = " and ".join((str(self.article), *self.others))
            message = f"beside it lie {named}; it is held against {self.article} unless derived_from names another"
            yield Problem(path, "two-articles", message)


def kinship_of(path: str, relative: str, derived_from: str | None, genre: str, settings: Settings) -> Kinship:
    """Return a piece's article: what a command names, else front matter, else the configuration, else its folder."""
    if settings.article is not None:
        return Kinship(settings.article)
    if derived_from is None and (configured := configured_article(settings, relative)) is not None:
        return Kinship(placed(configured, settings.root))
    article = article_of(path, derived_from, genre)
    if derived_from is not None or article is None:
        return Kinship(article)
    return Kinship(article, tuple(one for one in articles_beside(path) if one != article))


def is_fresh(outcome: Outcome, path: str, relative: str, settings: Settings, approvals: str) -> bool:
    """Say whether the article and the approvals that an earlier outcome rests on are still the same."""
    if not outcome.kin:
        return True
    genre = genre_of(path, outcome.genre, configured_genre(settings, relative)) or "article"
    return kinship_of(path, relative, outcome.derived_from, genre, settings).state(approvals) == outcome.article


def batches(tasks: Iterable[Task], size: int = 150_000) -> Iterator[list[Task]]:
    """Group tasks, in their order, so that each group holds about as many bytes."""
    batch: list[Task] = []
    held = 0
    for task in tasks:
        batch.append(task)
        held += len(task.data)
        if held >= size:
            yield batch
            batch, held = [], 0
    if batch:
        yield batch


def _prepare(analyses: Sequence[Analysis]) -> None:
    """Parse and read what claims need of all documents together; if that fails, each rule finds out for itself."""
    try:
        prepare(analyses)
        read_together(analyses)
    except Exception:  # noqa: BLE001 - the rule that asks for the parse reports the error, with the document's name
        return


def _with_fingerprints(
    findings: Iterable[Finding], document: Document, placing: Placing, relative: str
) -> tuple[Finding, ...]:
    identity = document.front.text("id")
    mark = document_mark(f"id {identity}" if identity else f"path {relative}")
    seen: Counter[str] = Counter()
    made: list[Finding] = []
    for finding in findings:
        span = Span(finding.start.offset, finding.end.offset)
        sentence = placing.sentence(span) if finding.scope == "span" else finding.fingerprint
        content = content_mark(finding.rule, finding.quote, sentence)
        seen[content] += 1
        made.append(replace(finding, fingerprint=fingerprint(content, mark, seen[content])))
    return tuple(made)


def described(error: BaseException) -> str:
    """Return an exception in one line: its type and its message."""
    message = " ".join(str(error).split())
    return f"{type(error).__name__}: {message}" if message else type(error).__name__


def _broken(path: str, message: str) -> Outcome:
    problem = Problem(path, "internal-error", message)
    return Outcome(problems=(problem,), broken=True, traces=(f"{path}\n{traceback.format_exc()}",))
