"""Rungs on a step spoke at once; now the organisation chooses, and what stands keeps its way."""

from django.db import migrations


def say_so(apps, schema_editor):
    apps.get_model("dispatch", "LadderRung").objects.filter(watch="step").update(at_once=True)


class Migration(migrations.Migration):
    dependencies = [("dispatch", "0008_half_appraisals")]
    operations = [migrations.RunPython(say_so, migrations.RunPython.noop)]
