"""The co-development graph, derived from the claims."""
