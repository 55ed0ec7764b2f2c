"""``codev build``: the static site, with the exports in it."""

from __future__ import annotations

from pathlib import Path

import click

from codev.cli.common import examples, load_atlas, progress_steps, root_option
from codev.limits.questions import JOBS_MAX


@examples(
    "codev build",
    "codev build --out /srv/www/atlas",
    "CODEV_SITE_URL=https://example.org/atlas/ codev build --fresh",
)
@click.command()
@root_option
@click.option("--out", type=click.Path(path_type=Path, file_okay=False), default=None, help="The site's folder [build/site].")
@click.option("--fresh", is_flag=True, help="Build every page, even those that did not change.")
@click.option(
    "--jobs", type=click.IntRange(1, JOBS_MAX), default=None, help="How many processes work at once [one for each processor]."
)
def command(root: Path, out: Path | None, fresh: bool, jobs: int | None) -> None:
    """Build the static site, with the exports in it.

    Only pages that changed are built anew.  The finished site takes the place of the old one in one step, so that a build that
    fails or is stopped leaves the last good site as it was.
    """
    from codev.site.engine.build import build_site

    atlas = load_atlas(root)
    target = out if out is not None else atlas.root / "build" / "site"
    with progress_steps() as tell:
        report = build_site(atlas, target, fresh=fresh, process_count=jobs, progress=tell)
    for remark in report.remarks:
        click.echo(remark, err=True)
    click.echo(
        f"{report.page_count:,} pages ({report.rendered_count:,} built, the others unchanged), {report.file_count:,} files, "
        f"{report.seconds:.1f} s: {report.out}"
    )
