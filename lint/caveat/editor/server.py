"""The server: what an editor sends, and what it is sent."""

from __future__ import annotations

import asyncio
import gc
import logging
import sys
import time
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

from lsprotocol import types
from pygls import uris
from pygls.lsp.server import LanguageServer
from pygls.protocol import LanguageServerProtocol, lsp_method

import caveat
from caveat.editor.actions import KINDS, Asked, Text, code_actions
from caveat.editor.buffer import Buffer, Encoding
from caveat.editor.checker import Open, Result, check, media_of, named
from caveat.editor.configuration import NAMES, Configuration
from caveat.editor.diagnostics import span_of
from caveat.editor.hover import hover_text
from caveat.editor.worker import Errand, Worker

if TYPE_CHECKING:
    from collections.abc import Generator, Sequence

log = logging.getLogger(__name__)

# A check begins when nothing has been typed for this long; where one takes long, a part of that is waited.
QUIET = 0.005
LONGEST_QUIET = 1.0
_SHARE = 0.05
# When the writer rests, what was taken from memory is checked anew.
SETTLE = 1.5
# Hovers and actions wait this long for the check of what was just typed; clients take back what they no longer want.
PATIENCE = 60.0


class Protocol(LanguageServerProtocol):
    """The protocol without pygls' own copy of the texts: ours counts lines and halves of pairs as editors do."""

    @property
    def said_good_bye(self) -> bool:
        """Whether the client has asked the server to shut down."""
        return self._shutdown

    def _hand_over(self, method: str, params: object) -> Generator[Any, Any, None]:
        handler = self.fm.features.get(method)
        if handler is not None:
            yield handler, (params,), None

    @lsp_method(types.TEXT_DOCUMENT_DID_OPEN)
    def lsp_text_document__did_open(self, params: types.DidOpenTextDocumentParams) -> Generator[Any, Any, None]:
        """Hand over a text that was opened."""
        yield from self._hand_over(types.TEXT_DOCUMENT_DID_OPEN, params)

    @lsp_method(types.TEXT_DOCUMENT_DID_CHANGE)
    def lsp_text_document__did_change(self, params: types.DidChangeTextDocumentParams) -> Generator[Any, Any, None]:
        """Hand over a change."""
        yield from self._hand_over(types.TEXT_DOCUMENT_DID_CHANGE, params)

    @lsp_method(types.TEXT_DOCUMENT_DID_CLOSE)
    def lsp_text_document__did_close(self, params: types.DidCloseTextDocumentParams) -> Generator[Any, Any, None]:
        """Hand over that a text was closed."""
        yield from self._hand_over(types.TEXT_DOCUMENT_DID_CLOSE, params)


