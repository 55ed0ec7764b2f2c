"""How the site is built: settings, frames, workers, search, the front-end, and the finished site in its place."""
