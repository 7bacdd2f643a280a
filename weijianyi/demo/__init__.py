"""The demo city 云江市: its people, its departments and a year of its items; never in production."""
