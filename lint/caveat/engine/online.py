"""Asks the web whether the sources that texts lead to are still there. Only done when the user asks for it.

Nothing but the addresses is sent. One request at a time goes to a host, with a pause between two; each has a time
limit; what was learnt is kept for some days. Addresses of the user's own network are never asked, and without a
network nothing breaks: the run says that it could not look.
"""

from __future__ import annotations

import http.client
import ipaddress
import json
import socket
import threading
import time
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final, Literal

import msgspec

import caveat
from caveat.document import Place
from caveat.engine.catalogue import FAMILY
from caveat.engine.digest import digest_of
from caveat.engine.finding import Finding, Problem
from caveat.engine.fingerprint import content_mark, document_mark, fingerprint

if TYPE_CHECKING:
    from caveat.analysis import Analysis
    from caveat.engine.cache import Cache
    from caveat.rule import Severity

RULE: Final = "caveat-dead-link"

Kind = Literal["alive", "gone", "no-host", "unsure", "unreachable"]

_TIMEOUT_SECONDS: Final = 10.0
_PAUSE_SECONDS: Final = 1.0
_HOSTS_AT_ONCE: Final = 6
_KEPT_DAYS: Final = {"alive": 7, "gone": 1, "no-host": 1}
_GONE: Final = frozenset({404, 410})
_AGENT: Final = f"caveat/{caveat.__version__} (checks whether cited sources exist)"
# What a redirect may lead through before it counts as going round in circles.
_MOST_REDIRECTS: Final = 8


@dataclass(frozen=True, slots=True)
class LinkPlace:
    """An address that a text leads to, and where: `address` is what the web is asked, `quote` the text's words."""

    path: str
    start: Place
    end: Place
    quote: str
    address: str


@dataclass(frozen=True, slots=True)
class Verdict:
    """What the web said of an address; `unsure` when the host answers, but not to us."""

    kind: Kind
    detail: str = ""


class PrivateAddressError(OSError):
    """An address that leads into the user's own network."""


Fetch = Callable[[str], Verdict]
_DECODER = msgspec.msgpack.Decoder(tuple[LinkPlace, ...])


def link_places(analysis: Analysis) -> Iterator[LinkPlace]:
    """Yield the web addresses, DOIs and PubMed numbers of a document's sources, each with its place."""
    document = analysis.document
    references = analysis.references
    seen: set[tuple[str, int]] = set()
    for reference in (*references.all, *references.direct):
        for identifier in reference.identifiers:
            address = "" if identifier.fault else _address(identifier.kind, identifier.value)
            if not address:
                continue
            span = reference.span
            if reference.block is not None:
                span = document.blocks[reference.block].prose.locate(identifier.start, identifier.end)
            if (address, span.start) not in seen:
                seen.add((address, span.start))
                source = document.source
                quote = " ".join(span.of(source.text).split())[:200]
                yield LinkPlace(document.path, source.place(span.start), source.place(span.end), quote, address)


def _address(kind: str, value: str) -> str:
    if kind == "doi":
        return f"https://doi.org/{urllib.parse.quote(value, safe='/:;()._-')}"
    if kind == "pmid":
        return f"https://pubmed.ncbi.nlm.nih.gov/{value}/"
    if kind == "pmcid":
        return f"https://pmc.ncbi.nlm.nih.gov/articles/{value}/"
    return value if kind == "url" and value.lower().startswith(("http://", "https://")) else ""


def pack(places: Iterable[LinkPlace]) -> bytes:
    """Return places as bytes to be kept with a document's findings; an empty text when there are none."""
    found = tuple(places)
    return msgspec.msgpack.encode(found) if found else b""


