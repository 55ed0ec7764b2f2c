"""Nanopublications with a signature: what `nanopubs` writes, made immutable and signed with a key, one after the other.

A signed nanopublication has a trusty URI (https://trustyuri.net/): its name holds the digest of its content, so that a change
is seen.  It must say the same wherever it is read, so the ways to pages become addresses of the published site, or are left
out where no address is known.  The library nanopub-sign does the work (https://github.com/vemonet/nanopub-rs); the extra
``[sign]`` installs it.  The library nanopub is not used: what it signs, it does not verify (release 2.0.1).

A key that is no RSA key or is too short raises `WrongUseError`, and so does a claim that is not known.
"""

from __future__ import annotations

import base64
from collections.abc import Iterable, Iterator

from codev.atlas import Atlas
from codev.errors import ToolMissingError, WrongUseError
from codev.export.linked import nanopubs

FILE = "claims.signed.trig"
"""The name of the file, unless another one is asked for."""

KEY_BITS_MIN = 2048
"""The shortest RSA key: https://csrc.nist.gov/pubs/sp/800/131/a/r2/final, table 2."""

_TEMPORARY = "http://purl.org/nanopub/temp/"
"""The names of nanopublications that are not signed yet; signing puts a lasting address and the digest in their place.
https://nanopub.net/guidelines/working_draft/"""


class Signer:
    """Signs nanopublications with one key.

    The same key and the same claims always give the same texts.
    """

    def __init__(self, key: bytes) -> None:
        """Read the key.

        Args:
            key: An RSA key with its private part, in PEM, without a passphrase.

        Raises:
            ToolMissingError: The library is not installed.
            WrongUseError: It is no such key.
        """
        try:
            from cryptography.hazmat.primitives import serialization
            from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey
            from nanopub_sign import NpProfile
        except ImportError:
            raise ToolMissingError("the package nanopub-sign is not installed", "pip install 'codev-atlas[sign]'") from None
        how = "make one with: openssl genrsa -out key.pem 3072"
        try:
            read = serialization.load_pem_private_key(key, password=None)
        except (ValueError, TypeError):
            raise WrongUseError("the key is no private RSA key in PEM, or it needs a passphrase", how) from None
        if not isinstance(read, RSAPrivateKey):
            raise WrongUseError("the key is of another kind than RSA, in which nanopublications are signed", how)
        if read.key_size < KEY_BITS_MIN:
            raise WrongUseError(f"the key has {read.key_size:,} bits, fewer than {KEY_BITS_MIN:,}", how)
        # The library takes keys without the first and last line of PEM.
        written = read.private_bytes(
            serialization.Encoding.DER, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
        )
        self._profile = NpProfile(private_key=base64.b64encode(written).decode())

    def sign(self, text: str) -> str:
        """Return a nanopublication with its trusty URI and signature, in TriG.

        Args:
            text: The nanopublication in TriG, with its prefixes.
        """
        from nanopub_sign import Nanopub

        return str(Nanopub(text).sign(self._profile).rdf())


def signed(atlas: Atlas, signer: Signer, claims: Iterable[str] = (), site_url: str = "") -> Iterator[str]:
    """Yield nanopublications with their signatures, each a TriG document of its own, in the order of the claims' ids.

    Args:
        atlas: The knowledge base.
        signer: What signs.
        claims: The claims; all where none is named.
        site_url: Where the site is published, ending in a slash; empty where that is not known.

    Raises:
        UnknownNameError: There is no such claim.
    """
    wanted = {atlas.claim(each).id for each in claims}
    prefixes = nanopubs.prefixes()
    for claim, text in nanopubs.nanopublications(atlas, _TEMPORARY, site_url or None):
        if not wanted or claim in wanted:
            yield signer.sign(prefixes + text)
