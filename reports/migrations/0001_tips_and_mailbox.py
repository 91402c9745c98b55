import django.core.serializers.json
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
        ("auth", "0012_alter_user_first_name_max_length"),
        ("enterprises", "0001_units_inspections_periods"),
        ("notices", "0001_papers_numbers_seals_service"),
        ("vault", "0001_keys_envelopes_files"),
    ]

    operations = [
        migrations.CreateModel(
            name="Admission",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("nonce", models.CharField(max_length=32, unique=True)),
                (
                    "door",
                    models.CharField(
                        choices=[("file", "sending a report"), ("look", "opening a report with its receipt")],
                        max_length=4,
                    ),
                ),
                (
                    "way",
                    models.CharField(choices=[("work", "worked for"), ("wait", "waited for")], max_length=4),
                ),
                ("at", models.DateTimeField(default=django.utils.timezone.now)),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("door__in", ["file", "look"]), ("way__in", ["work", "wait"])),
                        name="reports_admission_kind",
                    )
                ],
                "indexes": [models.Index(fields=["door", "way", "-at"], name="reports_admission_budget")],
            },
        ),
        migrations.CreateModel(
            name="Report",
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
                ("receipt_locator", models.CharField(editable=False, max_length=7, unique=True)),
                ("receipt_salt", models.BinaryField()),
                ("receipt_digest", models.BinaryField()),
                ("receipt_algorithm", models.CharField(editable=False, max_length=60)),
                ("mailbox_public_key", models.BinaryField()),
                (
                    "state",
                    django_fsm.FSMField(
                        choices=[
                            ("submitted", "Waiting for intake"),
                            ("accepted", "Accepted"),
                            ("declined", "Not accepted"),
                            ("transferred", "Transferred"),
                            ("merged", "Merged"),
                            ("withdrawn", "Withdrawn"),
                            ("answered", "Answered"),
                            ("objected", "Objected to"),
                            ("rechecked", "Re-checked"),
                            ("closed", "Closed"),
                        ],
                        default="submitted",
                        editable=False,
                        max_length=20,
                        protected=True,
                        verbose_name="state",
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("hidden_accident", "An accident that is being hidden"),
                            ("hazard", "A hazard that can lead to an accident"),
                            ("violation", "Work against the safety law"),
                            ("inaction", "A unit or officer that knows and does not act"),
                            ("service_body", "A safety-service body that cheats"),
                        ],
                        max_length=20,
                        verbose_name="kind",
                    ),
                ),
                (
                    "channel",
                    models.CharField(
                        choices=[
                            ("web", "Web form"),
                            ("hotline", "12350 hotline"),
                            ("counter", "Counter"),
                            ("letter", "Letter"),
                            ("transfer", "Transferred by another department"),
                        ],
                        default="web",
                        max_length=12,
                        verbose_name="channel",
                    ),
                ),
                (
                    "mode",
                    models.CharField(
                        choices=[
                            ("anonymous", "Anonymous"),
                            ("confidential", "With my name, kept confidential"),
                            ("employee", "As an employee of the unit, kept confidential"),
                        ],
                        default="anonymous",
                        max_length=12,
                        verbose_name="identity",
                    ),
                ),
                ("division", models.CharField(max_length=9, verbose_name="division code")),
                ("unit_name", models.CharField(max_length=120, verbose_name="reported unit")),
                ("sector", models.CharField(blank=True, max_length=40, verbose_name="sector")),
                ("is_internal", models.BooleanField(default=False, editable=False)),
                ("commitment", models.CharField(blank=True, editable=False, max_length=64)),
                ("receipt_reissued_at", models.DateTimeField(blank=True, editable=False, null=True)),
                ("claim_digest", models.BinaryField(blank=True, default=b"")),
                ("claim_misses", models.PositiveSmallIntegerField(default=0, editable=False)),
                ("claim_waits_until", models.DateTimeField(blank=True, editable=False, null=True)),
                (
                    "filing_key",
                    models.CharField(blank=True, editable=False, max_length=64, null=True, unique=True),
                ),
                ("received_on", models.DateField(blank=True, null=True, verbose_name="received on")),
                ("happened_on", models.DateField(blank=True, null=True, verbose_name="date")),
                (
                    "is_danger_now",
                    models.BooleanField(default=False, verbose_name="people are in danger now"),
                ),
                (
                    "claimed_deaths",
                    models.PositiveSmallIntegerField(
                        blank=True, null=True, verbose_name="deaths, as reported"
                    ),
                ),
                (
                    "claimed_injuries",
                    models.PositiveSmallIntegerField(
                        blank=True, null=True, verbose_name="injured, as reported"
                    ),
                ),
                ("working_text", models.TextField(blank=True, verbose_name="working text")),
                (
                    "status_word",
                    models.CharField(
                        choices=[
                            ("received", "We have received your report"),
                            ("accepted", "Your report was accepted and is being verified"),
                            ("declined", "Your report was not accepted"),
                            ("transferred", "Your report was handed to the competent department"),
                            ("investigating", "A team is investigating on the spot"),
                            ("verified", "The investigation has ended"),
                            ("objected", "Your objection has arrived and is being looked into"),
                            ("rechecked", "The re-check has ended"),
                            ("reward_preparing", "Your reward is being prepared"),
                            ("reward_ready", "Your reward is ready to be claimed"),
                            ("reward_claimed", "Your claim has arrived; payment is on its way"),
                            ("reward_paid", "Your reward has been paid"),
                            ("withdrawn", "You withdrew your report"),
                            ("closed", "Your report is closed"),
                        ],
                        default="received",
                        max_length=20,
                    ),
                ),
                ("accepted_at", models.DateTimeField(blank=True, null=True)),
                ("asked_at", models.DateTimeField(blank=True, null=True)),
                ("extension_number", models.CharField(blank=True, max_length=80)),
                ("answered_at", models.DateTimeField(blank=True, null=True)),
                ("objected_at", models.DateTimeField(blank=True, null=True)),
                ("decline_ground", models.CharField(blank=True, max_length=60)),
                (
                    "accused_agency",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="accused_in",
                        to="accounts.agency",
                    ),
                ),
                (
                    "merged_into",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="merged_reports",
                        to="reports.report",
                    ),
                ),
                (
                    "transferred_to",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="transferred_reports",
                        to="accounts.agency",
                    ),
                ),
                (
                    "unit",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="reports",
                        to="enterprises.unit",
                    ),
                ),
            ],
            options={
                "verbose_name": "report",
                "verbose_name_plural": "reports",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "state__in",
                                [
                                    "submitted",
                                    "accepted",
                                    "declined",
                                    "transferred",
                                    "merged",
                                    "withdrawn",
                                    "answered",
                                    "objected",
                                    "rechecked",
                                    "closed",
                                ],
                            )
                        ),
                        name="reports_report_state",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "kind__in",
                                ["hidden_accident", "hazard", "violation", "inaction", "service_body"],
                            )
                        ),
                        name="reports_report_kind",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("mode__in", ["anonymous", "confidential", "employee"])),
                        name="reports_report_mode",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("merged_into", None),
                            models.Q(("merged_into", models.F("pk")), _negated=True),
                            _connector="OR",
                        ),
                        name="reports_report_not_into_itself",
                    ),
                ],
                "indexes": [
                    models.Index(fields=["state", "-id"], name="reports_report_queue"),
                    models.Index(fields=["unit", "kind"], name="reports_report_target"),
                ],
            },
            bases=(django_fsm.FSMModelMixin, models.Model),
        ),
        migrations.CreateModel(
            name="Precedence",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("reasons", models.TextField(verbose_name="reasons")),
                ("found_at", models.DateTimeField(default=django.utils.timezone.now)),
                (
                    "found_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "first",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="reports.report"
                    ),
                ),
                (
                    "matter",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="precedences",
                        to="reports.report",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("reasons", ""), _negated=True),
                        name="reports_precedence_has_reasons",
                    )
                ],
                "indexes": [models.Index(fields=["matter", "-id"], name="reports_precedence_latest")],
            },
        ),
        migrations.CreateModel(
            name="MailboxItem",
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
                        choices=[("message", "message"), ("question", "question"), ("check_in", "check-in")],
                        default="message",
                        max_length=10,
                    ),
                ),
                (
                    "direction",
                    models.CharField(
                        choices=[("to_reporter", "to the reporter"), ("from_reporter", "from the reporter")],
                        max_length=14,
                    ),
                ),
                ("at", models.DateTimeField(default=django.utils.timezone.now)),
                ("sealed_body", models.BinaryField(blank=True)),
                ("read_at", models.DateTimeField(blank=True, null=True)),
                ("answered_at", models.DateTimeField(blank=True, null=True)),
                (
                    "envelope",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="vault.envelope",
                    ),
                ),
                (
                    "notice",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="notices.notice",
                    ),
                ),
                (
                    "report",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="mailbox",
                        to="reports.report",
                    ),
                ),
            ],
            options={
                "ordering": ["at", "pk"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("direction__in", ["to_reporter", "from_reporter"])),
                        name="reports_mailbox_direction",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("kind__in", ["message", "question", "check_in"])),
                        name="reports_mailbox_kind",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("notice", None), _negated=True),
                        fields=("report", "notice"),
                        name="reports_mailbox_notice_once",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Likeness",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("score", models.PositiveSmallIntegerField(verbose_name="likeness")),
                ("reasons", models.JSONField(default=list)),
                (
                    "earlier",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="reports.report"
                    ),
                ),
                (
                    "report",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="likenesses",
                        to="reports.report",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("report", "earlier"), name="reports_likeness_once"),
                    models.CheckConstraint(
                        condition=models.Q(("earlier__lt", models.F("report"))),
                        name="reports_likeness_to_earlier",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Hold",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("reason", models.TextField(verbose_name="reason")),
                ("placed_at", models.DateTimeField(default=django.utils.timezone.now)),
                ("lifted_at", models.DateTimeField(blank=True, null=True)),
                (
                    "placed_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "report",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="holds", to="reports.report"
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("lifted_at", None)),
                        fields=("report",),
                        name="reports_held_once_at_a_time",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Handoff",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "packet",
                    models.JSONField(default=dict, encoder=django.core.serializers.json.DjangoJSONEncoder),
                ),
                ("sent_at", models.DateTimeField(default=django.utils.timezone.now)),
                ("received_on", models.DateField(blank=True, null=True, verbose_name="received on")),
                ("received_by", models.CharField(blank=True, max_length=80, verbose_name="received by")),
                ("number", models.CharField(blank=True, max_length=80, verbose_name="their file number")),
                (
                    "answer",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("taken", "It takes the matter over"),
                            ("returned", "It says that it is not competent"),
                        ],
                        max_length=10,
                    ),
                ),
                ("words", models.TextField(blank=True, verbose_name="what the department says")),
                (
                    "agency",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="accounts.agency"
                    ),
                ),
                (
                    "notice",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="notices.notice"
                    ),
                ),
                (
                    "sent_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "report",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="handoffs",
                        to="reports.report",
                    ),
                ),
            ],
            options={
                "ordering": ["-pk"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("answer__in", ["", "taken", "returned"])),
                        name="reports_handoff_answer",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Disposal",
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
                            ("proposed", "Proposed for destruction"),
                            ("destroyed", "Destroyed"),
                            ("declined", "Kept"),
                        ],
                        default="proposed",
                        editable=False,
                        max_length=20,
                        protected=True,
                        verbose_name="state",
                    ),
                ),
                ("proof", models.JSONField(default=list, editable=False)),
                (
                    "decided_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "proposed_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "report",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="disposals",
                        to="reports.report",
                    ),
                ),
            ],
            options={
                "verbose_name": "disposal",
                "verbose_name_plural": "disposals",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("state__in", ["proposed", "destroyed", "declined"])),
                        name="reports_disposal_state",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("decided_by", None),
                            models.Q(("decided_by", models.F("proposed_by")), _negated=True),
                            _connector="OR",
                        ),
                        name="reports_disposal_two_people",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "destroyed"), _negated=True),
                            ("decided_by__isnull", False),
                            _connector="OR",
                        ),
                        name="reports_disposal_decided",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("state", "declined"), _negated=True),
                        fields=("report",),
                        name="reports_disposed_once",
                    ),
                ],
            },
            bases=(django_fsm.FSMModelMixin, models.Model),
        ),
        migrations.CreateModel(
            name="Disclosure",
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
                            ("requested", "Asked for"),
                            ("approved", "Agreed to"),
                            ("opened", "Open for a short while"),
                            ("expired", "Over"),
                            ("declined", "Not agreed to"),
                            ("withdrawn", "Withdrawn"),
                        ],
                        default="requested",
                        editable=False,
                        max_length=20,
                        protected=True,
                        verbose_name="state",
                    ),
                ),
                (
                    "ground",
                    models.CharField(
                        choices=[
                            ("danger", "People are in danger, and only the reporter can be asked"),
                            ("facts", "The facts cannot be cleared up through the mailbox"),
                            ("protection", "The reporter is to be protected against retaliation"),
                            ("reward", "It must be known who is entitled to the reward"),
                            ("receipt", "The reporter has lost the receipt and asks for a new one"),
                            (
                                "authority",
                                "A police, procuratorial or judicial organ asks in writing, as the law lets it",
                            ),
                        ],
                        max_length=20,
                        verbose_name="ground",
                    ),
                ),
                ("reason", models.TextField(verbose_name="reason")),
                ("until", models.DateTimeField(blank=True, null=True)),
                ("opened_at", models.DateTimeField(blank=True, null=True)),
                ("reissued_at", models.DateTimeField(blank=True, null=True)),
                (
                    "asked_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "decided_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "report",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="disclosures",
                        to="reports.report",
                    ),
                ),
            ],
            options={
                "verbose_name": "opening of an identity",
                "verbose_name_plural": "openings of identities",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "state__in",
                                ["requested", "approved", "opened", "expired", "declined", "withdrawn"],
                            )
                        ),
                        name="reports_disclosure_state",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "ground__in",
                                ["danger", "facts", "protection", "reward", "receipt", "authority"],
                            )
                        ),
                        name="reports_disclosure_ground",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("decided_by", None),
                            models.Q(("decided_by", models.F("asked_by")), _negated=True),
                            _connector="OR",
                        ),
                        name="reports_disclosure_two_people",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("opened_at", None), ("decided_by__isnull", False), _connector="OR"
                        ),
                        name="reports_disclosure_opened_with_consent",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("reissued_at", None),
                            models.Q(("ground", "receipt"), ("opened_at__isnull", False)),
                            _connector="OR",
                        ),
                        name="reports_disclosure_reissued_when_opened",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("state__in", ["requested", "approved", "opened"])),
                        fields=("report", "asked_by"),
                        name="reports_disclosure_one_at_a_time",
                    ),
                ],
            },
            bases=(django_fsm.FSMModelMixin, models.Model),
        ),
        migrations.CreateModel(
            name="Contribution",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("added", models.TextField(blank=True, verbose_name="what it adds")),
                ("written_at", models.DateTimeField(default=django.utils.timezone.now)),
                (
                    "written_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "report",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="contribution",
                        to="reports.report",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Arrival",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "sender",
                    models.CharField(blank=True, max_length=80, verbose_name="department that handed it on"),
                ),
                (
                    "number",
                    models.CharField(
                        blank=True, max_length=80, verbose_name="file number or register number"
                    ),
                ),
                (
                    "answer_by",
                    models.DateField(
                        blank=True, null=True, verbose_name="the department asks for an answer by"
                    ),
                ),
                (
                    "is_callback_wished",
                    models.BooleanField(default=False, verbose_name="wishes to be called back"),
                ),
                (
                    "report",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="arrival",
                        to="reports.report",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("number", ""), _negated=True),
                        fields=("sender", "number"),
                        name="reports_arrival_once",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="ReportGrant",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "content_object",
                    models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, to="reports.report"),
                ),
                (
                    "permission",
                    models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, to="auth.permission"),
                ),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, to=settings.AUTH_USER_MODEL
                    ),
                ),
            ],
            options={
                "abstract": False,
                "unique_together": {("user", "permission", "content_object")},
            },
        ),
        migrations.CreateModel(
            name="Retaliation",
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
                        choices=[("raised", "Being looked into"), ("answered", "Answered")],
                        default="raised",
                        editable=False,
                        max_length=20,
                        protected=True,
                        verbose_name="state",
                    ),
                ),
                ("answered_at", models.DateTimeField(blank=True, null=True)),
                (
                    "report",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="retaliations",
                        to="reports.report",
                    ),
                ),
            ],
            options={
                "verbose_name": "report of retaliation",
                "verbose_name_plural": "reports of retaliation",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("state__in", ["raised", "answered"])),
                        name="reports_retaliation_state",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("state", "raised")),
                        fields=("report",),
                        name="reports_retaliation_one_at_a_time",
                    ),
                ],
            },
            bases=(django_fsm.FSMModelMixin, models.Model),
        ),
        migrations.CreateModel(
            name="SealedVolume",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("papers", models.PositiveSmallIntegerField()),
                ("pages", models.PositiveSmallIntegerField()),
                ("made_at", models.DateTimeField(default=django.utils.timezone.now)),
                (
                    "report",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="volume",
                        to="reports.report",
                    ),
                ),
                (
                    "sealed",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="volume",
                        to="vault.sealedfile",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("pages__gt", 0), ("papers__gt", 0)),
                        name="reports_volume_is_not_empty",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="WordsGrant",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("granted_at", models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                ("ended_at", models.DateTimeField(blank=True, null=True)),
                (
                    "granted_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "reader",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "report",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="words_grants",
                        to="reports.report",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("ended_at", None)),
                        fields=("report", "reader"),
                        name="reports_words_grant_once",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("reader", models.F("granted_by")), _negated=True),
                        name="reports_words_grant_two_people",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="CheckIn",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "step",
                    models.CharField(
                        choices=[
                            ("accepted", "Acceptance"),
                            ("inspected", "Inspection"),
                            ("answered", "Answer"),
                        ],
                        max_length=10,
                    ),
                ),
                ("due_on", models.DateField()),
                (
                    "item",
                    models.OneToOneField(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="reports.mailboxitem",
                    ),
                ),
                (
                    "report",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="check_ins",
                        to="reports.report",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("report", "step"), name="reports_check_in_once_a_step"),
                    models.CheckConstraint(
                        condition=models.Q(("step__in", ["accepted", "inspected", "answered"])),
                        name="reports_check_in_step",
                    ),
                ],
                "indexes": [
                    models.Index(
                        condition=models.Q(("item", None)), fields=["due_on"], name="reports_check_in_due"
                    )
                ],
            },
        ),
    ]
