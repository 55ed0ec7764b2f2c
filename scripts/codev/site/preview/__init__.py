"""Live preview: the site served from this machine, and made again where an entry changes."""
