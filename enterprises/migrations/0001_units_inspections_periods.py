import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models

import enterprises.models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="SpecialPeriod",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("name", models.CharField(max_length=60, verbose_name="occasion")),
                ("starts_on", models.DateField(verbose_name="from")),
                ("ends_on", models.DateField(verbose_name="until")),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("ends_on__gte", models.F("starts_on"))),
                        name="enterprises_period_ends_after",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Unit",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("name", models.CharField(max_length=120, verbose_name="name")),
                (
                    "uscc",
                    models.CharField(
                        max_length=18,
                        unique=True,
                        validators=[enterprises.models.validate_uscc],
                        verbose_name="unified social credit code",
                    ),
                ),
                ("sector", models.CharField(max_length=40, verbose_name="sector")),
                ("division", models.CharField(max_length=9, verbose_name="division code")),
                ("address", models.CharField(max_length=200, verbose_name="address")),
                (
                    "legal_representative",
                    models.CharField(max_length=60, verbose_name="legal representative"),
                ),
                ("phone", models.CharField(blank=True, max_length=30, verbose_name="telephone")),
                (
                    "risk",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("red", "Red: major risk"),
                            ("orange", "Orange: larger risk"),
                            ("yellow", "Yellow: general risk"),
                            ("blue", "Blue: low risk"),
                        ],
                        max_length=8,
                        verbose_name="level of risk",
                    ),
                ),
                ("is_key", models.BooleanField(default=False, verbose_name="key unit")),
            ],
            options={
                "verbose_name": "unit",
                "verbose_name_plural": "units",
                "ordering": ["name"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("risk__in", ["", "red", "orange", "yellow", "blue"])),
                        name="enterprises_unit_risk",
                    )
                ],
                "indexes": [
                    models.Index(fields=["name"], name="enterprises_unit_name"),
                    models.Index(fields=["division", "sector"], name="enterprises_unit_place"),
                ],
            },
        ),
        migrations.CreateModel(
            name="ResponsiblePerson",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "side",
                    models.CharField(
                        choices=[
                            ("government", "government"),
                            ("sector", "sector supervision"),
                            ("unit", "the unit itself"),
                        ],
                        max_length=12,
                    ),
                ),
                ("name", models.CharField(max_length=60, verbose_name="name")),
                ("post", models.CharField(max_length=100, verbose_name="post")),
                ("since", models.DateField(verbose_name="since")),
                ("until", models.DateField(blank=True, null=True, verbose_name="until")),
                (
                    "unit",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="responsible_persons",
                        to="enterprises.unit",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("side__in", ["government", "sector", "unit"])),
                        name="enterprises_person_side",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("until", None)),
                        fields=("unit", "side"),
                        name="enterprises_one_person_a_side_at_a_time",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Tie",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("why", models.CharField(max_length=200, verbose_name="what ties you to it")),
                ("declared_at", models.DateTimeField(default=django.utils.timezone.now)),
                ("ended_at", models.DateTimeField(blank=True, null=True)),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="ties",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "unit",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="ties",
                        to="enterprises.unit",
                    ),
                ),
            ],
            options={
                "verbose_name": "tie",
                "verbose_name_plural": "ties",
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("ended_at", None)),
                        fields=("user", "unit"),
                        name="enterprises_tied_once",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Inspection",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("inspected_on", models.DateField(verbose_name="inspected on")),
                ("found", models.CharField(max_length=500, verbose_name="what was found")),
                (
                    "recorded_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="inspections",
                        to="enterprises.responsibleperson",
                    ),
                ),
                (
                    "unit",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="inspections",
                        to="enterprises.unit",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("person", "inspected_on"), name="enterprises_inspected_once_a_day"
                    )
                ],
                "indexes": [models.Index(fields=["unit", "-inspected_on"], name="enterprises_inspections")],
            },
        ),
    ]
