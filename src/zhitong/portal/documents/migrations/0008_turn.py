from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("documents", "0007_batch_files"),
    ]

    operations = [
        migrations.AddField(
            model_name="revision",
            name="turn",
            field=models.PositiveIntegerField(default=0, verbose_name="识别结果轮次"),
        ),
    ]
