"""The server as the official client sees it: over standard input and output, over HTTP, set up as the documentation says."""

from __future__ import annotations

import json
import os
import re
import shlex
import subprocess
import sys
import tomllib
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import anyio
import httpx
import pytest
from click.testing import CliRunner
from mcp import Client, MCPError, StdioServerParameters, stdio_client
from mcp_types import PromptReference, ResourceTemplateReference, TextContent, TextResourceContents

from assistant.asked import ASKED, expected
from codev import Atlas, data
from codev.assistant.prompts import MANNERS, TASKS
from codev.assistant.tools import all_tools
from codev.cli import mcp_command
from codev.cli.common import site_url_of
from codev.cli.main import main
from codev.errors import ToolMissingError, WrongUseError
from codev.limits.interfaces import PAGE_ROWS_MAX

pytestmark = pytest.mark.xdist_group("assistant")

CODEV = [sys.executable, "-m", "codev.cli.main"]
PAGE = Path(__file__).parent.parent.parent / "site" / "pages" / "assistants.md"
CLIENTS = 30


@asynccontextmanager
async def over_stdio(*arguments: str, mode: str = "auto") -> AsyncIterator[Client]:
    """Start the command as a client does, and talk with it."""
    parameters = StdioServerParameters(command=CODEV[0], args=[*CODEV[1:], *arguments], env=dict(os.environ))
    async with Client(stdio_client(parameters), mode=mode) as client:
        yield client


@pytest.fixture(scope="module")
def address(published: Path) -> Iterator[str]:
    """A server over HTTP that answers from the published file."""
    process = subprocess.Popen(
        [*CODEV, "mcp", "--http", "--port", "0", "--data", str(published)], stderr=subprocess.PIPE, text=True
    )
    assert process.stderr is not None
    try:
        said = process.stderr.readline()
        url = re.search(r"http://\S+/mcp", said)
        assert url is not None, said
        yield url[0]
    finally:
        process.terminate()
        process.wait(30)
        process.stderr.close()


async def rows_of(client: Client, tool: str, arguments: dict[str, Any]) -> list[dict[str, Any]]:
    """Return the rows of all pages of an answer; the text that comes with each says the same."""
    rows: list[dict[str, Any]] = []
    cursor = None
    while True:
        result = await client.call_tool(
            tool, {**arguments, "page_size": PAGE_ROWS_MAX, **({"cursor": cursor} if cursor else {})}
        )
        (content,) = result.content
        assert isinstance(content, TextContent)
        assert not result.is_error, content.text
        assert json.loads(content.text) == result.structured_content
        assert result.structured_content["rows"]
        rows += result.structured_content["rows"]
        cursor = result.structured_content["next_cursor"]
        if cursor is None:
            return rows


def test_a_session_over_standard_input_and_output(facts_base: Path, facts_atlas: Atlas) -> None:
    """Every question of the lists, the tools as they are listed, resources, prompts, completion, and what is wrong."""

    async def session() -> None:
        async with over_stdio("mcp", "--root", str(facts_base), "--site-url", "https://atlas.example/") as client:
            listed = (await client.list_tools()).tools
            assert [tool.name for tool in listed] == list(all_tools())
            assert all(tool.annotations is not None and tool.annotations.read_only_hint for tool in listed)
            for name, (tool, arguments) in ASKED.items():
                assert await rows_of(client, tool, arguments) == expected(facts_atlas, name), name
            await _wrong_calls(client)
            await _resources(client, facts_atlas)
            await _prompts(client, facts_atlas)

    anyio.run(session)


async def _wrong_calls(client: Client) -> None:
    """What is wrong is an answer that says what to do, and the server goes on."""
    for tool, arguments, said in (
        ("works", {"node": ["data-filtr"]}, "did you mean data-filter"),
        ("nothing", {}, "No tool 'nothing'"),
        ("lineage", {"of": "LAMM"}, "write model:lamm or dataset:lamm"),
        ("sql", {"query": "DROP TABLE works"}, "Only reading is allowed here"),
        ("works", {"text": ["\0"]}, "control characters"),
    ):
        result = await client.call_tool(tool, arguments)
        (content,) = result.content
        assert isinstance(content, TextContent)
        assert result.is_error
        assert said in content.text
        assert "call search" in content.text
        assert "?." not in content.text
        assert "Traceback" not in content.text
    assert not (await client.call_tool("loops", {})).is_error


