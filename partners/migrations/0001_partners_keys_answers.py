import django.db.models.deletion
import django.utils.timezone
import django_fsm
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("accounts", "0001_people_agencies_duties"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
        ("reports", "0001_tips_and_mailbox"),
        ("workflow", "0001_log_acts_clocks"),
    ]

    operations = [
        migrations.CreateModel(
            name="Partner",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "created_at",
                    models.DateTimeField(
                        default=django.utils.timezone.now, editable=False, verbose_name="created"
                    ),
                ),
                (
                    "state",
                    django_fsm.FSMField(
                        choices=[("active", "Connected"), ("ended", "No longer connected")],
                        default="active",
                        editable=False,
                        max_length=20,
                        protected=True,
                        verbose_name="state",
                    ),
                ),
                ("name", models.CharField(max_length=80, unique=True, verbose_name="name")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("line", "Hotline, such as 12345"),
                            ("app", "Mini-program or app"),
                            ("department", "Other department"),
                        ],
                        max_length=12,
                        verbose_name="kind",
                    ),
                ),
                (
                    "agency",
                    models.OneToOneField(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="partner",
                        to="accounts.agency",
                    ),
                ),
            ],
            options={
                "verbose_name": "partner",
                "verbose_name_plural": "partners",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("state__in", ["active", "ended"])), name="partners_partner_state"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("kind__in", ["line", "app", "department"])),
                        name="partners_partner_kind",
                    ),
                ],
            },
            bases=(django_fsm.FSMModelMixin, models.Model),
        ),
        migrations.CreateModel(
            name="Answer",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("name", models.CharField(max_length=64, unique=True)),
                ("body_digest", models.CharField(max_length=64)),
                ("status", models.PositiveSmallIntegerField()),
                ("sealed", models.BinaryField()),
                ("at", models.DateTimeField(db_index=True, default=django.utils.timezone.now)),
                (
                    "partner",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="answers",
                        to="partners.partner",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Hook",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("address", models.URLField(max_length=300, verbose_name="address")),
                ("sealed_secret", models.BinaryField()),
                ("former_secret", models.BinaryField(blank=True, default=b"")),
                ("former_until", models.DateTimeField(blank=True, null=True)),
                ("is_on", models.BooleanField(default=True)),
                (
                    "partner",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="hook",
                        to="partners.partner",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Key",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("handle", models.CharField(max_length=12, unique=True)),
                ("digest", models.CharField(max_length=64)),
                ("may_file", models.BooleanField(default=False, verbose_name="file tips")),
                ("may_status", models.BooleanField(default=False, verbose_name="ask how a tip stands")),
                (
                    "may_transfer",
                    models.BooleanField(default=False, verbose_name="send and receive transfers"),
                ),
                ("a_minute", models.PositiveIntegerField(verbose_name="requests a minute")),
                ("a_day", models.PositiveIntegerField(verbose_name="requests a day")),
                ("expires_on", models.DateField(verbose_name="good until")),
                ("made_at", models.DateTimeField(default=django.utils.timezone.now)),
                ("withdrawn_at", models.DateTimeField(blank=True, null=True)),
                (
                    "made_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "partner",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="keys",
                        to="partners.partner",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("may_file", True), ("may_status", True), ("may_transfer", True), _connector="OR"
                        ),
                        name="partners_key_opens_something",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("a_minute__gt", 0), ("a_day__gt", 0)),
                        name="partners_key_lets_through",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Offer",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "created_at",
                    models.DateTimeField(
                        default=django.utils.timezone.now, editable=False, verbose_name="created"
                    ),
                ),
                (
                    "state",
                    django_fsm.FSMField(
                        choices=[
                            ("offered", "Offered"),
                            ("acknowledged", "Acknowledged"),
                            ("withdrawn", "Withdrawn"),
                        ],
                        default="offered",
                        editable=False,
                        max_length=20,
                        protected=True,
                        verbose_name="state",
                    ),
                ),
                ("their_number", models.CharField(blank=True, max_length=80, verbose_name="their number")),
                ("acknowledged_at", models.DateTimeField(blank=True, null=True)),
                (
                    "report",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="offers",
                        to="reports.report",
                    ),
                ),
                (
                    "partner",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="offers",
                        to="partners.partner",
                    ),
                ),
            ],
            options={
                "verbose_name": "handed-over transfer",
                "verbose_name_plural": "handed-over transfers",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("state__in", ["offered", "acknowledged", "withdrawn"])),
                        name="partners_offer_state",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("state", "withdrawn"), _negated=True),
                        fields=("report",),
                        name="partners_offered_once",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "acknowledged"), _negated=True),
                            models.Q(
                                models.Q(("their_number", ""), _negated=True),
                                ("acknowledged_at__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="partners_offer_acknowledged_under_a_number",
                    ),
                ],
            },
            bases=(django_fsm.FSMModelMixin, models.Model),
        ),
        migrations.CreateModel(
            name="Batch",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "created_at",
                    models.DateTimeField(
                        default=django.utils.timezone.now, editable=False, verbose_name="created"
                    ),
                ),
                (
                    "state",
                    django_fsm.FSMField(
                        choices=[
                            ("checked", "Checked, nothing filed yet"),
                            ("filing", "Being filed"),
                            ("closed", "Closed"),
                        ],
                        default="checked",
                        editable=False,
                        max_length=20,
                        protected=True,
                        verbose_name="state",
                    ),
                ),
                ("unused_columns", models.JSONField(default=list)),
                (
                    "uploaded_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "partner",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="batches",
                        to="partners.partner",
                    ),
                ),
            ],
            options={
                "verbose_name": "imported list",
                "verbose_name_plural": "imported lists",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("state__in", ["checked", "filing", "closed"])),
                        name="partners_batch_state",
                    )
                ],
            },
            bases=(django_fsm.FSMModelMixin, models.Model),
        ),
        migrations.CreateModel(
            name="Call",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "event",
                    models.CharField(
                        choices=[
                            ("tip.status_changed", "A tip stands otherwise"),
                            ("tip.answered", "A tip was answered"),
                            ("transfer.offered", "A transfer waits to be fetched"),
                            ("transfer.withdrawn", "A transfer was taken back"),
                        ],
                        max_length=30,
                    ),
                ),
                ("reference", models.CharField(max_length=30)),
                ("attempts", models.PositiveIntegerField(default=0)),
                ("next_at", models.DateTimeField(blank=True, default=django.utils.timezone.now, null=True)),
                ("arrived_at", models.DateTimeField(blank=True, null=True)),
                ("failure", models.CharField(blank=True, max_length=60)),
                (
                    "entry",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="workflow.logentry"
                    ),
                ),
                (
                    "hook",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="calls", to="partners.hook"
                    ),
                ),
            ],
            options={
                "ordering": ["-pk"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("hook", "entry"), name="partners_called_once_for_an_entry"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "event__in",
                                [
                                    "tip.status_changed",
                                    "tip.answered",
                                    "transfer.offered",
                                    "transfer.withdrawn",
                                ],
                            )
                        ),
                        name="partners_call_event",
                    ),
                ],
                "indexes": [
                    models.Index(
                        condition=models.Q(("arrived_at", None)),
                        fields=["next_at"],
                        name="partners_call_pending",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Meter",
            fields=[
                (
                    "key",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="meter",
                        serialize=False,
                        to="partners.key",
                    ),
                ),
                ("minute", models.DateTimeField(default=django.utils.timezone.now)),
                ("in_minute", models.PositiveIntegerField(default=0)),
                ("day", models.DateField(blank=True, null=True)),
                ("on_day", models.PositiveIntegerField(default=0)),
            ],
        ),
        migrations.CreateModel(
            name="Line",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("number", models.PositiveIntegerField()),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("good", "Good"),
                            ("bad", "Cannot be filed"),
                            ("filed", "Filed as reports"),
                            ("failed", "Was not filed"),
                        ],
                        max_length=10,
                    ),
                ),
                ("faults", models.JSONField(default=list)),
                ("sealed", models.BinaryField(blank=True, default=b"")),
                (
                    "batch",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="lines", to="partners.batch"
                    ),
                ),
                (
                    "report",
                    models.OneToOneField(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="imported_as",
                        to="reports.report",
                    ),
                ),
            ],
            options={
                "ordering": ["number"],
                "constraints": [
                    models.UniqueConstraint(fields=("batch", "number"), name="partners_line_once"),
                    models.CheckConstraint(
                        condition=models.Q(("state__in", ["good", "bad", "filed", "failed"])),
                        name="partners_line_state",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "filed"), _negated=True),
                            ("report__isnull", False),
                            _connector="OR",
                        ),
                        name="partners_line_filed",
                    ),
                ],
            },
        ),
    ]
