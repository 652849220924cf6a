"""The command `caveat`: each subcommand is imported when it is called."""

from __future__ import annotations

import gc
import importlib
import os
import sys
import threading
from collections.abc import Mapping

import click

import caveat

COMMANDS: Mapping[str, str] = {
    "check": "Check files and folders, and report what is wrong.",
    "report": "Write findings as files for people: Word comments, a page.",
    "claims": "List every medical claim, with its strength and its source.",
    "compare": "Hold pieces against their article: numbers, claims, limits.",
    "family": "Show each article with its pieces, and where they stand.",
    "approve-pair": "Record that a person compared pieces with their article.",
    "rules": "List the rules.",
    "topics": "List the topic packs, or show what one holds.",
    "explain": "Show a rule's page: why, what to write, examples, sources.",
    "score": "Measure readability, and nothing else.",
    "watch": "Measure and check again on each save.",
    "baseline": "Accept today's findings; only new ones are reported then.",
    "review": "Decide on findings in the browser, and sign pieces off.",
    "status": "Say what is signed off, and what is not.",
    "lsp": "Serve findings to an editor while a text is written.",
    "init": "Write a commented configuration.",
    "cache": "Show or clear what is kept between runs.",
}


class LazyGroup(click.Group):
    """A group that knows its commands' names and help, and imports the one that is called."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - click's signature
        """Return the names of the commands, in the order of the help."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002 - click's signature
        """Import a command."""
        if cmd_name not in COMMANDS:
            return None
        command = importlib.import_module(f"caveat.cli.{cmd_name.replace('-', '_')}").command
        return command if isinstance(command, click.Command) else None

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Find the command that is called; for a name that is none, say which may be meant."""
        if args and not args[0].startswith("-") and args[0] not in COMMANDS:
            from caveat.engine.settings import suggest

            raise click.UsageError(f'no command is called "{args[0]}"{suggest(args[0], COMMANDS)}', ctx)
        return super().resolve_command(ctx, args)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002 - click's signature
        """Write the list of commands without importing them."""
        with formatter.section("Commands"):
            formatter.write_dl(list(COMMANDS.items()))


@click.group(cls=LazyGroup, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(caveat.__version__, prog_name="caveat")
def group() -> None:
    """Caveat is a linter for health content: claims, sources, disclosures and readability, at the exact words.

    \b
    caveat check content/                  findings on the terminal
    caveat check page.md --format json     for programs
    caveat explain claims-cure             why, and what to write instead
    """  # noqa: D301 - \b keeps click from joining the lines


def run() -> None:
    """Run the command line as a process of its own, which ends with the exit status of `main` and without delay.

    Python would free what a run holds object by object, which takes a third of a second and more; the system frees a
    process in one piece.
    """
    try:
        main()
    except SystemExit as ended:
        if not isinstance(ended.code, int) or threading.active_count() > 1:
            raise
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(ended.code)


def main() -> None:
    """Run the command line; raises SystemExit with its exit status."""
    # Looking for unreachable cycles as often as Python does by default takes 8 % of a run, to free 30 MB.
    gc.set_threshold(500_000, 10, 50)
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    try:
        status = group.main(prog_name="caveat", standalone_mode=False)
        sys.stdout.flush()
    except click.exceptions.Abort:
        _interrupted()
    except KeyboardInterrupt:
        _interrupted()
    except click.exceptions.Exit as exit_:
        sys.exit(exit_.exit_code)
    except click.ClickException as error:
        error.show()
        sys.exit(2)
    except BrokenPipeError:
        # Whoever read our output has stopped, as `head` does. Python would complain when it closes the stream.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(2)
    sys.exit(status if isinstance(status, int) else 0)


def _interrupted() -> None:
    sys.stderr.write("\nInterrupted.\n")
    sys.stderr.flush()
    sys.exit(130)
