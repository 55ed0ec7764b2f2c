"""Signed nanopublications: the library finds digest and signature right, and sees each change."""

from __future__ import annotations

import re
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from nanopub_sign import Nanopub
from rdflib import ConjunctiveGraph, URIRef

from codev import Atlas
from codev.cli.main import main
from codev.errors import ToolMissingError, UnknownNameError, WrongUseError
from codev.export.linked import nanopubs, signed

SITE = "https://atlas.example.org/"
PUBLIC = (serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo)
PAGE = URIRef("http://xmlns.com/foaf/0.1/page")

# The library uses what rdflib itself has deprecated.
pytestmark = pytest.mark.filterwarnings("ignore:ConjunctiveGraph is deprecated:DeprecationWarning")


def pem(key: Any, password: str = "") -> bytes:
    """Return a private key as OpenSSL writes it."""
    how = serialization.BestAvailableEncryption(password.encode()) if password else serialization.NoEncryption()
    form = (serialization.Encoding.PEM, serialization.PrivateFormat.TraditionalOpenSSL)
    return bytes(key.private_bytes(*form, how))


@pytest.fixture(scope="module")
def key() -> rsa.RSAPrivateKey:
    """A key."""
    return rsa.generate_private_key(65537, signed.KEY_BITS_MIN)


@pytest.fixture(scope="module")
def signer(key: rsa.RSAPrivateKey) -> signed.Signer:
    """What signs with the key."""
    return signed.Signer(pem(key))


def read(text: str) -> ConjunctiveGraph:
    """Return a signed nanopublication as anybody reads it: no address is given that it could be relative to."""
    graph = ConjunctiveGraph()
    graph.parse(data=text, format="trig")
    return graph


def some(atlas: Atlas) -> list[str]:
    """Return the first claim of each direction."""
    first: dict[str, str] = {}
    for claim in atlas.claims.values():
        first.setdefault(atlas.direction_of(claim), claim.id)
    return sorted(first.values())


def test_the_library_finds_them_right(facts_atlas: Atlas, signer: signed.Signer) -> None:
    claims = some(facts_atlas)
    texts = list(signed.signed(facts_atlas, signer, claims, SITE))
    assert len(texts) == len(claims)
    for text in texts:
        found = Nanopub(text).check().info()
        assert found["trusty_hash"] in found["uri"]["value"]
        assert found["signature"]


def test_they_say_what_the_unsigned_ones_say(facts_atlas: Atlas, signer: signed.Signer) -> None:
    claim = some(facts_atlas)[1]
    text = next(text for each, text in nanopubs.nanopublications(facts_atlas) if each == claim)
    plain = ConjunctiveGraph()
    plain.parse(data=nanopubs.prefixes() + text, format="trig", publicID=f"{SITE}downloads/")
    own = read(next(signed.signed(facts_atlas, signer, [claim], SITE)))
    assert assertion(own) == assertion(plain)
    assert {str(each) for each in own.objects(predicate=PAGE)} == {str(each) for each in plain.objects(predicate=PAGE)}
    added = {"hasAlgorithm", "hasPublicKey", "hasSignature", "hasSignatureTarget"}
    assert {re.split("[/#]", str(each))[-1] for each in set(own.predicates()) - set(plain.predicates())} == added
    assert len(own) == len(plain) + len(added)


def assertion(graph: ConjunctiveGraph) -> set[tuple[str, ...]]:
    """Return what a nanopublication asserts."""
    return {
        tuple(map(str, triple)) for each in graph.contexts() if str(each.identifier).endswith("assertion") for triple in each
    }


@pytest.mark.parametrize(
    ("old", "new"), [('rdfs:label "Claim', 'rdfs:label "Claims'), ('claims.statement "', 'claims.statement "No: ')]
)
def test_a_change_is_seen(facts_atlas: Atlas, signer: signed.Signer, old: str, new: str) -> None:
    text = next(signed.signed(facts_atlas, signer, some(facts_atlas)[:1], SITE))
    assert text.count(old) == 1
    with pytest.raises(Exception, match="the hash of the nanopublication is different"):
        Nanopub(text.replace(old, new)).check()


def test_the_same_key_gives_the_same_text(facts_atlas: Atlas, key: rsa.RSAPrivateKey, signer: signed.Signer) -> None:
    claims = some(facts_atlas)[:1]
    again = signed.Signer(pem(key))
    first, second = (next(signed.signed(facts_atlas, each, claims)) for each in (signer, again))
    assert first == second


def test_without_a_site_they_name_no_page(facts_atlas: Atlas, signer: signed.Signer) -> None:
    text = next(signed.signed(facts_atlas, signer, some(facts_atlas)[:1]))
    graph = read(text)
    assert not list(graph.objects(predicate=PAGE))
    assert "../" not in text
    assert Nanopub(text).check().info()["signature"]


@pytest.mark.parametrize(
    ("make", "message"),
    [
        (lambda key: b"", "no private RSA key"),
        (lambda key: b"no key", "no private RSA key"),
        (lambda key: b"-----BEGIN RSA PRIVATE KEY-----\nAAAA\n-----END RSA PRIVATE KEY-----", "no private RSA key"),
        (lambda key: pem(key)[:200], "no private RSA key"),
        (lambda key: pem(key, "secret"), "passphrase"),
        (lambda key: key.public_key().public_bytes(*PUBLIC), "no private RSA key"),
        (lambda key: pem(ec.generate_private_key(ec.SECP256R1())), "another kind"),
        (lambda key: pem(rsa.generate_private_key(65537, 1024)), "1,024 bits"),  # noqa: S505 - it is refused
    ],
)
def test_other_keys(key: rsa.RSAPrivateKey, make: Callable[[rsa.RSAPrivateKey], bytes], message: str) -> None:
    with pytest.raises(WrongUseError, match=message):
        signed.Signer(make(key))


def test_without_the_library(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "nanopub_sign", None)
    with pytest.raises(ToolMissingError, match=r"codev-atlas\[sign\]"):
        signed.Signer(b"")


def test_unknown_claims(facts_atlas: Atlas, signer: signed.Signer) -> None:
    with pytest.raises(UnknownNameError):
        next(signed.signed(facts_atlas, signer, ["nobody2020nothing.1"]))


def test_the_command(facts_base: Path, facts_atlas: Atlas, key: rsa.RSAPrivateKey, tmp_path: Path) -> None:
    file, out = tmp_path / "key.pem", tmp_path / "made" / "two.trig"
    file.write_bytes(pem(key))
    claims = some(facts_atlas)
    arguments = ["sign", *claims, "--key", str(file), "--out", str(out), "--root", str(facts_base), "--site-url", SITE]
    result = CliRunner().invoke(main, arguments, catch_exceptions=False)
    assert result.output == f"{len(claims)} nanopublications signed, in {out}\n"
    graph = read(out.read_text("utf-8"))
    found = {str(each) for each in graph.objects(predicate=URIRef("http://purl.org/nanopub/x/introduces"))}
    assert {each.rpartition(":")[2] for each in found} == set(claims)
    assert {str(each) for each in graph.objects(predicate=PAGE)} == {
        f"{SITE}works/{each.rpartition('.')[0]}/#{each}" for each in claims
    }
