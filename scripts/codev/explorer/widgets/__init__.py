"""What several tabs draw: facets, tables with a row in detail, matrices, pictures, the graph view, downloads."""
