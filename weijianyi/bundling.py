"""A row and its children in one statement: child rows travel as JSON and come back as instances of their model."""

import json
from dataclasses import dataclass
from datetime import UTC

from django.core.exceptions import FieldDoesNotExist
from django.db.models import DateTimeField, F, JSONField, QuerySet, Subquery
from django.db.models.functions import JSONObject
from django.utils.dateparse import parse_datetime


class PackedRows(Subquery):
    """The rows of a queryset of one column as one JSON list."""

    template = "(SELECT JSON_GROUP_ARRAY(JSON(packed)) FROM (%(subquery)s) AS children)"
    on_postgresql = "(SELECT COALESCE(JSONB_AGG(packed), '[]'::jsonb) FROM (%(subquery)s) AS children)"

    def as_postgresql(self, compiler, connection, **context):
        return self.as_sql(compiler, connection, template=self.on_postgresql, **context)


@dataclass(frozen=True)
class Children:
    """Rows tied to the parent by OuterRef; `extra` are columns of their relations, found as `form__label`."""

    rows: QuerySet
    extra: tuple = ()
    order: tuple = ("pk",)

    def packed(self):
        columns = {f.attname: F(f.attname) for f in self.rows.model._meta.concrete_fields}
        columns |= {name: F(name) for name in self.extra}
        return PackedRows(self.rows.order_by().values(packed=JSONObject(**columns)), output_field=JSONField())

    def unpacked(self, using, values):
        found = [self.instance(using, value) for value in values]
        return sorted(found, key=lambda row: tuple(getattr(row, name) for name in self.order))

    def instance(self, using, value):
        model = self.rows.model
        fields = model._meta.concrete_fields
        row = model.from_db(using, [f.attname for f in fields], [python(f, value[f.attname]) for f in fields])
        for name in self.extra:
            setattr(row, name, value[name])
        return row


def python(field, value):
    """What JSON holds of a column, as the model has it."""
    if value is None:
        return None
    if isinstance(field, DateTimeField):
        moment = parse_datetime(value)
        return moment if moment.tzinfo else moment.replace(tzinfo=UTC)  # SQLite keeps UTC without saying so
    if isinstance(field, JSONField):
        return json.loads(value) if isinstance(value, str) else value
    return field.to_python(value)


def with_children(queryset, children):
    """`queryset` ready to bring the children along; read it with `unpack`."""
    return queryset.annotate(**{f"packed_{name}": each.packed() for name, each in children.items()})


def unpack(row, children):
    """Hang the children on the row: as prefetched relations where the names are relations, else as lists."""
    for name, each in children.items():
        packed = row.__dict__.pop(f"packed_{name}") or []  # a reader without any right: .none() is NULL
        found = each.unpacked(row._state.db, packed)
        if is_relation(row, name):
            related = getattr(row, name).all()
            related._result_cache, related._prefetch_done = found, True
            row._prefetched_objects_cache = {**getattr(row, "_prefetched_objects_cache", {}), name: related}
        else:
            setattr(row, name, found)
    return row


def is_relation(row, name):
    try:
        return row._meta.get_field(name).is_relation
    except FieldDoesNotExist:
        return False
