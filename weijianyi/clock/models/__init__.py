"""Re-exports the nouns of the clock."""

from weijianyi.clock.models.calendar import CalendarDay, CalendarYear, ExtraReviewDay
from weijianyi.clock.models.deadline import Deadline, Pause
from weijianyi.clock.models.limit import TimeLimit

__all__ = ["CalendarDay", "CalendarYear", "Deadline", "ExtraReviewDay", "Pause", "TimeLimit"]