def dead_links(
    packed: Iterable[bytes],
    cache: Cache,
    severity: Callable[[str], Severity | None],
    marks: Callable[[str], str],
    fetch: Fetch | None = None,
) -> tuple[list[Finding], list[Problem]]:
    """Ask the web for every address; return a finding for each that is gone, and a note on what could not be asked.

    `severity` gives what the rule counts for in a document (None: it is off), `marks` the document's identity.
    """
    places = [place for data in packed for place in _DECODER.decode(data) if severity(place.path) is not None]
    addresses = list(dict.fromkeys(place.address for place in places))
    verdicts = _known(addresses, cache)
    waiting = [address for address in addresses if address not in verdicts]
    asked = ask(waiting, fetch or _fetch)
    _keep(asked, cache)
    verdicts |= asked
    answered = any(verdict.kind in {"alive", "gone", "unsure"} for verdict in verdicts.values())
    findings: list[Finding] = []
    seen: dict[tuple[str, str], int] = {}
    for place in places:
        verdict = verdicts[place.address]
        # Without any answer from anywhere, a host that is not found tells of our network, not of the host.
        if verdict.kind == "gone" or (verdict.kind == "no-host" and answered):
            level = severity(place.path)
            number = seen[place.path, place.address] = seen.get((place.path, place.address), 0) + 1
            findings.append(_finding(place, verdict, level or "warning", marks(place.path), number))
    unreached = [address for address in addresses if verdicts[address].kind == "unreachable"]
    unreached += [] if answered else [address for address in addresses if verdicts[address].kind == "no-host"]
    if not unreached:
        return findings, []
    count = len(unreached)
    what = (
        "no link could be looked up" if count == len(addresses) else f"{count} of {len(addresses)} links not looked up"
    )
    example = verdicts[unreached[0]].detail
    return findings, [Problem("", "online", f"{what}: {example or 'no network'} ({unreached[0]})")]


def _finding(place: LinkPlace, verdict: Verdict, severity: Severity, mark: str, number: int) -> Finding:
    message = f"{place.address} leads nowhere: {verdict.detail}. Find where the source is now, or cite another."
    content = content_mark(RULE, place.quote, place.address)
    return Finding(
        rule=RULE,
        family=FAMILY,
        severity=severity,
        status="stable",
        path=place.path,
        start=place.start,
        end=place.end,
        scope="span",
        quote=place.quote,
        message=message,
        standard=None,
        fix=None,
        related=(),
        fingerprint=fingerprint(content, document_mark(mark), number),
    )


# --- Asking --------------------------------------------------------------------------------------------------------


def ask(addresses: Sequence[str], fetch: Fetch, pause: float = _PAUSE_SECONDS) -> dict[str, Verdict]:
    """Ask for addresses, several hosts at once, one request at a time to each; nothing that goes wrong is raised."""
    by_host: dict[str, list[str]] = {}
    for address in addresses:
        by_host.setdefault(urllib.parse.urlsplit(address).netloc.lower(), []).append(address)
    verdicts: dict[str, Verdict] = {}
    lock = threading.Lock()

    def visit(group: Sequence[str]) -> None:
        for number, address in enumerate(group):
            if number:
                time.sleep(pause)
            try:
                verdict = fetch(address)
            except Exception as error:  # noqa: BLE001 - one odd address must not end the run
                verdict = Verdict("unreachable", type(error).__name__)
            with lock:
                verdicts[address] = verdict

    if by_host:
        with ThreadPoolExecutor(min(_HOSTS_AT_ONCE, len(by_host))) as pool:
            list(pool.map(visit, by_host.values()))
    return {address: verdicts[address] for address in addresses}


class _Redirects(urllib.request.HTTPRedirectHandler):
    """Follows redirects to public web addresses only."""

    max_redirections = _MOST_REDIRECTS

    def redirect_request(
        self,
        req: urllib.request.Request,
        fp: object,
        code: int,
        msg: str,
        headers: http.client.HTTPMessage,
        newurl: str,
    ) -> urllib.request.Request | None:
        """Return the request that a redirect leads to, refused when it leads into the user's own network."""
        _refuse_private(newurl)
        return super().redirect_request(req, fp, code, msg, headers, newurl)  # type: ignore[arg-type]  # the stub wants IO


