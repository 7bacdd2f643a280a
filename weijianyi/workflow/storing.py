"""Columns of many rows written together, in one or two statements however many rows there are."""

BATCH = 200


def store_many(rows, names):
    """Write those fields of `rows` (one model) as they stand on the instances.

    What is the same on all rows is one plain UPDATE: a statement of cases costs more than the rest of a bulk step.
    """
    rows = list(rows)
    if not rows:
        return
    manager = type(rows[0])._meta.concrete_model._base_manager
    columns = {name: rows[0]._meta.get_field(name).attname for name in names}
    shared, own = {}, []
    for name, column in columns.items():
        value = getattr(rows[0], column)
        if all(getattr(row, column) == value for row in rows):
            shared[name] = value
        else:
            own.append(name)
    if shared:
        manager.filter(pk__in=[row.pk for row in rows]).update(**shared)
    if own:
        manager.bulk_update(rows, own, batch_size=BATCH)
