"""The server of the Model Context Protocol, on the official SDK: over standard input and output, or over HTTP.

Every call runs in a thread of its own, so that one long answer holds nobody up.  What is wrong with a call becomes an answer
that says what to do, never a traceback; HTTP on the loopback refuses pages of other sites (DNS rebinding), as the SDK does it.
"""

from __future__ import annotations

import importlib.metadata
import json
import socket
import threading
from collections.abc import Callable
from contextlib import suppress
from functools import partial
from typing import TYPE_CHECKING, Any, NoReturn, TypeVar

import anyio
import anyio.to_thread
import mcp_types as types
from mcp.server.lowlevel import Server
from mcp.server.stdio import stdio_server
from mcp.shared.exceptions import MCPError

from codev.errors import CodevError, WrongUseError
from codev.limits.interfaces import REQUEST_BYTES_MAX
from codev.memory import collector_paused

if TYPE_CHECKING:
    # It brings the knowledge base along; the client is greeted before.
    from starlette.applications import Starlette

    from codev.assistant.desk import Desk

Result = TypeVar("Result")

PATH = "/mcp"
"""Where the server answers over HTTP."""

INSTRUCTIONS = (
    "CoDev Atlas is an evidence-backed knowledge base of how multi-modal data and multi-modal large language models develop "
    "each other: which data-centric approaches improve which capability at which stage (RQ1), and which roles models play for "
    "data (RQ2). Works make claims; a claim is one sentence with evidence, inferred fields, doubts and checks. Begin with "
    "search where you have a name or topic and no id. Cite claim ids, repeat what an answer says of its trust, and follow "
    "next_cursor. Everything is read-only."
)
"""What an assistant is told at the start."""


def make_server(desk: Desk) -> Server[Any]:
    """Return a server that answers from a knowledge base.

    Args:
        desk: The knowledge base.
    """
    return Server(
        "codev-atlas",
        version=importlib.metadata.version("codev-atlas"),
        title="CoDev Atlas",
        instructions=INSTRUCTIONS,
        on_list_tools=_in_thread(partial(_tools, desk)),
        on_call_tool=_in_thread(partial(_call, desk)),
        on_list_resources=_in_thread(partial(_resources, desk)),
        on_list_resource_templates=_in_thread(_templates),
        on_read_resource=_in_thread(partial(_read, desk)),
        on_list_prompts=_in_thread(_prompts),
        on_get_prompt=_in_thread(partial(_prompt, desk)),
        on_completion=_in_thread(partial(_complete, desk)),
    )


def serve_stdio(desk: Desk) -> None:
    """Answer over standard input and output until the client goes.

    Args:
        desk: The knowledge base.
    """
    server = make_server(desk)

    async def run() -> None:
        async with stdio_server() as (reading, writing):
            await server.run(reading, writing, server.create_initialization_options())

    anyio.run(run)


def listen(host: str, port: int) -> socket.socket:
    """Return a socket that takes connections from now on.

    Args:
        host: The address to listen on.
        port: The port; any that is free for 0.

    Raises:
        WrongUseError: It cannot be listened on.
    """
    try:
        return socket.create_server((host, port), family=socket.AF_INET6 if ":" in host else socket.AF_INET)
    except OSError as error:
        raise WrongUseError(f"cannot listen on {host}:{port} ({error.strerror})", "give another --port, or 0 for any") from None


def serve_http(desk: Desk, host: str, listening: socket.socket) -> None:
    """Answer over HTTP until the process is stopped.

    Args:
        desk: The knowledge base.
        host: The address that is listened on.
        listening: What `listen` returned.
    """
    import uvicorn

    uvicorn.Server(uvicorn.Config(http_app(desk, host), log_level="warning")).run(sockets=[listening])


def http_app(desk: Desk, host: str) -> Starlette:
    """Return what answers over HTTP; a request of more than `REQUEST_BYTES_MAX` is refused.

    Args:
        desk: The knowledge base.
        host: The address that is listened on.
    """
    return make_server(desk).streamable_http_app(
        streamable_http_path=PATH, json_response=True, stateless_http=True, host=host, max_request_body_size=REQUEST_BYTES_MAX
    )


def _warm_up(desk: Desk) -> None:
    """Make what most answers need while the client reads the tools; what fails is said by the call that needs it."""

    def warm_up() -> None:
        with suppress(CodevError):
            desk.warm_up()

    threading.Thread(target=warm_up, daemon=True).start()


def _in_thread(handle: Callable[[Any], Result]) -> Callable[[Any, Any], Any]:
    """Return a handler of the SDK that runs a function of the parameters in a thread."""

    async def handler(_: Any, params: Any) -> Result:
        return await anyio.to_thread.run_sync(handle, params)

    return handler


def _refuse(error: CodevError) -> NoReturn:
    """Say what is wrong where the protocol has no answer with an error in it."""
    raise MCPError(types.INVALID_PARAMS, str(error)) from None


