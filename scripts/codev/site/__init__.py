"""The published site: the pages of the knowledge base, each rendered into a frame that mkdocs-material made.

`codev.site.pages` lists what to render, `codev.site.frames` has the frames, `codev.site.reads` notes what a page read, and
`codev.site.build` makes what changed, adds search index, feed and exports, and puts the result in place in one go (DESIGN §6).
"""
