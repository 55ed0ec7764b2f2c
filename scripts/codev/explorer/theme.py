"""The site's colours as Streamlit settings; Streamlit brings the site's typefaces, Source Sans and Source Serif."""

from __future__ import annotations

from codev.show.looks import DARK, LIGHT

_COLOURS = {
    "backgroundColor": "paper",
    "secondaryBackgroundColor": "paper-raised",
    "textColor": "ink",
    "linkColor": "d2m-text",
    "borderColor": "rule",
    "codeTextColor": "ink",
    "codeBackgroundColor": "paper-raised",
}
"""The colour behind each of Streamlit's settings, by its name in `codev.show.looks.COLOURS`."""

_LIGHT = {"primaryColor": "d2m-text", "sidebar.backgroundColor": "paper-raised", "sidebar.secondaryBackgroundColor": "paper"}
_DARK = {"primaryColor": "d2m", "sidebar.backgroundColor": "paper-sunk", "sidebar.secondaryBackgroundColor": "paper-raised"}
_BOTH = {
    "baseRadius": "0.2rem",
    "headingFont": "serif",
    "headingFontWeights": "[650, 650, 600, 600, 600, 600]",
    "showSidebarBorder": "true",
    "paddingTop": "3rem",
}


def theme_settings() -> dict[str, str]:
    """Return Streamlit's theme options by name; the viewer's system chooses between light and dark."""
    settings = {f"theme.{name}": value for name, value in _BOTH.items()}
    for scheme, palette, own in (("light", LIGHT, _LIGHT), ("dark", DARK, _DARK)):
        settings |= {f"theme.{scheme}.{name}": palette[colour] for name, colour in {**_COLOURS, **own}.items()}
    return settings
