import django.db.models.deletion
from django.db import migrations, models

NOW_IN_ITEMS = ("problem", "basis", "demand", "responsible", "before", "after")


class Migration(migrations.Migration):
    dependencies = [("investigations", "0019_every_order_becomes_its_first_item")]

    operations = [
        migrations.AlterField(
            model_name="majorhazard",
            name="item",
            field=models.OneToOneField(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="hazard",
                to="investigations.orderitem",
            ),
        ),
        migrations.RemoveField(model_name="majorhazard", name="order"),
        *(migrations.RemoveField(model_name="rectificationorder", name=name) for name in NOW_IN_ITEMS),
    ]
