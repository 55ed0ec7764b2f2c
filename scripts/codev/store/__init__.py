"""YAML in and out: safe reading with positions, one canonical form, the cache, and the check."""