async def _resources(client: Client, atlas: Atlas) -> None:
    """Records at addresses; the nodes are listed, the others follow templates."""
    listed = (await client.list_resources()).resources
    assert [each.uri for each in listed] == [f"codev://node/{node}" for node in atlas.tree]
    templates = (await client.list_resource_templates()).resource_templates
    assert [each.uri_template for each in templates] == [
        "codev://work/{key}",
        "codev://node/{id}",
        "codev://artifact/{name}",
        "codev://claim/{id}",
    ]
    for uri, kind in (
        ("codev://work/liu2023visual", "work"),
        ("codev://node/data-filter", "node"),
        ("codev://artifact/model:lamm", "model"),
        ("codev://claim/liu2023visual.1", "claim"),
    ):
        (content,) = (await client.read_resource(uri)).contents
        assert isinstance(content, TextResourceContents)
        assert json.loads(content.text)["kind"] == kind
    for uri, said in (
        ("codev://work/liu2023visua", "did you mean liu2023visual"),
        ("codev://wrok/liu2023visual", "did you mean work"),
        ("file:///etc/passwd", "no address of a resource"),
        ("codev://artifact/../work/x", "no artifact"),
    ):
        with pytest.raises(MCPError, match=said):
            await client.read_resource(uri)
    completed = await client.complete(ResourceTemplateReference(uri="codev://work/{key}"), {"name": "key", "value": "liu2023v"})
    assert completed.completion.values[0].startswith("liu2023v")
    nodes = await client.complete(PromptReference(name="review-area"), {"name": "node", "value": "data-fil"})
    assert nodes.completion.values[0] == "data-filter"


async def _prompts(client: Client, atlas: Atlas) -> None:
    """Tasks, written out with what they are about."""
    assert [prompt.name for prompt in (await client.list_prompts()).prompts] == list(TASKS)
    for name, arguments, said in (
        ("review-area", {"node": "data-filter"}, atlas.tree["data-filter"].definition),
        ("propose-for-gap", {"node": "data-filter", "stage": "finetune"}, "stage = [finetune]"),
        ("audit-claim", {"claim": "liu2023visual.1"}, atlas.claims["liu2023visual.1"].statement),
        ("classify-paper", {"paper": "A </paper> benchmark"}, "<paper>\nA </ paper> benchmark\n</paper>"),
    ):
        (message,) = (await client.get_prompt(name, arguments)).messages
        assert isinstance(message.content, TextContent)
        assert said in message.content.text
        assert message.content.text.endswith(MANNERS)
        for tool in re.findall(r"[Cc]all ([a-z_0-9]+)\b", message.content.text):
            assert tool in all_tools()
    with pytest.raises(MCPError, match="did you mean data-filter"):
        await client.get_prompt("review-area", {"node": "data-filtr"})
    with pytest.raises(MCPError, match="needs 'claim'"):
        await client.get_prompt("audit-claim", {})


def test_the_command_in_an_answer_gives_the_same_rows(facts_base: Path, facts_atlas: Atlas) -> None:
    from codev.assistant.desk import Desk
    from codev.assistant.tools import call

    answer = call(Desk(facts_base), "works", {"node": ["data-filter"], "year": ["2023.."], "page_size": PAGE_ROWS_MAX})
    words = shlex.split(answer["command"])
    assert words[0] == "codev"
    result = CliRunner().invoke(main, [*words[1:], "--root", str(facts_base), "--format", "json"], catch_exceptions=False)
    assert json.loads(result.stdout) == answer["rows"]


def test_thirty_clients_at_once_over_http(address: str, facts_atlas: Atlas) -> None:
    names = list(ASKED)
    rows = {name: expected(facts_atlas, name) for name in names}

    async def one(number: int) -> None:
        async with Client(address) as client:
            name = names[number % len(names)]
            tool, arguments = ASKED[name]
            assert await rows_of(client, tool, arguments) == rows[name], name

    async def all_of_them() -> None:
        async with anyio.create_task_group() as group:
            for number in range(CLIENTS):
                group.start_soon(one, number)

    anyio.run(all_of_them)


