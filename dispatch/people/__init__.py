"""People and units as the office and the administrator keep them: accounts, rosters, groups, hand-over."""
