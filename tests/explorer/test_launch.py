"""What Streamlit is started with: options that exist, safe values, nothing that calls home."""

from __future__ import annotations

import socket
from pathlib import Path

import pytest

from codev.errors import WrongUseError
from codev.explorer.launch import (
    APP_FILE,
    DATA_VARIABLE,
    HOST,
    ROOT_VARIABLE,
    check_port,
    environment,
    streamlit_arguments,
)


def options(arguments: list[str]) -> dict[str, list[str]]:
    """Return the options of a command line, each with all its values."""
    found: dict[str, list[str]] = {}
    for argument in arguments[2:]:
        name, _, value = argument.removeprefix("--").partition("=")
        found.setdefault(name, []).append(value)
    return found


def test_every_option_is_one_of_streamlit() -> None:
    from streamlit import config

    given = options(streamlit_arguments(HOST, 8501, browser=True))
    assert set(given) <= set(config.get_config_options())
    assert APP_FILE.is_file()


def test_the_settings_are_safe_and_quiet() -> None:
    given = options(streamlit_arguments(HOST, 8600, browser=False))
    assert given["browser.gatherUsageStats"] == ["false"]
    assert given["server.address"] == [HOST]
    assert given["server.port"] == ["8600"]
    assert given["server.headless"] == ["true"]
    assert given["server.fileWatcherType"] == ["none"]
    assert given["server.enableXsrfProtection"] == ["true"]
    assert given["server.enableCORS"] == ["true"]
    assert given["server.enableAgentApi"] == ["false"]
    assert given["server.allowedHosts"] == ["localhost", HOST]
    assert given["client.showErrorDetails"] == ["none"]
    assert given["client.allowedOrigins"] == [f"http://{HOST}:8600"]
    assert int(given["server.maxUploadSize"][0]) == 1


def test_another_address_is_not_held_to_local_names() -> None:
    given = options(streamlit_arguments("0.0.0.0", 8501, browser=True))  # noqa: S104 - a string
    assert "server.allowedHosts" not in given
    assert given["server.headless"] == ["false"]


def test_the_environment_holds_whole_paths(tmp_path: Path) -> None:
    assert environment(tmp_path, None) == {ROOT_VARIABLE: str(tmp_path.resolve())}
    assert set(environment(None, tmp_path / "a.sqlite")) == {DATA_VARIABLE}


def test_a_port_in_use_gets_one_message() -> None:
    with socket.socket() as taken:
        taken.bind((HOST, 0))
        taken.listen()
        port = taken.getsockname()[1]
        with pytest.raises(WrongUseError, match=rf"cannot listen on {HOST}:{port}.*--port"):
            check_port(HOST, port)
    with pytest.raises(WrongUseError, match="cannot listen"):
        check_port("256.0.0.1", 8501)
