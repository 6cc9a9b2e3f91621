from django.db import migrations, models

import zhitong.portal.documents.models.batches


def say_upload_again(apps, schema_editor):
    """The bytes of waiting files lay in the table; they are asked for once more."""
    apps.get_model("documents", "ImportFile").objects.filter(state__in=("waiting", "reading")).update(
        state="refused", message="系统升级前上传、尚未读取。请重新上传。"
    )


class Migration(migrations.Migration):
    dependencies = [
        ("documents", "0007_life_of_documents"),
    ]

    operations = [
        migrations.RunPython(say_upload_again, migrations.RunPython.noop),
        migrations.RemoveField(model_name="importfile", name="content"),
        migrations.AddField(
            model_name="importfile",
            name="stored",
            field=models.FileField(
                blank=True,
                upload_to=zhitong.portal.documents.models.batches.stored_name,
                verbose_name="所存文件",
            ),
        ),
        migrations.AddField(
            model_name="importfile",
            name="tries",
            field=models.PositiveSmallIntegerField(default=0, verbose_name="读取次数"),
        ),
    ]
