"""``codev sign``: each claim as a nanopublication with a signature."""

from __future__ import annotations

from pathlib import Path

import click

from codev.cli.common import examples, load_atlas, progress_bar, site_url_of, source_options
from codev.export.linked import signed
from codev.limits.files import KEY_BYTES_MAX

_DEFAULT = Path("build/export") / signed.FILE


@examples(
    "openssl genrsa -out key.pem 3072",
    "codev sign --key key.pem",
    "codev sign liu2023visual.1 liu2023visual.2 --key key.pem --out two.trig",
    "codev sign --key key.pem --site-url https://atlas.example.org/",
)
@click.command()
@click.argument("claims", nargs=-1, metavar="[CLAIM…]")
@click.option(
    "--key",
    type=click.Path(path_type=Path),
    required=True,
    help=f"An RSA key of {signed.KEY_BITS_MIN:,} bits or more, in PEM, without a passphrase.",
)
@click.option(
    "--out",
    type=click.Path(path_type=Path, dir_okay=False),
    default=_DEFAULT,
    show_default=True,
    help="The file, in TriG; it is replaced as a whole.",
)
@click.option("--site-url", help="Where the site is published, for the addresses of pages; of site/mkdocs.yml by default.")
@source_options
def command(claims: tuple[str, ...], key: Path, out: Path, site_url: str | None, root: Path) -> None:
    """Sign nanopublications: of all claims, or of those whose ids are given.

    A signed nanopublication can be copied anywhere: its name holds the digest of its content, and whoever has the public key
    sees whether anything was changed. `codev export nanopub` writes them without signatures, at once.
    """
    from codev.given_file import read_given
    from codev.site.engine.settings import published_at
    from codev.store.write import write_atomically

    signer = signed.Signer(read_given(key, KEY_BYTES_MAX))
    address = published_at(site_url) if site_url else site_url_of(root) or ""
    atlas = load_atlas(root)
    count = len(set(claims) or atlas.claims)
    texts = []
    with progress_bar("Signing") as advance:
        for number, text in enumerate(signed.signed(atlas, signer, claims, address), start=1):
            texts.append(text)
            advance(number, count)
    write_atomically(out, "\n".join(texts))
    click.echo(f"{len(texts):,} nanopublications signed, in {out}")
