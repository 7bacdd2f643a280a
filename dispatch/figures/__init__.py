"""Figures counted from dated columns; events explain them, these columns are their source."""

from dispatch.figures.week import ReviewDay, review_week

__all__ = ["ReviewDay", "review_week"]
