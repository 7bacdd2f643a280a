"""Ranks in which ties share a place; who has too few cases to be compared stands apart, without a place."""


def ranked(rows, value, enough):
    """{rows with `place`, few}: highest value first, equals by name; after two firsts comes the third."""
    placed = sorted((row for row in rows if enough(row)), key=lambda row: row["name"])
    placed.sort(key=value, reverse=True)
    place = 0
    for number, row in enumerate(placed, 1):
        if number == 1 or value(row) != value(placed[number - 2]):
            place = number
        row["place"] = place
    few = sorted((row for row in rows if not enough(row)), key=lambda row: row["name"])
    return {"rows": placed, "few": few}
