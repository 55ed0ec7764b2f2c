"""The knowledge base in the formats of other tools."""
