"""The published site: the pages of the knowledge base, each rendered into a frame that mkdocs-material made.

`pages` says what stands on each page and what it read, `data` makes the files beside the pages, `engine` builds and puts the
result in place in one go, and `preview` serves it while it is edited (DESIGN §6).
"""