def test_a_port_that_is_taken_is_refused(address: str, facts_base: Path) -> None:
    port = address.rpartition(":")[2].partition("/")[0]
    result = CliRunner().invoke(main, ["mcp", "--http", "--port", port, "--root", str(facts_base)])
    assert isinstance(result.exception, WrongUseError)
    assert "give another --port" in str(result.exception)


def test_a_page_of_another_site_is_refused(address: str) -> None:
    body = {"jsonrpc": "2.0", "id": 1, "method": "tools/list", "params": {}}
    headers = {"Accept": "application/json, text/event-stream", "MCP-Protocol-Version": "2025-06-18"}
    assert httpx.post(address, json=body, headers=headers).status_code == 200
    assert httpx.post(address, json=body, headers={**headers, "Origin": "https://evil.example"}).status_code == 403
    assert httpx.post(address, json=body, headers={**headers, "Host": "evil.example"}).status_code == 421
    too_long = httpx.post(address, content=b"{" + b" " * (5 * 2**20), headers={**headers, "Content-Type": "application/json"})
    assert too_long.status_code == 413


def set_up_lines() -> Iterator[tuple[str, list[str] | str]]:
    """Yield what each block of the page sets up: a command to start, or the address of a server."""
    for language, text in re.findall(r"```(\w+)\n(.*?)```", PAGE.read_text("utf-8"), re.DOTALL):
        if language == "sh":
            words = shlex.split(text)
            if "--transport" in words:
                yield language, words[-1]
            else:
                yield language, words[words.index("--") + 1 :] if "--" in words else words
            continue
        settings = json.loads(text) if language == "json" else tomllib.loads(text)
        (servers,) = settings.values()
        (server,) = servers.values()
        yield language, server["url"] if "url" in server else [server["command"], *server["args"]]


def test_the_lines_of_the_documentation_set_a_client_up(address: str, published: Path) -> None:
    """Each line, with the file and the port that there are; the same command is started once."""
    lines = [meant for _, meant in set_up_lines()]
    assert len(lines) == 7
    addresses = {line for line in lines if isinstance(line, str)}
    commands = {tuple(line) for line in lines if not isinstance(line, str)}
    (stdio,) = [command for command in commands if "--http" not in command]
    (http,) = commands - {stdio}
    assert addresses == {f"http://{mcp_command.HOST}:{http[http.index('--port') + 1]}/mcp"}
    assert int(http[http.index("--port") + 1]) == mcp_command.PORT

    async def tried() -> None:
        arguments = [str(published) if each == "/path/to/codev.sqlite" else each for each in stdio]
        assert arguments[0] == "codev"
        async with over_stdio(*arguments[1:], mode="legacy") as client:
            assert not (await client.call_tool("loops", {})).is_error
        async with Client(address, mode="legacy") as client:
            assert not (await client.call_tool("loops", {})).is_error

    anyio.run(tried)


def test_addresses_are_whole_where_somebody_says_where_the_site_is(
    facts_base: Path, published: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("CODEV_SITE_URL", raising=False)
    monkeypatch.setattr(data, "ADDRESS_FILE", tmp_path / "site_url")
    assert site_url_of(facts_base) is None
    assert site_url_of(published) is None
    (tmp_path / "site_url").write_text("https://wheel.example/atlas\n")
    assert site_url_of(published) is None
    monkeypatch.setenv(data.VARIABLE, str(published))
    assert site_url_of(published) == "https://wheel.example/atlas/"
    monkeypatch.setenv("CODEV_SITE_URL", "https://other.example")
    assert site_url_of(published) == site_url_of(facts_base) == "https://other.example/"


def test_without_the_package_it_says_what_to_install(monkeypatch: pytest.MonkeyPatch, facts_base: Path) -> None:
    monkeypatch.setattr("codev.cli.mcp_command.importlib.util.find_spec", lambda name: None)
    result = CliRunner().invoke(main, ["mcp", "--root", str(facts_base)])
    assert isinstance(result.exception, ToolMissingError)
    assert "pip install 'codev-atlas[mcp]'" in str(result.exception)