def _refuse_private(address: str) -> None:
    parts = urllib.parse.urlsplit(address)
    if parts.scheme not in {"http", "https"} or not parts.hostname:
        raise PrivateAddressError("not a web address")
    for *_, found in socket.getaddrinfo(parts.hostname, parts.port or 443, proto=socket.IPPROTO_TCP):
        if not ipaddress.ip_address(str(found[0]).split("%")[0]).is_global:
            raise PrivateAddressError("an address of a private network")


def _fetch(address: str) -> Verdict:
    """Ask for one address: for a DOI the registry, for anything else the page's head, then its beginning."""
    try:
        _refuse_private(address)
        if address.startswith("https://doi.org/"):
            return _registered(address.removeprefix("https://doi.org/"))
        return _page(address)
    except PrivateAddressError as error:
        return Verdict("unsure", str(error))
    except socket.gaierror as error:
        missing = error.errno in {socket.EAI_NONAME, getattr(socket, "EAI_NODATA", socket.EAI_NONAME)}
        return Verdict("no-host" if missing else "unreachable", "there is no such host" if missing else str(error))
    except urllib.error.URLError as error:
        if isinstance(error.reason, socket.gaierror):
            return Verdict("no-host", "there is no such host")
        return Verdict("unreachable", str(error.reason))
    except (TimeoutError, OSError, http.client.HTTPException, ValueError) as error:
        return Verdict("unreachable", str(error) or type(error).__name__)


def _page(address: str) -> Verdict:
    status = 0
    for method in ("HEAD", "GET"):
        status = _status(address, method)
        if status < http.client.MULTIPLE_CHOICES:
            return Verdict("alive")
    if status in _GONE:
        return Verdict("gone", f"the server answers {status}")
    return Verdict("unsure", f"the server answers {status}")


def _status(address: str, method: str) -> int:
    request = urllib.request.Request(address, method=method, headers={"User-Agent": _AGENT, "Accept": "*/*"})  # noqa: S310 - checked to be http(s)
    try:
        with _opener().open(request, timeout=_TIMEOUT_SECONDS) as answer:
            return int(answer.status)
    except urllib.error.HTTPError as error:
        return error.code


def _registered(doi: str) -> Verdict:
    """Ask the DOI registry, which answers for every DOI; publishers' own pages often refuse programs."""
    request = urllib.request.Request(f"https://doi.org/api/handles/{doi}", headers={"User-Agent": _AGENT})
    try:
        with _opener().open(request, timeout=_TIMEOUT_SECONDS) as answer:
            known = json.load(answer).get("responseCode") == 1
    except urllib.error.HTTPError as error:
        if error.code not in _GONE:
            return Verdict("unsure", f"the registry answers {error.code}")
        known = False
    return Verdict("alive") if known else Verdict("gone", "the DOI is not registered")


def _opener() -> urllib.request.OpenerDirector:
    return urllib.request.build_opener(_Redirects)


# --- What is kept --------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Kept:
    day: int
    kind: Kind
    detail: str = field(default="")


_KEPT = msgspec.msgpack.Decoder(_Kept)


def _known(addresses: Sequence[str], cache: Cache) -> dict[str, Verdict]:
    keys = {_key(address): address for address in addresses}
    today = int(time.time() // 86_400)
    known: dict[str, Verdict] = {}
    for key, data in cache.get(list(keys)).items():
        try:
            kept = _KEPT.decode(data)
        except msgspec.DecodeError:
            continue
        if today - kept.day < _KEPT_DAYS.get(kept.kind, 0):
            known[keys[key]] = Verdict(kept.kind, kept.detail)
    return known


def _keep(verdicts: Mapping[str, Verdict], cache: Cache) -> None:
    today = int(time.time() // 86_400)
    cache.put(
        {
            _key(address): msgspec.msgpack.encode(_Kept(today, verdict.kind, verdict.detail))
            for address, verdict in verdicts.items()
            if verdict.kind in _KEPT_DAYS
        }
    )


def _key(address: str) -> str:
    return digest_of("link", address)
