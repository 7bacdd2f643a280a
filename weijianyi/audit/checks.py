"""System check of the database: the append-only triggers are in place (manage.py check --database default)."""

from django.core.checks import Error
from django.db import connections
from django.db.migrations.executor import MigrationExecutor

from weijianyi.audit import triggers


def append_only(app_configs=None, databases=None, **kwargs):
    return [
        Error(
            f"The trigger {name} is missing: events could be changed without a trace.",
            hint="Find out who removed it, then run: manage.py migrate --skip-checks",
            id="audit.E001",
        )
        for using in databases or ()
        for name in triggers.missing(using)
        if not migrations_wait(using)
    ]


def migrations_wait(using):
    """`migrate` checks before it migrates: what the migrations still to come put in place is not missing yet."""
    executor = MigrationExecutor(connections[using])
    return bool(executor.migration_plan(executor.loader.graph.leaf_nodes()))
