import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("investigations", "0017_records_from_the_field"),
        ("workflow", "0004_warn_of_clocks_that_run"),
    ]

    operations = [
        migrations.AddField(
            model_name="rectificationorder",
            name="asked_items",
            field=models.JSONField(blank=True, default=list),
        ),
        migrations.CreateModel(
            name="OrderItem",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("number", models.PositiveSmallIntegerField()),
                ("problem", models.TextField(verbose_name="problem")),
                ("basis", models.CharField(max_length=200, verbose_name="basis")),
                ("demand", models.TextField(verbose_name="what must be done")),
                (
                    "responsible",
                    models.CharField(
                        blank=True, max_length=80, verbose_name="responsible person of the unit"
                    ),
                ),
                ("due_on", models.DateField(verbose_name="due on")),
                (
                    "before",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="investigations.evidencefile",
                    ),
                ),
                (
                    "order",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="items",
                        to="investigations.rectificationorder",
                    ),
                ),
            ],
            options={
                "ordering": ["number"],
                "constraints": [
                    models.UniqueConstraint(fields=("order", "number"), name="investigations_item_number"),
                ],
            },
        ),
        migrations.CreateModel(
            name="ItemStep",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "result",
                    models.CharField(
                        blank=True,
                        choices=[("done", "Done"), ("partly", "Partly done"), ("not_done", "Not done")],
                        max_length=10,
                        verbose_name="result",
                    ),
                ),
                ("due_on", models.DateField(blank=True, null=True, verbose_name="new date")),
                (
                    "after",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="investigations.evidencefile",
                    ),
                ),
                (
                    "entry",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="workflow.logentry",
                    ),
                ),
                (
                    "item",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="steps",
                        to="investigations.orderitem",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("item", "entry"), name="investigations_item_step_once"),
                    models.CheckConstraint(
                        condition=models.Q(("result__in", ["", "done", "partly", "not_done"])),
                        name="investigations_item_result",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("result", "done"), ("due_on__isnull", False), _connector="OR"),
                        name="investigations_item_is_done_or_has_a_day",
                    ),
                ],
            },
        ),
        migrations.AddField(
            model_name="majorhazard",
            name="item",
            field=models.OneToOneField(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="hazard",
                to="investigations.orderitem",
            ),
        ),
    ]
