"""What Streamlit runs for every click of every visitor; what it draws is in `codev.explorer.shell`."""

from codev.explorer.shell import draw_page

draw_page()
