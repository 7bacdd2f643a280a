"""What members noted of their fixed contacts is sealed; the plain columns go."""

from django.db import migrations, models

from members import contact_keys

PLAIN = ("name", "place", "phone", "note")


def seal(apps, schema_editor):
    rows = apps.get_model("members", "FixedContact").objects.using(schema_editor.connection.alias)
    for row in rows.iterator():
        row.sealed = contact_keys.seal({name: getattr(row, name) for name in PLAIN})
        row.save(update_fields=["sealed"])


def unseal(apps, schema_editor):
    rows = apps.get_model("members", "FixedContact").objects.using(schema_editor.connection.alias)
    for row in rows.iterator():
        for name, text in contact_keys.open_sealed(row.sealed).items():
            setattr(row, name, text)
        row.save(update_fields=PLAIN)


class Migration(migrations.Migration):
    dependencies = [("members", "0002_accounts_of_points")]

    operations = [
        migrations.AddField(
            "fixedcontact", "sealed", models.TextField(default="", editable=False), preserve_default=False
        ),
        # A way back needs something in a column that may not be null.
        migrations.AlterField("fixedcontact", "name", models.CharField("姓名或户主", max_length=40, default="")),
        migrations.RunPython(seal, unseal),
        *(migrations.RemoveField("fixedcontact", name) for name in PLAIN),
    ]
