"""The published site: the knowledge base rendered into Markdown pages, and those built into HTML.

Two steps (DESIGN §6): `codev.site.tree` renders ``build/pages/``, ``build/mkdocs.yml`` and ``build/theme/``; `codev.site.build`
turns that tree into the site with mkdocs-material, adds search index, feed and exports, and puts the result in place in one go.
"""
