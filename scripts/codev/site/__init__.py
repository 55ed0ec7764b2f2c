"""Pages and the static site."""
