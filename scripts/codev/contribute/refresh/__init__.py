"""Entries brought up to date with what the services know now."""

from codev.contribute.refresh.compare import Update
from codev.contribute.refresh.plan import Refresh, plan_refresh

__all__ = ["Refresh", "Update", "plan_refresh"]
