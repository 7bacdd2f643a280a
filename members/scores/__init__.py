"""履职计分: from events and records to points, the year's table, objections, versions of the rules."""
