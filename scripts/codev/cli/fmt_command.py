"""``codev fmt``: files in their one canonical form; what ``codev check --fix`` does, without the rules on what files say.

Exit codes: 0 every file is in its form, 1 a file could not be rewritten or would change, 2 wrong use.
"""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import click

from codev.check.catalogue import rule_of
from codev.check.fix import FIXED_CODES
from codev.cli.check_command import checked, show
from codev.cli.common import examples, root_option, settled


@examples("codev fmt papers/2023/liu2023visual.yaml", "codev fmt", "codev fmt --check papers")
@click.command()
@click.argument("paths", metavar="[PATH]...", nargs=-1, type=click.Path(path_type=Path))
@click.option("--check", "only_check", is_flag=True, help="Change nothing; end with 1 where something would change.")
@root_option
def command(paths: tuple[Path, ...], only_check: bool, root: Path) -> int:
    """Write files in their one canonical form; comments stay.

    PATH names files or folders; without one, every file is meant.  A file that cannot be read is left alone and named.
    """
    report = checked(settled(root), paths, wants_fix=not only_check)
    about_form = tuple(
        finding for finding in report.findings if finding.code in FIXED_CODES or rule_of(finding.code).scope == "reading"
    )
    show(replace(report, findings=about_form), "text")
    return 1 if about_form else 0
