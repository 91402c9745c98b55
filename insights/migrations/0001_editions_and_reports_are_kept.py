import django.db.models.deletion
import django.utils.timezone
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("accounts", "0001_people_agencies_duties"),
    ]

    operations = [
        migrations.CreateModel(
            name="Edition",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("key", models.SlugField(max_length=12, unique=True)),
                ("since", models.DateField(unique=True)),
                ("until", models.DateField(unique=True)),
                ("tables", models.JSONField()),
                ("published_at", models.DateTimeField(default=django.utils.timezone.now)),
            ],
            options={
                "verbose_name": "edition of the public figures",
                "verbose_name_plural": "editions of the public figures",
                "ordering": ["-since"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("until__gt", models.F("since"))),
                        name="insights_edition_ends_later",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="DutyReport",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("daily", "Daily brief"),
                            ("monthly", "Monthly report of a safety office"),
                            ("half_year", "Half-year coverage"),
                            ("annual", "Annual report"),
                        ],
                        max_length=10,
                    ),
                ),
                ("key", models.SlugField(max_length=80, unique=True)),
                ("since", models.DateField()),
                ("until", models.DateField()),
                ("words", models.JSONField()),
                ("written_at", models.DateTimeField(default=django.utils.timezone.now)),
                ("file", models.CharField(blank=True, max_length=120)),
                ("failure", models.CharField(blank=True, max_length=60)),
                (
                    "agency",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="duty_reports",
                        to="accounts.agency",
                    ),
                ),
            ],
            options={
                "verbose_name": "duty report",
                "verbose_name_plural": "duty reports",
                "ordering": ["-until", "kind", "key"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("until__gt", models.F("since"))),
                        name="insights_report_ends_later",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("kind__in", ["daily", "monthly", "half_year", "annual"])),
                        name="insights_report_kind",
                    ),
                ],
            },
        ),
    ]
