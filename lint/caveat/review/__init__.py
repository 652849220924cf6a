"""The local page on which a reviewer decides on findings and signs pieces off."""

from __future__ import annotations

from caveat.review.desk import Desk
from caveat.review.server import ReviewServer

__all__ = ["Desk", "ReviewServer"]
