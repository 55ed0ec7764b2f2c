"""Files of data that stand beside the pages: those of the interactive tables and of the graph view."""
