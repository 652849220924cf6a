"""`caveat lsp`: the language server."""

from __future__ import annotations

from pathlib import Path

import click

from caveat.cli.options import UsageError


@click.command("lsp")
@click.option("--config", metavar="FILE", help="Read this configuration instead of looking for one by each text.")
@click.option("--stdio", is_flag=True, help="Speak on standard input and output, as is always done.")
@click.option("--verbose", "-v", is_flag=True, help="Say on standard error what is received and sent.")
def command(*, config: str | None, stdio: bool, verbose: bool) -> int:  # noqa: ARG001 - clients pass --stdio
    """Serve findings to an editor while a text is written, over the Language Server Protocol.

    Editors start this themselves; docs/editors.md says how to tell them. Markdown, HTML and plain text are checked as
    they are typed, with the configuration that stands by each text; hovers show the rule's page, code actions apply
    fixes and suppress with a reason.
    """
    import logging

    path = None if config is None else Path(config).absolute()
    if path is not None and not path.is_file():
        raise UsageError(f"--config: there is no file {config}")
    logging.basicConfig(
        level=logging.DEBUG if verbose else logging.ERROR, format="%(asctime)s %(levelname)s %(name)s: %(message)s"
    )
    from caveat.editor.server import serve

    return 0 if serve(path) else 1