class Editor:
    """What is open in the editor, what was found in it, and what is being checked."""

    def __init__(self, server: LanguageServer, config: Path | None = None) -> None:
        """Take the server to publish through, and a configuration that holds for all texts, if one is given."""
        self._server = server
        self._worker = Worker(self._run)
        self._configuration = Configuration(config, self._worker.checkpoint)
        self._open: dict[str, Open] = {}
        self._results: dict[str, Result] = {}
        self._revision = 0
        self._took: dict[str, float] = {}
        self._loop: asyncio.AbstractEventLoop | None = None
        self._changed = asyncio.Event()
        self._frozen = False

    # The editor's messages, on the main thread ------------------------------------------------------------------------

    def start(self) -> None:
        """Begin to check."""
        self._loop = asyncio.get_running_loop()
        self._worker.start()

    def stop(self) -> None:
        """Check no more."""
        self._worker.stop()

    def opened(self, item: types.TextDocumentItem) -> None:
        """Take in a text; of a format that nobody reads, nothing is kept."""
        path = self._path(item.uri)
        media = media_of(path, item.language_id)
        if media is None:
            log.info("not checked: %s (%s)", item.uri, item.language_id)
            return
        buffer = Buffer(item.text, self._encoding)
        self._revision += 1
        self._open[item.uri] = Open(item.uri, named(path, media), media, buffer, item.version, self._revision)
        self._worker.submit(item.uri)

    def changed(self, document: types.VersionedTextDocumentIdentifier, changes: Sequence[Any]) -> None:
        """Take in changes, in the order in which they come, whatever their versions say."""
        known = self._open.get(document.uri)
        if known is None:
            return
        buffer = known.buffer
        for change in changes:
            buffer = buffer.changed(change)
        self._revision += 1
        self._open[document.uri] = replace(known, buffer=buffer, version=document.version, revision=self._revision)
        self._worker.submit(document.uri, min(LONGEST_QUIET, max(QUIET, self._took.get(document.uri, 0.0) * _SHARE)))

    def closed(self, uri: str) -> None:
        """Forget a text, and take its findings away."""
        if self._open.pop(uri, None) is None:
            return
        self._worker.cancel(uri)
        self._results.pop(uri, None)
        self._took.pop(uri, None)
        self._publish(uri, [], None)
        self._wake()

    def check_all(self, *, but: str | None = None) -> None:
        """Check what is open again: an article was saved that others derive from, or the configuration has changed."""
        for uri in self._open:
            if uri != but:
                self._worker.submit(uri, behind=True)

    def configuration_changed(self) -> None:
        """Read the configuration again, and check what is open."""
        self._configuration.forget()
        self.check_all()

    async def result(self, uri: str) -> Result | None:
        """Return what was found in the present state of a text, after a short wait; None when that was too short."""
        end = time.monotonic() + PATIENCE
        while (known := self._open.get(uri)) is not None:
            result = self._results.get(uri)
            if result is not None and result.open.revision == known.revision:
                return result
            # Taken before anything is awaited: what comes from now on sets this one.
            changed = self._changed
            try:
                await asyncio.wait_for(changed.wait(), max(0.0, end - time.monotonic()))
            except TimeoutError:
                return None
        return None

    async def hover(self, uri: str, position: types.Position) -> types.Hover | None:
        """Return the pages of the findings at a position."""
        result = await self.result(uri)
        if result is None or result.session is None:
            return None
        buffer = result.open.buffer
        offset = buffer.offset(position)
        placed = [(span_of(finding, result.checked.document), finding) for finding in result.checked.findings]
        here = [(span, finding) for span, finding in placed if span.start <= offset <= span.end]
        if not here:
            return None
        text = hover_text([finding for _, finding in here], result.session.rules, result.session.catalogue)
        narrowest = min((span for span, _ in here), key=len)
        return types.Hover(types.MarkupContent(types.MarkupKind.Markdown, text), buffer.range(narrowest))

    async def actions(self, uri: str, asked: Asked) -> list[types.CodeAction]:
        """Return what can be done at a range."""
        result = await self.result(uri)
        if result is None or result.session is None or result.checked.document is None:
            return []
        opened, settings = result.open, result.session.settings
        text = Text(
            result.checked.findings,
            result.checked.document,
            opened.buffer,
            lambda edits: self._edit(opened, edits),
            result.session.catalogue,
            self._configuration.path(Path(opened.path).parent),
            settings.root,
        )
        return code_actions(asked, text)

    def _edit(self, opened: Open, edits: Sequence[types.TextEdit]) -> types.WorkspaceEdit:
        """Return an edit of one text, tied to its version where the client can tell versions apart."""
        workspace = self._server.client_capabilities.workspace
        if workspace and workspace.workspace_edit and workspace.workspace_edit.document_changes:
            identifier = types.OptionalVersionedTextDocumentIdentifier(opened.uri, opened.version)
            return types.WorkspaceEdit(document_changes=[types.TextDocumentEdit(identifier, list(edits))])
        return types.WorkspaceEdit(changes={opened.uri: list(edits)})

    @property
    def _encoding(self) -> Encoding:
        chosen = self._server.workspace.position_encoding
        return cast("Encoding", str(getattr(chosen, "value", chosen)))

    def _path(self, uri: str) -> str:
        """Return the path of a text; one that was never saved stands in the folder that is open."""
        if uri.startswith("file:") and (path := uris.to_fs_path(uri)):
            return Path(path).as_posix()
        folder = self._server.workspace.root_path or Path.cwd()
        return (Path(folder) / (uri.rpartition(":")[2].rpartition("/")[2] or "untitled")).as_posix()

    # The checks, on the worker's thread ------------------------------------------------------------------------------

    def _run(self, errand: Errand) -> None:
        opened = self._open.get(errand.key)
        if opened is None or self._loop is None:
            return
        others = {one.path: one.buffer for one in list(self._open.values())}
        start = time.perf_counter()
        result = check(opened, self._configuration, others, anew=errand.settling)
        took = time.perf_counter() - start
        if not self._frozen:
            # What the language model and the lists hold is never garbage; looking through it costs a check its time.
            self._frozen = True
            gc.collect()
            gc.freeze()
        self._loop.call_soon_threadsafe(self._finished, result, took, errand.settling)

    # Back on the main thread -----------------------------------------------------------------------------------------

    def _finished(self, result: Result, took: float, settling: bool) -> None:  # noqa: FBT001 - handed over by the loop
        opened = result.open
        if result.trace:
            log.error("%s\n%s", opened.uri, result.trace)
        if self._revision_of(opened.uri) != opened.revision:
            return
        earlier = self._results.get(opened.uri)
        self._results[opened.uri] = result
        if settling and earlier is not None and earlier.diagnostics != result.diagnostics:
            log.warning("%s: memory was wrong; it is forgotten", opened.uri)
            if result.session is not None:
                result.session.memory.claims.clear()
        elif not settling:
            if earlier is not None:  # the first check loads the language model and knows nothing yet
                self._took[opened.uri] = took
            if result.checked.recalled:
                self._worker.submit(opened.uri, SETTLE, settling=True)
        if not settling or earlier is None or earlier.diagnostics != result.diagnostics:
            self._publish(opened.uri, result.diagnostics, opened.version)
        self._wake()

    def _wake(self) -> None:
        """Let those look again who wait for something to change; each change has its own event, which stays set."""
        self._changed.set()
        self._changed = asyncio.Event()

    def _revision_of(self, uri: str) -> int | None:
        known = self._open.get(uri)
        return None if known is None else known.revision

    def _publish(self, uri: str, diagnostics: list[types.Diagnostic], version: int | None) -> None:
        self._server.text_document_publish_diagnostics(types.PublishDiagnosticsParams(uri, diagnostics, version))


