import django.db.models.deletion
import django.utils.timezone
import django_fsm
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
        ("enterprises", "0001_units_inspections_periods"),
        ("investigations", "0001_cases_teams_evidence_orders"),
    ]

    operations = [
        migrations.CreateModel(
            name="Handover",
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
                            ("drawn", "Drawn up"),
                            ("answered", "Answered by the platform"),
                            ("discarded", "Discarded"),
                        ],
                        default="drawn",
                        editable=False,
                        max_length=20,
                        protected=True,
                        verbose_name="state",
                    ),
                ),
            ],
            options={
                "verbose_name": "handover to the platform",
                "verbose_name_plural": "handovers to the platform",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("state__in", ["drawn", "answered", "discarded"])),
                        name="sanctions_handover_state",
                    )
                ],
            },
            bases=(django_fsm.FSMModelMixin, models.Model),
        ),
        migrations.CreateModel(
            name="Penalty",
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
                ("asked_on", models.DateField(blank=True, null=True, verbose_name="more time asked for on")),
                ("asked_because", models.TextField(blank=True, verbose_name="why the party needs more time")),
                ("answered_on", models.DateField(blank=True, null=True, verbose_name="answered on")),
                ("delayed_to", models.DateField(blank=True, null=True, verbose_name="payment delayed to")),
                ("plan", models.JSONField(default=list, verbose_name="instalments")),
                ("parts_paid", models.PositiveSmallIntegerField(default=0)),
                ("closing_grounds", models.TextField(blank=True, verbose_name="why it can be closed")),
                ("closed_on", models.DateField(blank=True, null=True, verbose_name="closed on")),
                ("reminded_on", models.DateField(blank=True, null=True, verbose_name="payment demanded on")),
                ("demanded_on", models.DateField(blank=True, null=True, verbose_name="demand made on")),
                (
                    "demand_served_on",
                    models.DateField(blank=True, null=True, verbose_name="demand served on"),
                ),
                (
                    "demand_statement",
                    models.TextField(blank=True, verbose_name="what the party said to the demand"),
                ),
                ("demand_answer", models.TextField(blank=True, verbose_name="what the office says to it")),
                ("applied_on", models.DateField(blank=True, null=True, verbose_name="court applied to on")),
                (
                    "court_number",
                    models.CharField(blank=True, max_length=60, verbose_name="number of the court"),
                ),
                (
                    "court_accepted_on",
                    models.DateField(blank=True, null=True, verbose_name="taken up by the court on"),
                ),
                (
                    "ruling",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("enforce", "The court enforces the decision"),
                            ("refused", "The court refuses to enforce it"),
                            ("not_accepted", "The court does not take the application up"),
                        ],
                        max_length=14,
                        verbose_name="ruling of the court",
                    ),
                ),
                ("ruled_on", models.DateField(blank=True, null=True, verbose_name="ruled on")),
                ("is_summary", models.BooleanField(default=False)),
                ("decided_on", models.DateField(blank=True, null=True)),
                ("served_on", models.DateField(blank=True, null=True)),
                ("paid_on", models.DateField(blank=True, null=True)),
                ("published_on", models.DateField(blank=True, null=True, verbose_name="published on")),
                (
                    "unpublished_on",
                    models.DateField(blank=True, null=True, verbose_name="publication withdrawn on"),
                ),
                (
                    "remedy",
                    models.CharField(
                        blank=True,
                        choices=[("review", "Reconsideration"), ("suit", "Suit")],
                        max_length=10,
                        verbose_name="remedy",
                    ),
                ),
                ("remedy_opened_on", models.DateField(blank=True, null=True)),
                ("remedy_closed_on", models.DateField(blank=True, null=True)),
                ("fine_fen", models.BigIntegerField(default=0)),
                ("most_fen", models.BigIntegerField(blank=True, null=True)),
                ("defence", models.TextField(blank=True, verbose_name="what the party said")),
                ("defence_answer", models.TextField(blank=True, verbose_name="what the office says to it")),
                ("is_waived", models.BooleanField(default=False)),
                ("hearing_on", models.DateField(blank=True, null=True, verbose_name="day of the hearing")),
                (
                    "hearing_place",
                    models.CharField(blank=True, max_length=100, verbose_name="place of the hearing"),
                ),
                ("hearing_held_on", models.DateField(blank=True, null=True)),
                (
                    "hearing_hours",
                    models.CharField(blank=True, max_length=60, verbose_name="hours of the hearing"),
                ),
                (
                    "hearing_present",
                    models.CharField(blank=True, max_length=300, verbose_name="who was there"),
                ),
                (
                    "hearing_case",
                    models.TextField(blank=True, verbose_name="what the investigators laid before it"),
                ),
                ("hearing_report", models.TextField(blank=True, verbose_name="opinion of the chair")),
                ("reviewed_on", models.DateField(blank=True, null=True, verbose_name="legally reviewed on")),
                ("discussed_on", models.DateField(blank=True, null=True, verbose_name="discussed on")),
                ("discussion_present", models.JSONField(default=list, verbose_name="who discussed it")),
                ("discussion", models.TextField(blank=True, verbose_name="what was said and concluded")),
                (
                    "party",
                    models.CharField(
                        choices=[
                            ("unit", "The unit"),
                            ("principal", "Main person in charge"),
                            ("manager", "Other head or safety manager"),
                            ("responsible", "Person directly responsible"),
                            ("investor", "Investor"),
                        ],
                        default="unit",
                        max_length=12,
                        verbose_name="penalised as",
                    ),
                ),
                ("violated", models.CharField(blank=True, max_length=200, verbose_name="provision broken")),
                ("basis", models.CharField(blank=True, max_length=200, verbose_name="basis of the penalty")),
                ("reasons", models.TextField(blank=True, verbose_name="why this much")),
                ("kinds", models.JSONField(default=list, verbose_name="kinds of penalty")),
                ("confiscated_fen", models.BigIntegerField(default=0)),
                (
                    "measures",
                    models.CharField(blank=True, max_length=300, verbose_name="other penalties in words"),
                ),
                ("provision", models.CharField(blank=True, max_length=120)),
                ("weighing", models.JSONField(default=dict)),
                ("is_deviating", models.BooleanField(default=False)),
                ("deviation", models.TextField(blank=True, verbose_name="why outside the bracket")),
                ("reported_on", models.DateField(blank=True, null=True)),
                (
                    "is_public_interest",
                    models.BooleanField(default=False, verbose_name="major public interest"),
                ),
                ("is_complex", models.BooleanField(default=False, verbose_name="difficult and complex")),
                ("is_grave", models.BooleanField(default=False, verbose_name="serious violation")),
                ("filed_on", models.DateField(blank=True, null=True, verbose_name="filed on")),
                ("extended_to", models.DateField(blank=True, null=True, verbose_name="decision put off to")),
                (
                    "further_extended_to",
                    models.DateField(blank=True, null=True, verbose_name="decision put off once more to"),
                ),
                (
                    "extension_present",
                    models.JSONField(default=list, verbose_name="who discussed the extension"),
                ),
                (
                    "state",
                    django_fsm.FSMField(
                        choices=[
                            ("proposed", "Filing proposed"),
                            ("filed", "Filed"),
                            ("reported", "Investigation report drafted"),
                            ("investigated", "Investigated"),
                            ("notified", "Prior notice given"),
                            ("hearing_requested", "Hearing asked for"),
                            ("hearing_set", "Day of the hearing fixed"),
                            ("hearing_announced", "Party told of the hearing"),
                            ("hearing_held", "Hearing held"),
                            ("heard", "Defence heard"),
                            ("reviewed", "Legally reviewed"),
                            ("decided", "Decided"),
                            ("served", "Served"),
                            ("demanded", "Payment demanded"),
                            ("in_court", "Before the court for enforcement"),
                            ("paid", "Fine paid"),
                            ("closed", "Closed"),
                            ("dropped", "No penalty"),
                            ("revoked", "Annulled on review or suit"),
                            ("cancelled", "Cancelled"),
                        ],
                        default="proposed",
                        editable=False,
                        max_length=20,
                        protected=True,
                        verbose_name="state",
                    ),
                ),
                ("person_name", models.CharField(blank=True, max_length=60, verbose_name="person penalised")),
                ("cause", models.CharField(max_length=200, verbose_name="cause")),
                (
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="penalties",
                        to="investigations.case",
                    ),
                ),
                (
                    "chair",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="chair of the hearing",
                    ),
                ),
                (
                    "closed_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "closing_proposed_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "consented_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "countersigned_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
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
                    "filed_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "reported_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "reviewed_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "unit",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="penalties",
                        to="enterprises.unit",
                    ),
                ),
            ],
            options={
                "verbose_name": "penalty",
                "verbose_name_plural": "penalties",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "state__in",
                                [
                                    "proposed",
                                    "filed",
                                    "reported",
                                    "investigated",
                                    "notified",
                                    "hearing_requested",
                                    "hearing_set",
                                    "hearing_announced",
                                    "hearing_held",
                                    "heard",
                                    "reviewed",
                                    "decided",
                                    "served",
                                    "demanded",
                                    "in_court",
                                    "paid",
                                    "closed",
                                    "dropped",
                                    "revoked",
                                    "cancelled",
                                ],
                            )
                        ),
                        name="sanctions_penalty_state",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("fine_fen__gte", 0)), name="sanctions_fine_not_negative"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("party__in", ["unit", "principal", "manager", "responsible", "investor"])
                        ),
                        name="sanctions_penalty_party",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("countersigned_by", None),
                            models.Q(("countersigned_by", models.F("reported_by")), _negated=True),
                            _connector="OR",
                        ),
                        name="sanctions_report_of_two_officers",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("consented_by__isnull", True),
                            models.Q(
                                ("consented_by", models.F("reported_by")),
                                ("consented_by", models.F("countersigned_by")),
                                _connector="OR",
                                _negated=True,
                            ),
                            _connector="OR",
                        ),
                        name="sanctions_consent_of_another",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("chair__isnull", True),
                            models.Q(
                                ("chair", models.F("reported_by")),
                                ("chair", models.F("countersigned_by")),
                                _connector="OR",
                                _negated=True,
                            ),
                            _connector="OR",
                        ),
                        name="sanctions_chair_did_not_investigate",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("reviewed_by__isnull", True),
                            models.Q(
                                ("reviewed_by", models.F("reported_by")),
                                ("reviewed_by", models.F("countersigned_by")),
                                ("reviewed_by", models.F("chair")),
                                _connector="OR",
                                _negated=True,
                            ),
                            _connector="OR",
                        ),
                        name="sanctions_reviewer_did_nothing_else",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("decided_by__isnull", True),
                            models.Q(
                                ("decided_by", models.F("reported_by")),
                                ("decided_by", models.F("countersigned_by")),
                                ("decided_by", models.F("chair")),
                                ("decided_by", models.F("reviewed_by")),
                                _connector="OR",
                                _negated=True,
                            ),
                            _connector="OR",
                        ),
                        name="sanctions_decider_did_nothing_else",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("filed_by__isnull", True),
                            models.Q(
                                ("filed_by", models.F("reported_by")),
                                ("filed_by", models.F("countersigned_by")),
                                _connector="OR",
                                _negated=True,
                            ),
                            _connector="OR",
                        ),
                        name="sanctions_filing_by_another",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("closed_by__isnull", True),
                            models.Q(("closed_by", models.F("closing_proposed_by")), _negated=True),
                            _connector="OR",
                        ),
                        name="sanctions_closing_by_another",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("state__in", ["proposed", "cancelled", "dropped"]),
                            models.Q(("filed_on", None), _negated=True),
                            _connector="OR",
                        ),
                        name="sanctions_nothing_before_filing",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("further_extended_to", None),
                            ("further_extended_to__gt", models.F("extended_to")),
                            _connector="OR",
                        ),
                        name="sanctions_second_extension_after_first",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("most_fen", None), ("fine_fen__lte", models.F("most_fen")), _connector="OR"
                        ),
                        name="sanctions_no_heavier_for_defence",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "state__in",
                                ["proposed", "filed", "reported", "investigated", "dropped", "cancelled"],
                            ),
                            ("is_deviating", False),
                            models.Q(("consented_by", None), _negated=True),
                            _connector="OR",
                        ),
                        name="sanctions_no_deviation_without_consent",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                (
                                    "state__in",
                                    ("decided", "served", "demanded", "in_court", "paid", "closed"),
                                ),
                                ("is_summary", False),
                                _negated=True,
                            ),
                            models.Q(
                                ("is_public_interest", True),
                                ("is_complex", True),
                                models.Q(("hearing_held_on", None), _negated=True),
                                _connector="OR",
                                _negated=True,
                            ),
                            models.Q(("reviewed_on", None), _negated=True),
                            _connector="OR",
                        ),
                        name="sanctions_no_decision_unreviewed",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                (
                                    "state__in",
                                    ("decided", "served", "demanded", "in_court", "paid", "closed"),
                                ),
                                ("is_summary", False),
                                _negated=True,
                            ),
                            models.Q(
                                ("is_complex", True), ("is_grave", True), _connector="OR", _negated=True
                            ),
                            models.Q(("discussed_on", None), _negated=True),
                            _connector="OR",
                        ),
                        name="sanctions_no_decision_undiscussed",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "in_court"), _negated=True),
                            models.Q(("demand_served_on", None), _negated=True),
                            _connector="OR",
                        ),
                        name="sanctions_no_court_without_demand",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("demand_statement", ""),
                            models.Q(("demand_answer", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="sanctions_demand_statement_answered",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("ruled_on", None), ("ruling", "")),
                            models.Q(
                                ("ruling__in", ["enforce", "refused", "not_accepted"]),
                                models.Q(("ruled_on", None), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="sanctions_ruling_has_its_day",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("state__in", ["decided", "served", "demanded", "in_court", "paid"]),
                                _negated=True,
                            ),
                            models.Q(
                                models.Q(("defence", ""), _negated=True),
                                models.Q(("decided_on", None), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="sanctions_no_decision_unheard",
                    ),
                ],
                "indexes": [models.Index(fields=["state", "-id"], name="sanctions_penalty_queue")],
            },
            bases=(django_fsm.FSMModelMixin, models.Model),
        ),
        migrations.CreateModel(
            name="Remittance",
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
                        choices=[("checked", "Checked"), ("booked", "Booked"), ("discarded", "Discarded")],
                        default="checked",
                        editable=False,
                        max_length=20,
                        protected=True,
                        verbose_name="state",
                    ),
                ),
                ("sha256", models.CharField(max_length=64)),
                (
                    "uploaded_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "file of payments",
                "verbose_name_plural": "files of payments",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("state__in", ["checked", "booked", "discarded"])),
                        name="sanctions_remittance_state",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("state", "discarded"), _negated=True),
                        fields=("sha256",),
                        name="sanctions_remittance_once",
                    ),
                ],
            },
            bases=(django_fsm.FSMModelMixin, models.Model),
        ),
        migrations.CreateModel(
            name="Shown",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("subject_label", models.CharField(max_length=60)),
                ("subject_id", models.BigIntegerField()),
                (
                    "board",
                    models.CharField(
                        choices=[
                            ("dishonest", "List of dishonest subjects"),
                            ("exposure", "Exposure as a warning"),
                            ("good_credit", "Good-credit list"),
                        ],
                        max_length=12,
                        verbose_name="list",
                    ),
                ),
                ("facts", models.JSONField()),
                ("shown_at", models.DateTimeField(default=django.utils.timezone.now)),
                ("hidden_at", models.DateTimeField(blank=True, null=True)),
                ("why_hidden", models.CharField(blank=True, max_length=200)),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("board__in", ["dishonest", "exposure", "good_credit"])),
                        name="sanctions_shown_board",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("hidden_at", None), ("hidden_at__gte", models.F("shown_at")), _connector="OR"
                        ),
                        name="sanctions_shown_before_hidden",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("hidden_at", None)),
                        fields=("subject_label", "subject_id"),
                        name="sanctions_shown_once_at_a_time",
                    ),
                ],
                "indexes": [
                    models.Index(fields=["board", "shown_at", "hidden_at"], name="sanctions_shown_when")
                ],
            },
        ),
        migrations.CreateModel(
            name="Exposure",
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
                            ("proposed", "Proposed"),
                            ("drafted", "Text written"),
                            ("cleared", "Read for privacy"),
                            ("published", "Published"),
                            ("withdrawn", "Withdrawn"),
                            ("dismissed", "Not exposed"),
                            ("cancelled", "Cancelled"),
                        ],
                        default="proposed",
                        editable=False,
                        max_length=20,
                        protected=True,
                        verbose_name="state",
                    ),
                ),
                ("trigger", models.CharField(blank=True, max_length=40)),
                ("headline", models.CharField(blank=True, max_length=80, verbose_name="headline")),
                ("text", models.TextField(blank=True, verbose_name="text")),
                ("published_on", models.DateField(blank=True, null=True)),
                ("withdrawn_on", models.DateField(blank=True, null=True)),
                (
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="exposures",
                        to="investigations.case",
                    ),
                ),
                (
                    "unit",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="exposures",
                        to="enterprises.unit",
                    ),
                ),
            ],
            options={
                "verbose_name": "exposure",
                "verbose_name_plural": "exposures",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "state__in",
                                [
                                    "proposed",
                                    "drafted",
                                    "cleared",
                                    "published",
                                    "withdrawn",
                                    "dismissed",
                                    "cancelled",
                                ],
                            )
                        ),
                        name="sanctions_exposure_state",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state__in", ["cleared", "published"]), _negated=True),
                            models.Q(
                                models.Q(("text", ""), _negated=True),
                                models.Q(("headline", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="sanctions_no_exposure_without_text",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(
                            ("state__in", ["published", "withdrawn", "dismissed", "cancelled"]), _negated=True
                        ),
                        fields=("case",),
                        name="sanctions_one_exposure_at_a_time",
                    ),
                ],
            },
            bases=(django_fsm.FSMModelMixin, models.Model),
        ),
        migrations.CreateModel(
            name="GoodCredit",
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
                            ("nominated", "Nominated"),
                            ("stated", "Unit has agreed"),
                            ("listed", "Listed"),
                            ("ended", "Ended"),
                            ("dismissed", "Not listed"),
                        ],
                        default="nominated",
                        editable=False,
                        max_length=20,
                        protected=True,
                        verbose_name="state",
                    ),
                ),
                (
                    "merit",
                    models.CharField(
                        choices=[
                            ("standardised", "Reached a grade of standardisation"),
                            ("self_corrected", "Found and removed a major hazard by itself"),
                            ("outstanding", "Outstanding merit in work safety"),
                        ],
                        max_length=20,
                        verbose_name="merit",
                    ),
                ),
                ("facts", models.TextField(verbose_name="facts")),
                ("statement", models.TextField(blank=True, verbose_name="statement of the unit")),
                ("stated_on", models.DateField(blank=True, null=True, verbose_name="stated on")),
                ("listed_on", models.DateField(blank=True, null=True)),
                ("until_on", models.DateField(blank=True, null=True)),
                ("ended_on", models.DateField(blank=True, null=True)),
                ("end_reason", models.TextField(blank=True)),
                (
                    "nominated_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "unit",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="good_credits",
                        to="enterprises.unit",
                    ),
                ),
            ],
            options={
                "verbose_name": "entry of the good-credit list",
                "verbose_name_plural": "entries of the good-credit list",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("state__in", ["nominated", "stated", "listed", "ended", "dismissed"])
                        ),
                        name="sanctions_good_credit_state",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("merit__in", ["standardised", "self_corrected", "outstanding"])),
                        name="sanctions_good_credit_merit",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("state__in", ["nominated", "stated", "listed"])),
                        fields=("unit",),
                        name="sanctions_good_credit_once_at_a_time",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "listed"), _negated=True),
                            models.Q(
                                models.Q(("statement", ""), _negated=True),
                                models.Q(("listed_on", None), _negated=True),
                                models.Q(("until_on", None), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="sanctions_no_good_credit_without_consent",
                    ),
                ],
            },
            bases=(django_fsm.FSMModelMixin, models.Model),
        ),
        migrations.CreateModel(
            name="Interview",
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
                            ("proposed", "Proposed"),
                            ("planned", "Planned"),
                            ("announced", "Notice given"),
                            ("held", "Held"),
                            ("reported", "Report received"),
                            ("closed", "Closed"),
                            ("failed", "Not complied with"),
                            ("dismissed", "Not held"),
                            ("cancelled", "Cancelled"),
                        ],
                        default="proposed",
                        editable=False,
                        max_length=20,
                        protected=True,
                        verbose_name="state",
                    ),
                ),
                ("trigger", models.CharField(blank=True, max_length=40)),
                (
                    "interviewee",
                    models.CharField(blank=True, max_length=60, verbose_name="who is interviewed"),
                ),
                ("problems", models.TextField(blank=True, verbose_name="problems")),
                (
                    "planned_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="time of the interview"),
                ),
                (
                    "place",
                    models.CharField(blank=True, max_length=120, verbose_name="place of the interview"),
                ),
                ("held_on", models.DateField(blank=True, null=True)),
                ("present", models.CharField(blank=True, max_length=300, verbose_name="who was present")),
                ("reply", models.TextField(blank=True, verbose_name="reply of the party")),
                ("measures", models.JSONField(default=list)),
                ("reported_on", models.DateField(blank=True, null=True)),
                ("report", models.TextField(blank=True, verbose_name="what the party reports")),
                (
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="interviews",
                        to="investigations.case",
                    ),
                ),
                (
                    "unit",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="interviews",
                        to="enterprises.unit",
                    ),
                ),
            ],
            options={
                "verbose_name": "interview",
                "verbose_name_plural": "interviews",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "state__in",
                                [
                                    "proposed",
                                    "planned",
                                    "announced",
                                    "held",
                                    "reported",
                                    "closed",
                                    "failed",
                                    "dismissed",
                                    "cancelled",
                                ],
                            )
                        ),
                        name="sanctions_interview_state",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state__in", ["held", "reported", "closed"]), _negated=True),
                            models.Q(
                                models.Q(("measures", []), _negated=True),
                                models.Q(("held_on", None), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="sanctions_no_interview_without_measures",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(
                            ("state__in", ["closed", "failed", "dismissed", "cancelled"]), _negated=True
                        ),
                        fields=("case",),
                        name="sanctions_one_interview_at_a_time",
                    ),
                ],
            },
            bases=(django_fsm.FSMModelMixin, models.Model),
        ),
        migrations.CreateModel(
            name="Measure",
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
                            ("noticed", "Noticed"),
                            ("proposed", "Proposed"),
                            ("approved", "Approved"),
                            ("in_force", "In force"),
                            ("ended", "Ended"),
                            ("declined", "Declined by the government"),
                            ("dropped", "Dropped"),
                            ("fallen", "Fell with its ground"),
                        ],
                        default="noticed",
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
                            ("closure", "Closure"),
                            ("power_cut", "Cutting of power or explosives"),
                            ("ban", "Ban from office"),
                            ("daily_penalty", "Daily continuous penalty"),
                        ],
                        max_length=16,
                        verbose_name="kind",
                    ),
                ),
                (
                    "ground",
                    models.CharField(
                        choices=[
                            ("repeated_penalties", "A major hazard and repeated penalties"),
                            ("still_unsafe", "Still unsafe after production was stopped"),
                            ("unsafe_and_major_accident", "Unsafe, and a major accident came of it"),
                            ("refuses_suspension", "Refuses to stop production"),
                            (
                                "coal_repeated_hazard",
                                "A coal mine produces in spite of a major hazard, repeatedly",
                            ),
                            ("refuses_in_danger", "Refuses a decision to stop, and an accident threatens"),
                            ("major_accident", "Responsible for a major accident"),
                            ("punished", "Sentenced or dismissed after an accident"),
                            ("unit_closed", "The unit was closed"),
                            ("refuses_correction", "Fined, ordered to correct, and does not"),
                        ],
                        max_length=32,
                        verbose_name="ground",
                    ),
                ),
                ("person_name", models.CharField(blank=True, max_length=60, verbose_name="person")),
                ("occasion", models.CharField(blank=True, max_length=80)),
                ("basis", models.JSONField()),
                ("proposal", models.TextField(blank=True, verbose_name="what is proposed, and why")),
                (
                    "refused_decision",
                    models.CharField(
                        blank=True, max_length=80, verbose_name="number of the decision refused"
                    ),
                ),
                ("danger", models.TextField(blank=True, verbose_name="the real danger")),
                ("is_urgent", models.BooleanField(default=False, verbose_name="urgent: no notice ahead")),
                ("years", models.PositiveSmallIntegerField(blank=True, null=True, verbose_name="years")),
                ("counts_from", models.DateField(blank=True, null=True)),
                ("counted_to", models.DateField(blank=True, null=True)),
                ("per_day_fen", models.BigIntegerField(default=0)),
                ("notified_at", models.DateTimeField(blank=True, null=True)),
                ("takes_effect_at", models.DateTimeField(blank=True, null=True)),
                (
                    "decision_number",
                    models.CharField(
                        blank=True, max_length=80, verbose_name="number of the government's decision"
                    ),
                ),
                ("effective_at", models.DateTimeField(blank=True, null=True, verbose_name="in force since")),
                ("until_on", models.DateField(blank=True, null=True, verbose_name="until")),
                ("ended_at", models.DateTimeField(blank=True, null=True, verbose_name="ended")),
                (
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="measures",
                        to="investigations.case",
                    ),
                ),
                (
                    "order",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="measures",
                        to="investigations.rectificationorder",
                    ),
                ),
                (
                    "unit",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="measures",
                        to="enterprises.unit",
                    ),
                ),
                (
                    "proceeding",
                    models.OneToOneField(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="measure",
                        to="sanctions.penalty",
                    ),
                ),
                ("rests_on", models.ManyToManyField(related_name="resting_measures", to="sanctions.penalty")),
            ],
            options={
                "verbose_name": "measure",
                "verbose_name_plural": "measures",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "state__in",
                                [
                                    "noticed",
                                    "proposed",
                                    "approved",
                                    "in_force",
                                    "ended",
                                    "declined",
                                    "dropped",
                                    "fallen",
                                ],
                            )
                        ),
                        name="sanctions_measure_state",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("kind__in", ["closure", "power_cut", "ban", "daily_penalty"])),
                        name="sanctions_measure_kind",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(
                            models.Q(("occasion", ""), _negated=True),
                            models.Q(("state", "fallen"), _negated=True),
                        ),
                        fields=("occasion",),
                        name="sanctions_measure_once_an_occasion",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(
                            ("state__in", ["noticed", "proposed", "approved", "in_force"]),
                            models.Q(("kind", "daily_penalty"), _negated=True),
                        ),
                        fields=("unit", "ground", "person_name"),
                        name="sanctions_measure_one_at_a_time",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("kind", "ban"), _negated=True),
                            models.Q(("person_name", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="sanctions_ban_names_a_person",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("kind", "daily_penalty"), _negated=True),
                            models.Q(
                                ("order__isnull", False),
                                ("counts_from__isnull", False),
                                ("per_day_fen__gt", 0),
                            ),
                            _connector="OR",
                        ),
                        name="sanctions_daily_penalty_counts_from_an_order",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("kind", "closure"), ("state", "in_force"), _negated=True),
                            models.Q(("decision_number", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="sanctions_closure_by_the_government",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("kind", "power_cut"), ("state", "in_force"), _negated=True),
                            ("takes_effect_at", None),
                            ("effective_at__gte", models.F("takes_effect_at")),
                            _connector="OR",
                        ),
                        name="sanctions_no_power_cut_before_its_hour",
                    ),
                ],
                "indexes": [models.Index(fields=["state", "-id"], name="sanctions_measure_queue")],
            },
            bases=(django_fsm.FSMModelMixin, models.Model),
        ),
        migrations.CreateModel(
            name="Listing",
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
                ("listed_on", models.DateField(blank=True, null=True)),
                ("until_on", models.DateField(blank=True, null=True)),
                (
                    "registered_on",
                    models.DateField(blank=True, null=True, verbose_name="entered into the credit system on"),
                ),
                (
                    "asked_on",
                    models.DateField(blank=True, null=True, verbose_name="early removal asked for on"),
                ),
                (
                    "asked_because",
                    models.TextField(blank=True, verbose_name="why the party asks for early removal"),
                ),
                ("is_harm_removed", models.BooleanField(default=False, verbose_name="the harm is removed")),
                (
                    "has_no_ban_running",
                    models.BooleanField(default=False, verbose_name="no statutory ban is running"),
                ),
                ("removed_on", models.DateField(blank=True, null=True)),
                ("removal_reason", models.CharField(blank=True, max_length=200)),
                ("restored_on", models.DateField(blank=True, null=True, verbose_name="restored on")),
                (
                    "state",
                    django_fsm.FSMField(
                        choices=[
                            ("candidate", "Candidate"),
                            ("notified", "Prior notice given"),
                            ("heard", "Defence heard"),
                            ("listed", "Listed"),
                            ("removed", "Removed"),
                            ("dismissed", "Not listed"),
                            ("cancelled", "Cancelled"),
                        ],
                        default="candidate",
                        editable=False,
                        max_length=20,
                        protected=True,
                        verbose_name="state",
                    ),
                ),
                ("situation", models.CharField(max_length=80, verbose_name="situation")),
                ("cause", models.CharField(max_length=300, verbose_name="cause")),
                ("defence", models.TextField(blank=True, verbose_name="what the party said")),
                ("person_name", models.CharField(blank=True, max_length=60, verbose_name="person listed")),
                (
                    "person_role",
                    models.CharField(blank=True, max_length=60, verbose_name="post of the person"),
                ),
                (
                    "unit",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="listings",
                        to="enterprises.unit",
                    ),
                ),
                (
                    "penalty",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="listings",
                        to="sanctions.penalty",
                    ),
                ),
            ],
            options={
                "verbose_name": "listing",
                "verbose_name_plural": "listings",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "state__in",
                                [
                                    "candidate",
                                    "notified",
                                    "heard",
                                    "listed",
                                    "removed",
                                    "dismissed",
                                    "cancelled",
                                ],
                            )
                        ),
                        name="sanctions_listing_state",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("state", "cancelled"), _negated=True),
                        fields=("penalty", "situation", "person_name"),
                        name="sanctions_listing_once_per_penalty",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "listed"), _negated=True),
                            models.Q(
                                models.Q(("defence", ""), _negated=True),
                                models.Q(("listed_on", None), _negated=True),
                                models.Q(("until_on", None), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="sanctions_no_listing_unheard",
                    ),
                ],
                "indexes": [models.Index(fields=["state", "-listed_on"], name="sanctions_listing_public")],
            },
            bases=(django_fsm.FSMModelMixin, models.Model),
        ),
        migrations.CreateModel(
            name="HandoverRow",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("facts", models.JSONField()),
                ("faults", models.JSONField(default=list)),
                (
                    "fate",
                    models.CharField(
                        choices=[
                            ("ready", "Ready"),
                            ("faulty", "Held back: something is wrong"),
                            ("accepted", "Taken by the platform"),
                            ("rejected", "Refused by the platform"),
                        ],
                        max_length=10,
                    ),
                ),
                (
                    "answer",
                    models.CharField(blank=True, max_length=300, verbose_name="what the platform said"),
                ),
                (
                    "handover",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="rows",
                        to="sanctions.handover",
                    ),
                ),
                (
                    "penalty",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="handover_rows",
                        to="sanctions.penalty",
                    ),
                ),
            ],
            options={
                "ordering": ["pk"],
                "constraints": [
                    models.UniqueConstraint(fields=("handover", "penalty"), name="sanctions_row_once"),
                    models.CheckConstraint(
                        condition=models.Q(("fate__in", ["ready", "faulty", "accepted", "rejected"])),
                        name="sanctions_row_fate",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="RemittanceLine",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("number", models.PositiveIntegerField()),
                ("serial", models.CharField(blank=True, max_length=64, verbose_name="number of the payment")),
                ("matter", models.CharField(blank=True, max_length=200, verbose_name="what it is paid for")),
                ("payer", models.CharField(blank=True, max_length=120, verbose_name="payer")),
                ("amount_fen", models.BigIntegerField(default=0)),
                ("paid_on", models.DateField(blank=True, null=True)),
                (
                    "fate",
                    models.CharField(
                        choices=[
                            ("good", "Goes to a penalty"),
                            ("booked", "Booked"),
                            ("known", "Booked before: not counted again"),
                            ("unreadable", "Number, day or amount cannot be read"),
                            ("private", "Not paid to the account of the treasury"),
                            ("unmatched", "No decision with this number"),
                            ("not_served", "The decision was not served, or it does not stand"),
                            ("early", "Paid before the decision was served"),
                        ],
                        max_length=12,
                    ),
                ),
                (
                    "penalty",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="sanctions.penalty",
                    ),
                ),
                (
                    "remittance",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="lines",
                        to="sanctions.remittance",
                    ),
                ),
            ],
            options={
                "ordering": ["number"],
                "constraints": [
                    models.UniqueConstraint(fields=("remittance", "number"), name="sanctions_line_once"),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "fate__in",
                                [
                                    "good",
                                    "booked",
                                    "known",
                                    "unreadable",
                                    "private",
                                    "unmatched",
                                    "not_served",
                                    "early",
                                ],
                            )
                        ),
                        name="sanctions_line_fate",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("fate__in", ["good", "booked"]), _negated=True),
                            ("penalty__isnull", False),
                            _connector="OR",
                        ),
                        name="sanctions_line_matched",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Received",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("serial", models.CharField(max_length=64, unique=True)),
                ("amount_fen", models.BigIntegerField()),
                ("excess_fen", models.BigIntegerField(default=0)),
                ("paid_on", models.DateField()),
                (
                    "penalty",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="received",
                        to="sanctions.penalty",
                    ),
                ),
                (
                    "line",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="received",
                        to="sanctions.remittanceline",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("amount_fen__gt", 0)), name="sanctions_received_something"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("excess_fen__gte", 0), ("excess_fen__lte", models.F("amount_fen"))
                        ),
                        name="sanctions_excess_within",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Telling",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("of", models.CharField(choices=[("entry", "Entry"), ("end", "End")], max_length=5)),
                ("department", models.CharField(max_length=40, verbose_name="department")),
                ("paper_number", models.CharField(max_length=60, verbose_name="number of the letter")),
                ("told_at", models.DateTimeField(default=django.utils.timezone.now)),
                (
                    "listing",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="tellings",
                        to="sanctions.listing",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("of__in", ["entry", "end"])), name="sanctions_telling_of"
                    ),
                    models.UniqueConstraint(
                        fields=("listing", "department", "paper_number"), name="sanctions_told_once_a_paper"
                    ),
                ],
            },
        ),
    ]
