"""Metadata of works from the services that know them."""

from codev.contribute.fetch.client import FetchError
from codev.contribute.fetch.services import Fetcher

__all__ = ["FetchError", "Fetcher"]
