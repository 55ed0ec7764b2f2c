"""The script that Streamlit runs for every click of every visitor; what it draws is in `codev.explorer.shell`."""

from __future__ import annotations

import sys
from pathlib import Path

HERE = Path(__file__).parent.resolve()
# Streamlit puts this folder first on the path, where its modules would stand in for others of the same name.
sys.path[:] = [folder for folder in sys.path if Path(folder or ".").resolve() != HERE]

from codev.explorer.shell import draw_page  # noqa: E402 - after the path is set right

draw_page()
