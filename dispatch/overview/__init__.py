"""What dashboards print: tiles, tables and charts, each number with the address of its list."""
