"""通报 and 月调度表: prepared by the timetable, written, checked, signed, frozen, read, corrected."""
