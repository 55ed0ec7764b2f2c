"""The knowledge base by the standards of linked data: RDF of several vocabularies, Croissant, and CycloneDX."""
