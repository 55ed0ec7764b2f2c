"""New entries, suggestions, knowledge diffs and curation."""
