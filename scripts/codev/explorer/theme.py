"""The explorer's looks: the site's colours, light and dark, as Streamlit settings and as values for charts.

One visual language (DESIGN §6): blue for data → model, vermilion for model → data, a shape for each kind of node.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from codev.model import DirectionId

DIRECTION_COLOURS: dict[DirectionId, str] = {"data4model": "#0072B2", "model4data": "#D55E00"}
"""Blue and vermilion of Okabe and Ito's palette, told apart by every kind of colour vision.  https://jfly.uni-koeln.de/color/"""

DIRECTION_COLOURS_DARK: dict[DirectionId, str] = {"data4model": "#56B4E9", "model4data": "#EF7D3A"}
"""The same two hues as the site has them on its dark ground, where they stand more than 4.5 : 1 (WCAG 2.2, 1.4.3)."""

DIRECTION_TEXT: dict[DirectionId, str] = {"data4model": "#005A8F", "model4data": "#A34400"}
DIRECTION_TEXT_DARK: dict[DirectionId, str] = {"data4model": "#7CC4EE", "model4data": "#F59C66"}
"""The same hues for words, more than 4.5 : 1 from the ground; the site's variants named ``-text``."""

DIRECTION_ARROWS: dict[DirectionId, str] = {"data4model": "data → model", "model4data": "model → data"}
"""How a direction is written where colour cannot be relied on."""

KIND_SIGNS = {"work": "●", "model": "■", "dataset": "◆", "node": "▲"}
"""The shape of each kind of node, as a sign before its name."""

KIND_COLOURS = {"work": "#45423C", "model": "#7B3F8F", "dataset": "#00734F", "node": "#8A6D00"}
KIND_COLOURS_DARK = {"work": "#C9C5BB", "model": "#CC99DD", "dataset": "#4FC79B", "node": "#D9B84A"}
"""The colour of each kind, as in the site's style sheet."""

# The site's paper and ink; Streamlit brings the site's typefaces, Source Sans and Source Serif.
_LIGHT = {
    "primaryColor": "#005A8F",
    "backgroundColor": "#FDFCFA",
    "secondaryBackgroundColor": "#F6F4EF",
    "textColor": "#1D1C1A",
    "linkColor": "#005A8F",
    "borderColor": "#DCD7CC",
    "codeTextColor": "#1D1C1A",
    "codeBackgroundColor": "#F6F4EF",
    "sidebar.backgroundColor": "#F6F4EF",
    "sidebar.secondaryBackgroundColor": "#FDFCFA",
}
_DARK = {
    "primaryColor": "#56B4E9",
    "backgroundColor": "#17181B",
    "secondaryBackgroundColor": "#1F2125",
    "textColor": "#E6E3DC",
    "linkColor": "#7CC4EE",
    "borderColor": "#35373D",
    "codeTextColor": "#E6E3DC",
    "codeBackgroundColor": "#1F2125",
    "sidebar.backgroundColor": "#101114",
    "sidebar.secondaryBackgroundColor": "#1F2125",
}
_BOTH = {
    "baseRadius": "0.2rem",
    "headingFont": "serif",
    "headingFontWeights": "[650, 650, 600, 600, 600, 600]",
    "showSidebarBorder": "true",
    "paddingTop": "3rem",
}

SEQUENTIAL = {
    "data4model": ["#EAF3F9", "#B7D7EA", "#74B2D8", "#2C86BD", "#005A8D", "#003F63"],
    "model4data": ["#FBEEE4", "#F6CFB0", "#EBA26C", "#DC7327", "#AE4D00", "#7A3600"],
}
"""Six steps from a tint to a shade of each direction's colour, for the cells of heat maps."""


@dataclass(frozen=True)
class Looks:
    """The colours of one theme, for pictures and markup.

    Attributes:
        dark: Whether the visitor's theme is dark.
    """

    dark: bool

    def direction(self, direction: DirectionId) -> str:
        """Return the colour of a direction."""
        return (DIRECTION_COLOURS_DARK if self.dark else DIRECTION_COLOURS)[direction]

    def direction_text(self, direction: DirectionId) -> str:
        """Return the colour of words about a direction."""
        return (DIRECTION_TEXT_DARK if self.dark else DIRECTION_TEXT)[direction]

    @property
    def link(self) -> str:
        """The colour of links."""
        return (_DARK if self.dark else _LIGHT)["linkColor"]

    def steps(self, direction: DirectionId) -> list[str]:
        """Return colours from few to many: away from the ground, whichever it is."""
        return list(reversed(SEQUENTIAL[direction])) if self.dark else list(SEQUENTIAL[direction])

    @property
    def ink(self) -> str:
        """The colour of text."""
        return (_DARK if self.dark else _LIGHT)["textColor"]

    @property
    def axis(self) -> dict[str, Any]:
        """How an axis with names on it looks: they are read, so they have the colour of text."""
        return {"grid": False, "labelColor": self.ink, "titleColor": self.ink, "ticks": False, "domain": False}

    @property
    def scale(self) -> dict[str, Any]:
        """How an axis with numbers on it looks."""
        return {"labelColor": self.ink, "titleColor": self.ink, "gridColor": self.faint, "gridOpacity": 0.5}

    @property
    def quiet(self) -> str:
        """The colour of lines."""
        return "#989388" if self.dark else "#6F6A61"

    def kind(self, kind: str) -> str:
        """Return the colour of a kind of node."""
        return (KIND_COLOURS_DARK if self.dark else KIND_COLOURS)[kind]

    @property
    def faint(self) -> str:
        """The colour of what stands back."""
        return "#565A60" if self.dark else "#C9C5BC"

    @property
    def ground(self) -> str:
        """The colour behind everything."""
        return (_DARK if self.dark else _LIGHT)["backgroundColor"]


def theme_settings() -> dict[str, str]:
    """Return Streamlit's theme options by name; the viewer's system chooses between light and dark."""
    settings = {f"theme.{name}": value for name, value in _BOTH.items()}
    settings |= {f"theme.light.{name}": value for name, value in _LIGHT.items()}
    settings |= {f"theme.dark.{name}": value for name, value in _DARK.items()}
    return settings
