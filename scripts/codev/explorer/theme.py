"""The explorer's looks: the site's colours, light and dark, as Streamlit settings and as values for charts.

One visual language (DESIGN §6): blue for data → model, vermilion for model → data, a shape for each kind of node.
"""

from __future__ import annotations

from codev.model import DirectionId

DIRECTION_COLOURS: dict[DirectionId, str] = {"data4model": "#0072B2", "model4data": "#D55E00"}
"""Blue and vermilion of Okabe and Ito's palette, told apart by every kind of colour vision.  https://jfly.uni-koeln.de/color/"""

DIRECTION_COLOURS_DARK: dict[DirectionId, str] = {"data4model": "#56B4E9", "model4data": "#F0A26B"}
"""The same two hues, lightened until they stand 4.5 : 1 against the dark ground (WCAG 2.2, 1.4.3)."""

DIRECTION_ARROWS: dict[DirectionId, str] = {"data4model": "data → model", "model4data": "model → data"}
"""How a direction is written where colour cannot be relied on."""

KIND_SHAPES = {"work": "box", "model": "ellipse", "dataset": "cylinder", "node": "hexagon"}
"""The shape of each kind of node in pictures (Graphviz names)."""

UNVERIFIED = "unverified"
"""The word beside everything that rests on inferred or recalled fields only."""

# Warm greys with the two direction colours as accents; Streamlit's other defaults are kept.
_LIGHT = {
    "primaryColor": "#005A8D",
    "backgroundColor": "#FFFFFF",
    "secondaryBackgroundColor": "#F4F3EF",
    "textColor": "#22252A",
    "linkColor": "#005A8D",
    "borderColor": "#D9D6CE",
    "sidebar.backgroundColor": "#F8F7F4",
    "sidebar.secondaryBackgroundColor": "#FFFFFF",
}
_DARK = {
    "primaryColor": "#56B4E9",
    "backgroundColor": "#15181C",
    "secondaryBackgroundColor": "#22262C",
    "textColor": "#E8E6E1",
    "linkColor": "#7CC4EE",
    "borderColor": "#3A4048",
    "sidebar.backgroundColor": "#1B1F24",
    "sidebar.secondaryBackgroundColor": "#2A2F36",
}
_BOTH = {
    "baseRadius": "0.3rem",
    "headingFontWeights": "[650, 650, 600, 600, 600, 600]",
    "showSidebarBorder": "true",
    "paddingTop": "3rem",
}

SEQUENTIAL = {
    "data4model": ["#EAF3F9", "#B7D7EA", "#74B2D8", "#2C86BD", "#005A8D", "#003F63"],
    "model4data": ["#FBEEE4", "#F6CFB0", "#EBA26C", "#DC7327", "#AE4D00", "#7A3600"],
}
"""Six steps from a tint to a shade of each direction's colour, for the cells of heat maps."""


def theme_settings() -> dict[str, str]:
    """Return Streamlit's theme options by name; the viewer's system chooses between light and dark."""
    settings = {f"theme.{name}": value for name, value in _BOTH.items()}
    settings |= {f"theme.light.{name}": value for name, value in _LIGHT.items()}
    settings |= {f"theme.dark.{name}": value for name, value in _DARK.items()}
    return settings