# -- tools ----------------------------------------------------------------------------------------------------------------


def _tools(desk: Desk, _: Any) -> types.ListToolsResult:
    """List the tools."""
    try:
        with collector_paused():
            from codev.assistant.tools import all_tools

            atlas = desk.atlas
    except CodevError as error:
        _refuse(error)
    listed = types.ListToolsResult(
        tools=[
            types.Tool(
                name=tool.name,
                title=tool.title,
                description=tool.description,
                input_schema=tool.takes(atlas),
                output_schema=tool.gives,
                annotations=types.ToolAnnotations(
                    read_only_hint=True, destructive_hint=False, idempotent_hint=True, open_world_hint=False
                ),
            )
            for tool in all_tools().values()
        ]
    )
    _warm_up(desk)
    return listed


def _call(desk: Desk, params: types.CallToolRequestParams) -> types.CallToolResult:
    """Call a tool; what is wrong is an answer too."""
    from codev.assistant.tools import call

    try:
        found = call(desk, params.name, params.arguments or {})
    except CodevError as error:
        said = str(error).rstrip(".")
        text = f"{said[:1].upper()}{said[1:]}{'' if said.endswith('?') else '.'} {_NEXT}"
        return types.CallToolResult(content=[types.TextContent(text=text)], is_error=True)
    text = json.dumps(found, ensure_ascii=False)
    return types.CallToolResult(content=[types.TextContent(text=text)], structured_content=found)


_NEXT = "If a name is not known, call search with it, or taxonomy for the terms that there are; then call again."


# -- resources ------------------------------------------------------------------------------------------------------------


def _resources(desk: Desk, _: Any) -> types.ListResourcesResult:
    """List the entrances: the taxonomy's nodes."""
    from codev.assistant.resources import address_of

    try:
        tree = desk.atlas.tree
    except CodevError as error:
        _refuse(error)
    return types.ListResourcesResult(
        resources=[
            types.Resource(
                uri=address_of("node", node),
                name=node,
                title=term.name,
                description=term.definition,
                mime_type="application/json",
            )
            for node, term in tree.items()
        ]
    )


def _templates(_: Any) -> types.ListResourceTemplatesResult:
    """List how the other resources are addressed."""
    from codev.assistant.resources import KINDS

    return types.ListResourceTemplatesResult(
        resource_templates=[
            types.ResourceTemplate(
                uri_template=kind.template, name=kind.name, description=kind.about, mime_type="application/json"
            )
            for kind in KINDS.values()
        ]
    )


def _read(desk: Desk, params: types.ReadResourceRequestParams) -> types.ReadResourceResult:
    """Read a resource."""
    from codev.assistant.resources import read

    try:
        text = read(desk, str(params.uri))
    except CodevError as error:
        _refuse(error)
    return types.ReadResourceResult(
        contents=[types.TextResourceContents(uri=params.uri, mime_type="application/json", text=text)]
    )


# -- prompts and completion -----------------------------------------------------------------------------------------------


def _prompts(_: Any) -> types.ListPromptsResult:
    """List the prompts."""
    from codev.assistant.prompts import TASKS

    return types.ListPromptsResult(
        prompts=[
            types.Prompt(
                name=task.name,
                title=task.title,
                description=task.about,
                arguments=[
                    types.PromptArgument(name=each.name, description=each.about, required=each.required)
                    for each in task.arguments
                ],
            )
            for task in TASKS.values()
        ]
    )


def _prompt(desk: Desk, params: types.GetPromptRequestParams) -> types.GetPromptResult:
    """Write out a prompt."""
    from codev.assistant.prompts import TASKS, written

    try:
        text = written(desk, params.name, params.arguments or {})
    except CodevError as error:
        _refuse(error)
    return types.GetPromptResult(
        description=TASKS[params.name].about,
        messages=[types.PromptMessage(role="user", content=types.TextContent(text=text))],
    )


def _complete(desk: Desk, params: types.CompleteRequestParams) -> types.CompleteResult:
    """Complete the name of a resource or an argument of a prompt."""
    from codev.assistant.prompts import TASKS
    from codev.assistant.resources import KINDS, completed

    names: Any = ()
    try:
        if isinstance(params.ref, types.PromptReference):
            task = TASKS.get(params.ref.name)
            argument = next((each for each in task.arguments if each.name == params.argument.name), None) if task else None
            names = argument.names(desk.atlas) if argument else ()
        else:
            kind = next((each for each in KINDS.values() if each.template == params.ref.uri), None)
            names = kind.names(desk.atlas) if kind else ()
    except CodevError as error:
        _refuse(error)
    values, total = completed(names, params.argument.value)
    return types.CompleteResult(completion=types.Completion(values=values, total=total, has_more=total > len(values)))