def make_server(config: Path | None = None) -> LanguageServer:
    """Return the server, ready to be started; `config` holds for all texts instead of what is found by walking up."""
    server = LanguageServer("caveat", caveat.__version__, types.TextDocumentSyncKind.Incremental, protocol_cls=Protocol)
    editor = Editor(server, config)

    @server.feature(types.INITIALIZED)
    def initialized(_: types.InitializedParams) -> None:
        editor.start()
        _watch(server)

    @server.feature(types.SHUTDOWN)
    def shutdown(_: None) -> None:
        editor.stop()

    @server.feature(types.TEXT_DOCUMENT_DID_OPEN)
    def did_open(params: types.DidOpenTextDocumentParams) -> None:
        editor.opened(params.text_document)

    @server.feature(types.TEXT_DOCUMENT_DID_CHANGE)
    def did_change(params: types.DidChangeTextDocumentParams) -> None:
        editor.changed(params.text_document, params.content_changes)

    @server.feature(types.TEXT_DOCUMENT_DID_SAVE)
    def did_save(params: types.DidSaveTextDocumentParams) -> None:
        editor.check_all(but=params.text_document.uri)

    @server.feature(types.TEXT_DOCUMENT_DID_CLOSE)
    def did_close(params: types.DidCloseTextDocumentParams) -> None:
        editor.closed(params.text_document.uri)

    @server.feature(types.WORKSPACE_DID_CHANGE_WATCHED_FILES)
    def did_change_watched_files(_: types.DidChangeWatchedFilesParams) -> None:
        editor.configuration_changed()

    @server.feature(types.WORKSPACE_DID_CHANGE_CONFIGURATION)
    def did_change_configuration(_: types.DidChangeConfigurationParams) -> None:
        editor.configuration_changed()

    @server.feature(types.TEXT_DOCUMENT_HOVER)
    async def hover(params: types.HoverParams) -> types.Hover | None:
        return await editor.hover(params.text_document.uri, params.position)

    @server.feature(types.TEXT_DOCUMENT_CODE_ACTION, types.CodeActionOptions(code_action_kinds=list(KINDS)))
    async def code_action(params: types.CodeActionParams) -> list[types.CodeAction]:
        only = None if params.context.only is None else [str(getattr(one, "value", one)) for one in params.context.only]
        return await editor.actions(params.text_document.uri, Asked(params.range, only, params.context.diagnostics))

    return server


def _watch(server: LanguageServer) -> None:
    """Ask a client that can to tell when a configuration changes; others are asked at each check."""
    workspace = server.client_capabilities.workspace
    watching = workspace.did_change_watched_files if workspace else None
    if not (watching and watching.dynamic_registration):
        return
    watchers = [types.FileSystemWatcher(f"**/{name}") for name in NAMES]
    options = types.DidChangeWatchedFilesRegistrationOptions(watchers)
    registration = types.Registration("caveat-configuration", types.WORKSPACE_DID_CHANGE_WATCHED_FILES, options)
    server.client_register_capability(types.RegistrationParams([registration]))


def serve(config: Path | None = None) -> bool:
    """Speak the protocol on standard input and output; say whether the client said good-bye before it left."""
    given, taken = sys.stdin.buffer, sys.stdout.buffer
    # What anything else prints would break the protocol.
    sys.stdout = sys.stderr
    server = make_server(config)
    server.start_io(given, taken)
    return cast("Protocol", server.protocol).said_good_bye
