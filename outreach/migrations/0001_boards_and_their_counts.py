import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models

import outreach.models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
        ("enterprises", "0001_units_inspections_periods"),
    ]

    operations = [
        migrations.CreateModel(
            name="Board",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "code",
                    models.CharField(
                        default=outreach.models.new_code, editable=False, max_length=6, unique=True
                    ),
                ),
                ("place", models.CharField(max_length=60, verbose_name="where it hangs")),
                ("made_at", models.DateTimeField(default=django.utils.timezone.now)),
                ("retired_at", models.DateTimeField(blank=True, null=True)),
                (
                    "made_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="boards",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "unit",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="boards",
                        to="enterprises.unit",
                    ),
                ),
            ],
            options={
                "verbose_name": "notice board",
                "verbose_name_plural": "notice boards",
                "ordering": ["-pk"],
            },
        ),
        migrations.CreateModel(
            name="Sheet",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "size",
                    models.CharField(
                        choices=[
                            ("a3", "poster, A3"),
                            ("a4", "poster, A4"),
                            ("cards", "cards, ten on an A4 sheet"),
                        ],
                        max_length=6,
                    ),
                ),
                ("words", models.JSONField()),
                ("file", models.CharField(blank=True, max_length=100)),
                ("failure", models.CharField(blank=True, max_length=60)),
                (
                    "board",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="sheets",
                        to="outreach.board",
                    ),
                ),
            ],
            options={
                "ordering": ["pk"],
                "constraints": [
                    models.UniqueConstraint(fields=("board", "size"), name="outreach_one_sheet_a_size"),
                    models.CheckConstraint(
                        condition=models.Q(("size__in", ["a3", "a4", "cards"])), name="outreach_sheet_size"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Tally",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("month", models.DateField()),
                ("opened", models.PositiveIntegerField(default=0)),
                ("filed", models.PositiveIntegerField(default=0)),
                (
                    "board",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="tallies",
                        to="outreach.board",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("board", "month"), name="outreach_one_tally_a_month"),
                    models.UniqueConstraint(
                        condition=models.Q(("board", None)),
                        fields=("month",),
                        name="outreach_one_sum_a_month",
                    ),
                ],
            },
        ),
    ]
