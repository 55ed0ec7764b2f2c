"""The command ``codev``: a group whose commands are loaded when they are used, so that each starts fast.

Exit codes: 0 fine, 1 findings, 2 wrong use.
"""

from __future__ import annotations

import importlib
import importlib.metadata
import sys
from collections.abc import Sequence
from contextlib import suppress

import click

from codev.cli.streams import settle_streams, silence_output, trouble
from codev.errors import CodevError

COMMANDS: dict[str, str] = {
    "add": "A new entry, prefilled from BibTeX, an arXiv id, a DOI or an issue form.",
    "build": "The static site, with the exports in it.",
    "check": "Every rule on every file; all findings at once.",
    "compare": "Works, models or datasets side by side.",
    "data": "Which published knowledge base is read without a checkout; a newer one.",
    "diff": "What a change does to the knowledge.",
    "evidence": "Evidence and checks recorded on claims, one or hundreds.",
    "explore": "The Streamlit explorer.",
    "export": "The knowledge base in the formats of other tools.",
    "fmt": "Rewrite files in their canonical form.",
    "import": "Many works at once from a BibTeX file.",
    "mcp": "The knowledge base for AI assistants (Model Context Protocol).",
    "merge": "Two artifacts or works into one.",
    "migrate": "An older knowledge base in the format of this version.",
    "query": "Works, claims and the questions of the co-development graph.",
    "refresh": "Which preprints have been published since, as a change to look at.",
    "rename": "A term, artifact or work under a new id, everywhere.",
    "serve": "The site, rebuilt while you edit.",
    "sign": "Each claim as a nanopublication, signed with a key.",
    "sql": "Read-only SQL on the knowledge base.",
    "stats": "The figures of the knowledge base.",
    "suggest": "Ranked taxonomy nodes for a work.",
    "watch": "New papers that may belong here, ranked; accept one or reject it.",
}
"""Every command and what it does; ``codev.cli.<name>_command`` holds it as ``command``."""


class LazyGroup(click.Group):
    """A group that imports a command's module when the command is used."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the names of all commands."""
        return sorted(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Return a command, or None where there is none of the name."""
        if cmd_name not in COMMANDS:
            return None
        module = importlib.import_module(f"codev.cli.{cmd_name}_command")
        command: click.Command = module.command
        return command

    def resolve_command(self, ctx: click.Context, args: list[str]) -> tuple[str | None, click.Command | None, list[str]]:
        """Find the command; an unknown one ends with the nearest that exist."""
        if args and args[0] not in COMMANDS and not args[0].startswith("-"):
            from codev.did_you_mean import did_you_mean, nearest

            hint = did_you_mean(nearest(args[0], COMMANDS), "see 'codev --help'")
            raise click.UsageError(f"no command {args[0]!r}; {hint}", ctx)
        return super().resolve_command(ctx, args)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """List the commands without importing them."""
        with formatter.section("Commands"):
            formatter.write_dl(sorted(COMMANDS.items()))


@click.group(
    cls=LazyGroup,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 110},
    epilog="\b\nExamples:\n  codev check\n  codev query lineage ShareGPT4V\n  codev build --out build/site",
)
@click.version_option(importlib.metadata.version("codev-atlas"), prog_name="codev")
def main() -> None:
    """CoDev Atlas: how multi-modal data and multi-modal LLMs develop each other."""


def run(arguments: Sequence[str] | None = None) -> None:
    """Run the command line and end the process.

    Args:
        arguments: Without the program's name; those of the process by default.
    """
    settle_streams()
    try:
        code = main.main(args=list(arguments) if arguments is not None else None, standalone_mode=False)
        sys.stdout.flush()
    except click.exceptions.Abort:
        click.echo("stopped", err=True)
        sys.exit(130)
    except click.exceptions.NoArgsIsHelpError as error:
        error.show()
        sys.exit(error.exit_code)
    except click.ClickException as error:
        # One line, where click would write three; what was typed is cut where it is absurdly long.
        message = " ".join(error.format_message().split())
        _tell(message if len(message) <= 400 else message[:397] + "…")
        sys.exit(error.exit_code)
    except CodevError as error:
        _tell(str(error))
        sys.exit(error.exit_code)
    except BrokenPipeError:
        # The reader of our output, such as `head`, has seen enough.
        sys.stderr.close()
        sys.exit(0)
    except OSError as error:
        # A disk that is full, a folder that went away: nothing that a traceback would help with.
        silence_output()
        _tell(trouble(error))
        sys.exit(2)
    sys.exit(code if isinstance(code, int) else 0)


def _tell(message: str) -> None:
    """Print what went wrong; control characters, as file names can hold, are escaped so that no terminal obeys them."""
    from codev.check.report import printable

    with suppress(OSError):
        click.echo(f"codev: {printable(message)}", err=True)


if __name__ == "__main__":
    run()
