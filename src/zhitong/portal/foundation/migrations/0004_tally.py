"""Counts by keyed mark, and the table of the shared cache."""

from django.core.management import call_command
from django.db import migrations, models


def make_cache(apps, schema_editor):
    call_command("createcachetable", "foundation_cache", database=schema_editor.connection.alias, verbosity=0)


class Migration(migrations.Migration):
    dependencies = [("foundation", "0003_jobs")]

    operations = [
        migrations.CreateModel(
            name="Tally",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("mark", models.CharField(max_length=64, unique=True, verbose_name="标记")),
                ("count", models.PositiveIntegerField(default=0, verbose_name="次数")),
                ("until", models.DateTimeField(db_index=True, verbose_name="到期")),
            ],
            options={"verbose_name": "计次", "ordering": ["until"]},
        ),
        migrations.RunPython(make_cache, migrations.RunPython.noop),
    ]
