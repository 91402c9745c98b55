import django.db.models.deletion
import django.utils.timezone
import django_fsm
from django.conf import settings
from django.db import migrations, models

import investigations.models.findings


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("accounts", "0001_people_agencies_duties"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
        ("auth", "0012_alter_user_first_name_max_length"),
        ("enterprises", "0001_units_inspections_periods"),
        ("reports", "0001_tips_and_mailbox"),
        ("vault", "0001_keys_envelopes_files"),
        ("workflow", "0001_log_acts_clocks"),
    ]

    operations = [
        migrations.CreateModel(
            name="Case",
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
                            ("opened", "Waiting for a team"),
                            ("investigating", "Being investigated"),
                            ("found", "Findings wait for review"),
                            ("reviewed", "Findings wait for approval"),
                            ("concluded", "Concluded"),
                            ("closed", "Closed"),
                            ("handed_up", "Handed to a higher government"),
                            ("cancelled", "Cancelled"),
                        ],
                        default="opened",
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
                            ("tip", "Verification of a report"),
                            ("accident", "Production-safety accident"),
                            ("retaliation", "Retaliation against a reporter"),
                            ("dereliction", "Dereliction by a supervising officer"),
                            ("crackdown", "Joint crackdown on illegal operation"),
                            ("service", "Complaint about a safety-service body"),
                            ("disaster", "Assessment of a natural disaster"),
                        ],
                        default="tip",
                        max_length=12,
                        verbose_name="kind",
                    ),
                ),
                ("title", models.CharField(max_length=200, verbose_name="title")),
                ("division", models.CharField(max_length=9, verbose_name="division code")),
                ("sector", models.CharField(blank=True, max_length=40, verbose_name="sector")),
                ("is_internal", models.BooleanField(default=False, editable=False)),
                ("inspected_on", models.DateField(blank=True, null=True, verbose_name="inspected on")),
                ("concluded_at", models.DateTimeField(blank=True, null=True)),
                ("closed_at", models.DateTimeField(blank=True, null=True)),
                (
                    "examines",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="examinations",
                        to="investigations.case",
                    ),
                ),
                (
                    "lead_agency",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="led_cases",
                        to="accounts.agency",
                    ),
                ),
                (
                    "report",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="cases",
                        to="reports.report",
                    ),
                ),
                (
                    "retaliation",
                    models.OneToOneField(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="case",
                        to="reports.retaliation",
                    ),
                ),
                (
                    "unit",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="cases",
                        to="enterprises.unit",
                    ),
                ),
            ],
            options={
                "verbose_name": "case",
                "verbose_name_plural": "cases",
                "permissions": [("investigate_case", "Can investigate this case")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "state__in",
                                [
                                    "opened",
                                    "investigating",
                                    "found",
                                    "reviewed",
                                    "concluded",
                                    "closed",
                                    "handed_up",
                                    "cancelled",
                                ],
                            )
                        ),
                        name="investigations_case_state",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "kind__in",
                                [
                                    "tip",
                                    "accident",
                                    "retaliation",
                                    "dereliction",
                                    "crackdown",
                                    "service",
                                    "disaster",
                                ],
                            )
                        ),
                        name="investigations_case_kind",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("state", "cancelled"), _negated=True),
                        fields=("examines",),
                        name="investigations_examined_once",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("state", "cancelled"), _negated=True),
                        fields=("report",),
                        name="investigations_one_case_a_report",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("kind", "retaliation"), ("report", None), ("retaliation__isnull", False)
                            ),
                            models.Q(models.Q(("kind", "retaliation"), _negated=True), ("retaliation", None)),
                            _connector="OR",
                        ),
                        name="investigations_retaliation_stands_apart",
                    ),
                ],
                "indexes": [models.Index(fields=["state", "-id"], name="investigations_case_queue")],
            },
            bases=(django_fsm.FSMModelMixin, models.Model),
        ),
        migrations.CreateModel(
            name="Allegation",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("text", models.CharField(max_length=300, verbose_name="allegation")),
                (
                    "mark",
                    models.CharField(
                        default=investigations.models.findings.new_mark, editable=False, max_length=8
                    ),
                ),
                (
                    "report",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="allegations",
                        to="reports.report",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("report", "text"), name="investigations_allegation_once")
                ],
            },
        ),
        migrations.CreateModel(
            name="CaseGrant",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "content_object",
                    models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, to="investigations.case"),
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
            name="Delegate",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("name", models.CharField(max_length=60, verbose_name="name and post")),
                ("agency_name", models.CharField(max_length=100, verbose_name="sent by")),
                ("seat", models.CharField(blank=True, max_length=20)),
                (
                    "role",
                    models.CharField(
                        choices=[
                            ("head", "Head of the team"),
                            ("member", "Member"),
                            ("expert", "Expert"),
                            ("invited", "Invited (procuratorate)"),
                        ],
                        default="member",
                        max_length=10,
                    ),
                ),
                ("declaration", models.CharField(blank=True, max_length=300)),
                ("joined_at", models.DateTimeField(default=django.utils.timezone.now)),
                ("left_at", models.DateTimeField(blank=True, null=True)),
                (
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="delegates",
                        to="investigations.case",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("left_at", None)),
                        fields=("case", "name", "agency_name"),
                        name="investigations_delegate_once",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("role__in", ["head", "member", "expert", "invited"])),
                        name="investigations_delegate_role",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="FileAccess",
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
                        choices=[("recorded", "Recorded"), ("voided", "Voided")],
                        default="recorded",
                        editable=False,
                        max_length=20,
                        protected=True,
                        verbose_name="state",
                    ),
                ),
                (
                    "seeker",
                    models.CharField(
                        choices=[
                            ("party", "The party"),
                            ("lawyer", "A lawyer or another agent with a mandate"),
                            ("court", "A court"),
                            ("procuracy", "A procuratorate"),
                            ("authority", "Another authority"),
                            ("applicant", "Somebody who asks for government information"),
                        ],
                        max_length=12,
                        verbose_name="who asks",
                    ),
                ),
                ("name", models.CharField(max_length=120, verbose_name="name")),
                (
                    "credential",
                    models.CharField(blank=True, max_length=120, verbose_name="mandate or letter"),
                ),
                ("ground", models.CharField(max_length=300, verbose_name="ground")),
                (
                    "manner",
                    models.CharField(
                        choices=[("read", "Read on the spot"), ("copied", "Copied"), ("sent", "Sent")],
                        max_length=8,
                        verbose_name="in which way",
                    ),
                ),
                ("seen_on", models.DateField(verbose_name="day")),
                ("shown", models.JSONField(default=list)),
                (
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="accesses",
                        to="investigations.case",
                    ),
                ),
            ],
            options={
                "verbose_name": "access to a file",
                "verbose_name_plural": "register of access to files",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("state__in", ["recorded", "voided"])),
                        name="investigations_access_state",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "seeker__in",
                                ["party", "lawyer", "court", "procuracy", "authority", "applicant"],
                            )
                        ),
                        name="investigations_access_seeker",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("manner__in", ["read", "copied", "sent"])),
                        name="investigations_access_manner",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("seeker", "party"), models.Q(("credential", ""), _negated=True), _connector="OR"
                        ),
                        name="investigations_access_has_credential",
                    ),
                ],
            },
            bases=(django_fsm.FSMModelMixin, models.Model),
        ),
        migrations.CreateModel(
            name="Finding",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "conclusion",
                    models.CharField(
                        choices=[
                            ("substantiated", "Substantiated"),
                            ("partly", "Partly substantiated"),
                            ("unfounded", "Not substantiated"),
                            ("unverifiable", "Cannot be verified"),
                        ],
                        max_length=16,
                        verbose_name="conclusion",
                    ),
                ),
                ("facts", models.TextField(verbose_name="facts")),
                ("violations", models.JSONField(default=list, verbose_name="provisions broken")),
                ("rule_ids", models.JSONField(default=list)),
                ("responsible", models.JSONField(default=list)),
                ("proposals", models.JSONField(default=list)),
                ("is_major_hazard", models.BooleanField(default=False, verbose_name="major hazard")),
                ("is_concealed", models.BooleanField(default=False, verbose_name="concealed accident")),
                ("deaths", models.PositiveSmallIntegerField(default=0, verbose_name="deaths")),
                (
                    "concealed_deaths",
                    models.PositiveSmallIntegerField(default=0, verbose_name="concealed deaths"),
                ),
                (
                    "serious_injuries",
                    models.PositiveSmallIntegerField(default=0, verbose_name="seriously injured"),
                ),
                ("loss_fen", models.BigIntegerField(default=0)),
                (
                    "mining_tier",
                    models.CharField(
                        blank=True,
                        choices=[("first", "First class"), ("second", "Second class")],
                        max_length=6,
                        verbose_name="class of the tip",
                    ),
                ),
                ("proposes_penalty", models.BooleanField(default=False, verbose_name="proposes a penalty")),
                ("proposal", models.TextField(blank=True, verbose_name="proposal")),
                ("drafted_at", models.DateTimeField(default=django.utils.timezone.now)),
                ("reviewed_at", models.DateTimeField(blank=True, null=True)),
                ("approved_at", models.DateTimeField(blank=True, null=True)),
                (
                    "approved_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="findings",
                        to="investigations.case",
                    ),
                ),
                (
                    "drafted_by",
                    models.ForeignKey(
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
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("approved_by", None),
                            models.Q(("approved_by", models.F("drafted_by")), _negated=True),
                            _connector="OR",
                        ),
                        name="investigations_finding_two_people",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("reviewed_by", None),
                            models.Q(("reviewed_by", models.F("drafted_by")), _negated=True),
                            _connector="OR",
                        ),
                        name="investigations_finding_reviewed_by_another",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("approved_by", None),
                            ("reviewed_by", None),
                            models.Q(("approved_by", models.F("reviewed_by")), _negated=True),
                            _connector="OR",
                        ),
                        name="investigations_finding_approved_by_a_third",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("concealed_deaths__lte", models.F("deaths"))),
                        name="investigations_concealed_within_deaths",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("loss_fen__gte", 0)), name="investigations_loss_not_negative"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("conclusion__in", ["substantiated", "partly", "unfounded", "unverifiable"])
                        ),
                        name="investigations_finding_conclusion",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Preservation",
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
                        choices=[("preserved", "Preserved"), ("settled", "Decided on")],
                        default="preserved",
                        editable=False,
                        max_length=20,
                        protected=True,
                        verbose_name="state",
                    ),
                ),
                ("items", models.TextField(verbose_name="what was preserved")),
                ("place", models.CharField(max_length=200, verbose_name="where it is kept")),
                ("approval_number", models.CharField(max_length=80, verbose_name="approved by paper no.")),
                ("preserved_on", models.DateField(verbose_name="preserved on")),
                (
                    "settlement",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("returned", "Returned"),
                            ("copied", "Recorded or copied, then returned"),
                            ("appraised", "Sent to appraisal"),
                            ("seized", "Sealed or seized"),
                            ("transferred", "Handed to the competent body"),
                        ],
                        max_length=12,
                        verbose_name="decision",
                    ),
                ),
                ("settled_on", models.DateField(blank=True, null=True, verbose_name="decided on")),
                (
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="preservations",
                        to="investigations.case",
                    ),
                ),
            ],
            options={
                "verbose_name": "preserved evidence",
                "verbose_name_plural": "preserved evidence",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("state__in", ["preserved", "settled"])),
                        name="investigations_preservation_state",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "settled"), _negated=True),
                            models.Q(
                                models.Q(("settlement", ""), _negated=True),
                                models.Q(("settled_on", None), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="investigations_settled_says_how",
                    ),
                ],
            },
            bases=(django_fsm.FSMModelMixin, models.Model),
        ),
        migrations.CreateModel(
            name="Proof",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "gate",
                    models.CharField(
                        choices=[
                            ("cause", "The cause is found"),
                            ("responsible", "Those responsible are dealt with"),
                            ("rectified", "What was wrong is put right"),
                            ("taught", "The people concerned are taught"),
                        ],
                        max_length=12,
                        verbose_name="gate",
                    ),
                ),
                (
                    "ground",
                    models.CharField(
                        choices=[
                            ("findings", "Approved findings"),
                            ("report", "Investigation report handed in"),
                            ("appraisal", "Opinion of a technical appraisal"),
                            ("penalty", "Penalty decided"),
                            ("referral", "Handed over to the police"),
                            ("discipline", "Decision on discipline or accountability"),
                            ("nobody", "Reasoned opinion that nobody is responsible"),
                            ("orders", "Every order to rectify passed its recheck"),
                            ("review", "Implementation reviewed"),
                            ("acceptance", "Record that the rectification was accepted"),
                            ("training", "Record of a training, signed by those present"),
                            ("meeting", "Minutes of a warning meeting"),
                            ("circular", "Circular on the accident"),
                        ],
                        max_length=12,
                        verbose_name="kind of evidence",
                    ),
                ),
                ("title", models.CharField(max_length=200, verbose_name="title of the paper")),
                ("number", models.CharField(max_length=100, verbose_name="its number, or where it is kept")),
                ("dated_on", models.DateField(verbose_name="its date")),
                ("at", models.DateTimeField(default=django.utils.timezone.now)),
                (
                    "added_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="proofs",
                        to="investigations.case",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("case", "gate", "ground", "number"), name="investigations_proof_once"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("title", ""), _negated=True), models.Q(("number", ""), _negated=True)
                        ),
                        name="investigations_proof_is_no_tick",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("gate__in", ["cause", "responsible", "rectified", "taught"]),
                            (
                                "ground__in",
                                [
                                    "findings",
                                    "report",
                                    "appraisal",
                                    "penalty",
                                    "referral",
                                    "discipline",
                                    "nobody",
                                    "orders",
                                    "review",
                                    "acceptance",
                                    "training",
                                    "meeting",
                                    "circular",
                                ],
                            ),
                        ),
                        name="investigations_proof_kind",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="RectificationOrder",
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
                            ("ordered", "Ordered"),
                            ("reported", "Reported as done"),
                            ("passed", "Passed the recheck"),
                            ("cancelled", "Cancelled"),
                        ],
                        default="ordered",
                        editable=False,
                        max_length=20,
                        protected=True,
                        verbose_name="state",
                    ),
                ),
                ("due_on", models.DateField(verbose_name="due on")),
                (
                    "asked_until",
                    models.DateField(blank=True, null=True, verbose_name="asked to be extended to"),
                ),
                ("asked_items", models.JSONField(blank=True, default=list)),
                ("rechecked_on", models.DateField(blank=True, null=True, verbose_name="rechecked on")),
                (
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="orders",
                        to="investigations.case",
                    ),
                ),
                (
                    "rechecked_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "rechecked_with",
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
                        related_name="orders",
                        to="enterprises.unit",
                    ),
                ),
            ],
            options={
                "verbose_name": "rectification order",
                "verbose_name_plural": "rectification orders",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("state__in", ["ordered", "reported", "passed", "cancelled"])),
                        name="investigations_order_state",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("rechecked_by", None), ("rechecked_with", None)),
                            models.Q(
                                ("rechecked_by__isnull", False),
                                ("rechecked_with__isnull", False),
                                models.Q(("rechecked_by", models.F("rechecked_with")), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="investigations_recheck_two_officers",
                    ),
                ],
            },
            bases=(django_fsm.FSMModelMixin, models.Model),
        ),
        migrations.CreateModel(
            name="Referral",
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
                            ("approved", "Approved"),
                            ("refused", "Not referred"),
                            ("handed_over", "With the police"),
                            ("filed", "Filed by the police"),
                            ("declined", "Declined by the police"),
                            ("objected", "Objected to"),
                            ("delivered", "Material handed over"),
                            ("returned", "Back with the office"),
                            ("judged", "Judged by a court"),
                        ],
                        default="proposed",
                        editable=False,
                        max_length=20,
                        protected=True,
                        verbose_name="state",
                    ),
                ),
                ("crime", models.CharField(max_length=120, verbose_name="suspected crime")),
                ("grounds", models.TextField(verbose_name="grounds")),
                ("officers", models.CharField(max_length=120, verbose_name="officers of the special group")),
                ("approved_at", models.DateTimeField(blank=True, null=True)),
                (
                    "handed_over_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="handed over at"),
                ),
                (
                    "police",
                    models.CharField(blank=True, max_length=120, verbose_name="police that received it"),
                ),
                (
                    "receipt",
                    models.CharField(blank=True, max_length=120, verbose_name="who signed the receipt"),
                ),
                (
                    "police_decided_on",
                    models.DateField(blank=True, null=True, verbose_name="police decided on"),
                ),
                ("objected_on", models.DateField(blank=True, null=True, verbose_name="objected on")),
                (
                    "objected_to",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("police", "Reconsideration by the police"),
                            ("procuratorate", "Supervision by the procuratorate"),
                        ],
                        max_length=14,
                        verbose_name="objection to",
                    ),
                ),
                (
                    "delivered_on",
                    models.DateField(blank=True, null=True, verbose_name="material handed over on"),
                ),
                ("judged_on", models.DateField(blank=True, null=True, verbose_name="judged on")),
                ("judgment", models.CharField(blank=True, max_length=500, verbose_name="judgment")),
                (
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="referrals",
                        to="investigations.case",
                    ),
                ),
                ("group", models.ManyToManyField(related_name="+", to=settings.AUTH_USER_MODEL)),
            ],
            options={
                "verbose_name": "referral",
                "verbose_name_plural": "referrals",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "state__in",
                                [
                                    "proposed",
                                    "approved",
                                    "refused",
                                    "handed_over",
                                    "filed",
                                    "declined",
                                    "objected",
                                    "delivered",
                                    "returned",
                                    "judged",
                                ],
                            )
                        ),
                        name="investigations_referral_state",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("state__in", ["refused", "returned"]), _negated=True),
                        fields=("case", "crime"),
                        name="investigations_one_open_referral_a_crime",
                    ),
                ],
            },
            bases=(django_fsm.FSMModelMixin, models.Model),
        ),
        migrations.CreateModel(
            name="Responsible",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("name", models.CharField(max_length=100, verbose_name="name")),
                ("position", models.CharField(blank=True, max_length=100, verbose_name="position")),
                (
                    "capacity",
                    models.CharField(
                        choices=[
                            ("unit", "The unit"),
                            ("principal", "Main person in charge"),
                            ("manager", "Other person in charge"),
                            ("worker", "Person directly responsible"),
                            ("supervisor", "Supervising authority or officer"),
                        ],
                        max_length=10,
                        verbose_name="as what",
                    ),
                ),
                (
                    "liability",
                    models.CharField(
                        choices=[
                            ("local", "Of the place"),
                            ("sector", "Of the sector"),
                            ("unit", "Of the unit"),
                        ],
                        max_length=10,
                        verbose_name="which responsibility",
                    ),
                ),
                ("fault", models.CharField(max_length=500, verbose_name="what they did or left undone")),
                (
                    "proposal",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("penalty", "Penalty"),
                            ("referral", "Referral to the police"),
                            ("accountability", "Accountability of officers"),
                            ("rectification", "Rectification"),
                        ],
                        max_length=16,
                        verbose_name="proposed",
                    ),
                ),
                (
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="responsible",
                        to="investigations.case",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("case", "name"), name="investigations_responsible_once"),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("capacity__in", ["unit", "principal", "manager", "worker", "supervisor"])
                        ),
                        name="investigations_responsible_capacity",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("liability__in", ["local", "sector", "unit"])),
                        name="investigations_responsible_liability",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Supervision",
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
                            ("listed", "Under listed supervision"),
                            ("lifted", "Lifted"),
                            ("cancelled", "Cancelled"),
                        ],
                        default="listed",
                        editable=False,
                        max_length=20,
                        protected=True,
                        verbose_name="state",
                    ),
                ),
                (
                    "trigger",
                    models.CharField(
                        choices=[
                            ("level", "By the level of the accident"),
                            ("sector", "A typical accident of its sector"),
                            ("impact", "A disaster of grave nature or impact"),
                        ],
                        max_length=10,
                        verbose_name="ground",
                    ),
                ),
                ("supervisor", models.CharField(max_length=120, verbose_name="who supervises")),
                ("matters", models.TextField(verbose_name="what is supervised")),
                ("listed_on", models.DateField(verbose_name="listed on")),
                ("due_on", models.DateField(verbose_name="to be done by")),
                ("extension", models.CharField(blank=True, max_length=80)),
                ("result", models.CharField(blank=True, max_length=500, verbose_name="result")),
                ("lifted_on", models.DateField(blank=True, null=True)),
                (
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="supervisions",
                        to="investigations.case",
                    ),
                ),
            ],
            options={
                "verbose_name": "listed supervision",
                "verbose_name_plural": "listed supervisions",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("state__in", ["listed", "lifted", "cancelled"])),
                        name="investigations_supervision_state",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("trigger__in", ["level", "sector", "impact"])),
                        name="investigations_supervision_trigger",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "lifted"), _negated=True),
                            models.Q(("result", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="investigations_lifted_with_a_result",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("state", "listed")),
                        fields=("case",),
                        name="investigations_supervised_once",
                    ),
                ],
            },
            bases=(django_fsm.FSMModelMixin, models.Model),
        ),
        migrations.CreateModel(
            name="Target",
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
                            ("planned", "To be visited"),
                            ("visited", "Visited"),
                            ("cancelled", "Cancelled"),
                        ],
                        default="planned",
                        editable=False,
                        max_length=20,
                        protected=True,
                        verbose_name="state",
                    ),
                ),
                ("planned_on", models.DateField(verbose_name="to be visited by")),
                ("visited_on", models.DateField(blank=True, null=True, verbose_name="visited on")),
                (
                    "result",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("nothing", "Nothing unlawful found"),
                            ("ordered", "Ordered to rectify"),
                            ("penalty", "To be penalised"),
                            ("shut", "Shut down"),
                            ("referred", "To be referred to the police"),
                        ],
                        max_length=12,
                        verbose_name="result",
                    ),
                ),
                ("found", models.CharField(blank=True, max_length=1000, verbose_name="what was found")),
                (
                    "agency",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="targets",
                        to="accounts.agency",
                    ),
                ),
                (
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="targets",
                        to="investigations.case",
                    ),
                ),
                (
                    "unit",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="targets",
                        to="enterprises.unit",
                    ),
                ),
                (
                    "visited_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "target",
                "verbose_name_plural": "targets",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("state__in", ["planned", "visited", "cancelled"])),
                        name="investigations_target_state",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "visited"), _negated=True),
                            models.Q(models.Q(("result", ""), _negated=True), ("visited_on__isnull", False)),
                            _connector="OR",
                        ),
                        name="investigations_visit_has_a_result",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("state", "cancelled"), _negated=True),
                        fields=("case", "unit", "agency"),
                        name="investigations_target_once_an_agency",
                    ),
                ],
            },
            bases=(django_fsm.FSMModelMixin, models.Model),
        ),
        migrations.CreateModel(
            name="Task",
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
                            ("set", "To be done"),
                            ("done", "Done, not checked"),
                            ("checked", "Checked"),
                            ("cancelled", "Cancelled"),
                        ],
                        default="set",
                        editable=False,
                        max_length=20,
                        protected=True,
                        verbose_name="state",
                    ),
                ),
                ("title", models.CharField(max_length=200, verbose_name="what is to be done")),
                ("due_on", models.DateField(verbose_name="due on")),
                ("done_at", models.DateTimeField(blank=True, null=True)),
                ("result", models.CharField(blank=True, max_length=1000, verbose_name="what came of it")),
                (
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="tasks",
                        to="investigations.case",
                    ),
                ),
                (
                    "checked_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "done_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="tasks",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "set_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "task",
                "verbose_name_plural": "tasks",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("state__in", ["set", "done", "checked", "cancelled"])),
                        name="investigations_task_state",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("checked_by", None),
                            models.Q(("checked_by", models.F("done_by")), _negated=True),
                            _connector="OR",
                        ),
                        name="investigations_task_two_people",
                    ),
                ],
            },
            bases=(django_fsm.FSMModelMixin, models.Model),
        ),
        migrations.CreateModel(
            name="TeamMember",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "role",
                    models.CharField(
                        choices=[
                            ("head", "Head of the team"),
                            ("member", "Member"),
                            ("expert", "Expert"),
                            ("invited", "Invited (procuratorate)"),
                        ],
                        default="member",
                        max_length=10,
                    ),
                ),
                ("declaration", models.CharField(blank=True, max_length=300)),
                ("joined_at", models.DateTimeField(default=django.utils.timezone.now)),
                ("left_at", models.DateTimeField(blank=True, null=True)),
                (
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="members",
                        to="investigations.case",
                    ),
                ),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="memberships",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("left_at", None)),
                        fields=("case", "user"),
                        name="investigations_member_once",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("left_at", None), ("role", "head")),
                        fields=("case",),
                        name="investigations_one_head",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("role__in", ["head", "member", "expert", "invited"])),
                        name="investigations_member_role",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Waiver",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("reason", models.TextField(verbose_name="reason")),
                ("signed_at", models.DateTimeField(default=django.utils.timezone.now)),
                (
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="waivers",
                        to="investigations.case",
                    ),
                ),
                (
                    "signed_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("case",), name="investigations_one_waiver_a_case"),
                    models.CheckConstraint(
                        condition=models.Q(("reason", ""), _negated=True),
                        name="investigations_waiver_has_a_reason",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Accident",
            fields=[
                (
                    "created_at",
                    models.DateTimeField(
                        default=django.utils.timezone.now, editable=False, verbose_name="created"
                    ),
                ),
                (
                    "case",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        primary_key=True,
                        related_name="%(class)s",
                        serialize=False,
                        to="investigations.case",
                    ),
                ),
                ("happened_at", models.DateTimeField(verbose_name="happened at")),
                ("received_at", models.DateTimeField(verbose_name="received at")),
                ("place", models.CharField(max_length=300, verbose_name="place and scene")),
                ("course", models.TextField(verbose_name="brief course")),
                ("deaths", models.PositiveSmallIntegerField(default=0, verbose_name="deaths")),
                ("missing", models.PositiveSmallIntegerField(default=0, verbose_name="missing")),
                (
                    "serious_injuries",
                    models.PositiveSmallIntegerField(default=0, verbose_name="seriously injured"),
                ),
                ("loss_fen", models.BigIntegerField(default=0)),
                ("reported_up_at", models.DateTimeField(blank=True, null=True)),
                ("handed_up_to", models.CharField(blank=True, max_length=10)),
                ("handed_up_at", models.DateTimeField(blank=True, null=True)),
                (
                    "state",
                    django_fsm.FSMField(
                        choices=[
                            ("recorded", "Recorded"),
                            ("reported", "Reported upward"),
                            ("submitted", "Investigation report handed in"),
                            ("replied", "Replied to"),
                            ("reviewed", "Implementation reviewed"),
                            ("handed_up", "Handed to a higher government"),
                            ("cancelled", "Cancelled"),
                        ],
                        default="recorded",
                        editable=False,
                        max_length=20,
                        protected=True,
                        verbose_name="state",
                    ),
                ),
                ("unit_informed_at", models.DateTimeField(verbose_name="head of the unit informed at")),
                (
                    "unit_reported_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="reported by the unit at"),
                ),
                (
                    "is_traffic_or_fire",
                    models.BooleanField(default=False, verbose_name="road traffic or fire"),
                ),
                ("measures", models.TextField(blank=True, verbose_name="measures taken")),
                ("appraisal_began_on", models.DateField(blank=True, null=True)),
                ("appraisal_ended_on", models.DateField(blank=True, null=True)),
                ("report_extension", models.CharField(blank=True, max_length=80)),
                ("submitted_on", models.DateField(blank=True, null=True)),
                ("reply_extension", models.CharField(blank=True, max_length=80)),
                ("replied_on", models.DateField(blank=True, null=True)),
                ("reviewed_on", models.DateField(blank=True, null=True)),
                ("rungs", models.JSONField(default=list)),
                ("mandate", models.CharField(blank=True, max_length=80)),
                ("published_on", models.DateField(blank=True, null=True)),
                ("published_where", models.CharField(blank=True, max_length=200)),
            ],
            options={
                "verbose_name": "accident",
                "verbose_name_plural": "accidents",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "state__in",
                                [
                                    "recorded",
                                    "reported",
                                    "submitted",
                                    "replied",
                                    "reviewed",
                                    "handed_up",
                                    "cancelled",
                                ],
                            )
                        ),
                        name="investigations_accident_state",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("unit_informed_at__gte", models.F("happened_at")),
                            ("received_at__gte", models.F("happened_at")),
                        ),
                        name="investigations_accident_known_after_it_happened",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("loss_fen__gte", 0)),
                        name="investigations_accident_loss_not_negative",
                    ),
                ],
            },
            bases=(django_fsm.FSMModelMixin, models.Model),
        ),
        migrations.CreateModel(
            name="Disaster",
            fields=[
                (
                    "created_at",
                    models.DateTimeField(
                        default=django.utils.timezone.now, editable=False, verbose_name="created"
                    ),
                ),
                (
                    "case",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        primary_key=True,
                        related_name="%(class)s",
                        serialize=False,
                        to="investigations.case",
                    ),
                ),
                ("happened_at", models.DateTimeField(verbose_name="happened at")),
                ("received_at", models.DateTimeField(verbose_name="received at")),
                ("place", models.CharField(max_length=300, verbose_name="place and scene")),
                ("course", models.TextField(verbose_name="brief course")),
                ("deaths", models.PositiveSmallIntegerField(default=0, verbose_name="deaths")),
                ("missing", models.PositiveSmallIntegerField(default=0, verbose_name="missing")),
                (
                    "serious_injuries",
                    models.PositiveSmallIntegerField(default=0, verbose_name="seriously injured"),
                ),
                ("loss_fen", models.BigIntegerField(default=0)),
                ("reported_up_at", models.DateTimeField(blank=True, null=True)),
                ("handed_up_to", models.CharField(blank=True, max_length=10)),
                ("handed_up_at", models.DateTimeField(blank=True, null=True)),
                (
                    "state",
                    django_fsm.FSMField(
                        choices=[
                            ("recorded", "Recorded"),
                            ("assessed", "Assessment handed in"),
                            ("decided", "Responsibility decided on"),
                            ("handed_up", "Handed to a higher government"),
                            ("cancelled", "Cancelled"),
                        ],
                        default="recorded",
                        editable=False,
                        max_length=20,
                        protected=True,
                        verbose_name="state",
                    ),
                ),
                (
                    "hazard",
                    models.CharField(
                        choices=[
                            ("flood", "Flood or drought"),
                            ("geology", "Geological disaster"),
                            ("forest_fire", "Forest fire"),
                        ],
                        max_length=12,
                        verbose_name="kind of disaster",
                    ),
                ),
                (
                    "hectares",
                    models.DecimalField(
                        decimal_places=2, default=0, max_digits=9, verbose_name="damaged forest in hectares"
                    ),
                ),
                ("stated_level", models.CharField(blank=True, max_length=14, verbose_name="announced level")),
                ("assessed_on", models.DateField(blank=True, null=True)),
                ("decided_on", models.DateField(blank=True, null=True)),
                ("decision", models.TextField(blank=True, verbose_name="decision on responsibility")),
            ],
            options={
                "verbose_name": "natural disaster",
                "verbose_name_plural": "natural disasters",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("state__in", ["recorded", "assessed", "decided", "handed_up", "cancelled"])
                        ),
                        name="investigations_disaster_state",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("hazard__in", ["flood", "geology", "forest_fire"])),
                        name="investigations_disaster_hazard",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("received_at__gte", models.F("happened_at"))),
                        name="investigations_disaster_known_after_it_happened",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("hectares__gte", 0), ("loss_fen__gte", 0)),
                        name="investigations_disaster_not_negative",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("hazard", "flood"), _negated=True),
                            models.Q(("stated_level", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="investigations_flood_has_a_level",
                    ),
                ],
            },
            bases=(django_fsm.FSMModelMixin, models.Model),
        ),
        migrations.CreateModel(
            name="ServiceComplaint",
            fields=[
                (
                    "case",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        primary_key=True,
                        related_name="complaint",
                        serialize=False,
                        to="investigations.case",
                    ),
                ),
                (
                    "wrong",
                    models.CharField(
                        choices=[
                            ("false_report", "False report"),
                            ("false_certificate", "False certificate"),
                            ("lent_qualification", "Lent its qualification"),
                            ("lent_person", "Lent a person's certificate"),
                        ],
                        max_length=20,
                        verbose_name="what it is said to have done",
                    ),
                ),
                ("client", models.CharField(blank=True, max_length=120, verbose_name="for whom it worked")),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "wrong__in",
                                ["false_report", "false_certificate", "lent_qualification", "lent_person"],
                            )
                        ),
                        name="investigations_service_wrong",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Evidence",
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
                            ("kept", "In custody"),
                            ("offered", "Handed over, not yet received"),
                            ("returned", "Given back"),
                            ("excluded", "Excluded"),
                        ],
                        default="kept",
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
                            ("documentary", "Documentary evidence"),
                            ("physical", "Physical evidence"),
                            ("audiovisual", "Audio-visual material"),
                            ("electronic", "Electronic data"),
                            ("testimony", "Testimony of a witness"),
                            ("statement", "Statement of the party"),
                            ("appraisal", "Opinion of an appraiser"),
                            ("site_record", "Record of an examination or inspection of the scene"),
                        ],
                        max_length=12,
                        verbose_name="kind of evidence",
                    ),
                ),
                ("title", models.CharField(max_length=200, verbose_name="what it is")),
                ("proves", models.TextField(verbose_name="what it shows")),
                ("provider", models.CharField(max_length=120, verbose_name="from whom")),
                ("place", models.CharField(max_length=200, verbose_name="taken at")),
                ("taken_at", models.DateTimeField(verbose_name="taken on")),
                (
                    "original_place",
                    models.CharField(blank=True, max_length=200, verbose_name="where the original is"),
                ),
                (
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="evidence",
                        to="investigations.case",
                    ),
                ),
                (
                    "holder",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="held_evidence",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "officer",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "receiver",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "second_officer",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "preservation",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="evidence",
                        to="investigations.preservation",
                    ),
                ),
            ],
            options={
                "verbose_name": "evidence",
                "verbose_name_plural": "evidence",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("state__in", ["kept", "offered", "returned", "excluded"])),
                        name="investigations_evidence_state",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "kind__in",
                                [
                                    "documentary",
                                    "physical",
                                    "audiovisual",
                                    "electronic",
                                    "testimony",
                                    "statement",
                                    "appraisal",
                                    "site_record",
                                ],
                            )
                        ),
                        name="investigations_evidence_kind",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("officer", models.F("second_officer")), _negated=True),
                        name="investigations_evidence_two_officers",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("receiver__isnull", False), ("state", "offered")),
                            models.Q(models.Q(("state", "offered"), _negated=True), ("receiver", None)),
                            _connector="OR",
                        ),
                        name="investigations_offered_names_receiver",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("receiver", None),
                            models.Q(("receiver", models.F("holder")), _negated=True),
                            _connector="OR",
                        ),
                        name="investigations_evidence_changes_hands",
                    ),
                ],
            },
            bases=(django_fsm.FSMModelMixin, models.Model),
        ),
        migrations.CreateModel(
            name="Outcome",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "conclusion",
                    models.CharField(
                        choices=[
                            ("substantiated", "Substantiated"),
                            ("partly", "Partly substantiated"),
                            ("unfounded", "Not substantiated"),
                            ("unverifiable", "Cannot be verified"),
                        ],
                        max_length=16,
                    ),
                ),
                (
                    "allegation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="outcomes",
                        to="investigations.allegation",
                    ),
                ),
                (
                    "finding",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="outcomes",
                        to="investigations.finding",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("finding", "allegation"), name="investigations_outcome_once"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("conclusion__in", ["substantiated", "partly", "unfounded", "unverifiable"])
                        ),
                        name="investigations_outcome_conclusion",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Promise",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("what", models.CharField(max_length=300, verbose_name="measure")),
                ("who", models.CharField(max_length=120, verbose_name="who carries it out")),
                ("due_on", models.DateField(verbose_name="to be done by")),
                (
                    "kept",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("done", "Carried out"),
                            ("partly", "Carried out in part"),
                            ("not_done", "Not carried out"),
                        ],
                        max_length=8,
                        verbose_name="whether it was carried out",
                    ),
                ),
                ("found", models.CharField(blank=True, max_length=500, verbose_name="what the review found")),
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
                    "accident",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="promises",
                        to="investigations.accident",
                    ),
                ),
            ],
            options={
                "ordering": [models.F("pk")],
                "constraints": [
                    models.UniqueConstraint(fields=("accident", "what"), name="investigations_promise_once"),
                    models.CheckConstraint(
                        condition=models.Q(("kept__in", ["", "done", "partly", "not_done"])),
                        name="investigations_promise_kept",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("kept", ""), models.Q(("found", ""), _negated=True), _connector="OR"
                        ),
                        name="investigations_review_says_what_it_found",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Reading",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("subject_label", models.CharField(max_length=60)),
                ("subject_id", models.BigIntegerField()),
                ("at", models.DateTimeField(default=django.utils.timezone.now)),
                (
                    "member",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="readings",
                        to="investigations.teammember",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("member", "subject_label", "subject_id"), name="investigations_read_once"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="AccidentReport",
            fields=[
                (
                    "accident",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        primary_key=True,
                        related_name="report",
                        serialize=False,
                        to="investigations.accident",
                    ),
                ),
                ("course", models.TextField(verbose_name="course and rescue")),
                ("cause", models.TextField(verbose_name="cause and nature")),
                (
                    "responsibility",
                    models.TextField(verbose_name="responsibility and how it is to be dealt with"),
                ),
                ("evidence", models.TextField(verbose_name="evidence")),
                ("digest", models.CharField(max_length=64)),
                ("drafted_at", models.DateTimeField(default=django.utils.timezone.now)),
                (
                    "drafted_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Custody",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("outsider", models.CharField(blank=True, max_length=120)),
                ("place", models.CharField(max_length=200, verbose_name="where it is kept")),
                ("condition", models.CharField(max_length=200, verbose_name="condition and packing")),
                ("given_at", models.DateTimeField(default=django.utils.timezone.now)),
                ("received_at", models.DateTimeField(blank=True, null=True)),
                ("called_off_at", models.DateTimeField(blank=True, null=True)),
                (
                    "giver",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "holder",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "evidence",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="custodies",
                        to="investigations.evidence",
                    ),
                ),
            ],
            options={
                "ordering": ["pk"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("giver", None),
                            ("holder", None),
                            models.Q(("giver", models.F("holder")), _negated=True),
                            _connector="OR",
                        ),
                        name="investigations_custody_two_people",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("giver__isnull", False), ("holder__isnull", False), ("outsider", "")),
                            models.Q(
                                ("giver", None),
                                models.Q(("holder", None), _negated=True),
                                models.Q(("outsider", ""), _negated=True),
                            ),
                            models.Q(
                                ("holder", None),
                                models.Q(("giver", None), _negated=True),
                                models.Q(("outsider", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="investigations_custody_names_both",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("called_off_at", None), ("received_at", None)),
                        fields=("evidence",),
                        name="investigations_one_open_custody",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="EvidenceFile",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("number", models.PositiveSmallIntegerField()),
                ("sha256", models.CharField(max_length=64)),
                (
                    "evidence",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="files",
                        to="investigations.evidence",
                    ),
                ),
                (
                    "sealed",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="evidence_file",
                        to="vault.sealedfile",
                    ),
                ),
            ],
            options={
                "ordering": ["number"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("evidence", "number"), name="investigations_evidence_file_number"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="FieldRecord",
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
                            ("recorded", "Waits for the second officer"),
                            ("signed", "Signed by both officers"),
                            ("excluded", "Excluded"),
                        ],
                        default="recorded",
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
                            ("inspection", "On-site inspection record"),
                            ("interview", "Record of an inquiry"),
                        ],
                        max_length=12,
                        verbose_name="kind",
                    ),
                ),
                ("place", models.CharField(max_length=200, verbose_name="place")),
                ("started_at", models.DateTimeField(verbose_name="begun at")),
                ("ended_at", models.DateTimeField(verbose_name="ended at")),
                (
                    "arrived_at",
                    models.DateTimeField(default=django.utils.timezone.now, verbose_name="arrived at"),
                ),
                (
                    "signed_by",
                    models.CharField(
                        choices=[
                            ("screen", "On the screen"),
                            ("paper", "On paper: a photo of the signed page goes along"),
                            ("refused", "Refused to sign"),
                        ],
                        max_length=10,
                        verbose_name="signature",
                    ),
                ),
                ("signatory", models.CharField(max_length=80, verbose_name="name and post of whoever signs")),
                (
                    "refusal",
                    models.CharField(
                        blank=True, max_length=300, verbose_name="why the signature was refused"
                    ),
                ),
                ("witness", models.CharField(blank=True, max_length=80, verbose_name="witness")),
                ("facts", models.JSONField(default=dict)),
                ("sending_key", models.CharField(max_length=64, unique=True)),
                (
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="field_records",
                        to="investigations.case",
                    ),
                ),
                (
                    "corrects",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="corrections",
                        to="investigations.fieldrecord",
                    ),
                ),
                (
                    "evidence",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="field_record",
                        to="investigations.evidence",
                    ),
                ),
                (
                    "officer",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "second_officer",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "record from the field",
                "verbose_name_plural": "records from the field",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("state__in", ["recorded", "signed", "excluded"])),
                        name="investigations_field_state",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("kind__in", ["inspection", "interview"])),
                        name="investigations_field_kind",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("officer", models.F("second_officer")), _negated=True),
                        name="investigations_fieldrecord_two_officers",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("ended_at__gte", models.F("started_at"))),
                        name="investigations_field_ends_after_it_begins",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("signed_by", "refused"), _negated=True),
                            models.Q(
                                models.Q(("refusal", ""), _negated=True),
                                models.Q(("witness", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="investigations_field_refusal_has_reason_and_witness",
                    ),
                ],
            },
            bases=(django_fsm.FSMModelMixin, models.Model),
        ),
        migrations.CreateModel(
            name="Signature",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("digest", models.CharField(max_length=64)),
                ("dissent", models.TextField(blank=True, verbose_name="dissent")),
                ("signed_at", models.DateTimeField(default=django.utils.timezone.now)),
                (
                    "delegate",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="signatures",
                        to="investigations.delegate",
                    ),
                ),
                (
                    "recorded_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "member",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="signatures",
                        to="investigations.teammember",
                    ),
                ),
                (
                    "report",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="signatures",
                        to="investigations.accidentreport",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("member", None), ("delegate", None), _connector="XOR"),
                        name="investigations_signed_by_one_person",
                    ),
                    models.UniqueConstraint(
                        fields=("report", "member", "digest"), name="investigations_member_signs_once"
                    ),
                    models.UniqueConstraint(
                        fields=("report", "delegate", "digest"), name="investigations_delegate_signs_once"
                    ),
                ],
            },
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
                    models.UniqueConstraint(fields=("order", "number"), name="investigations_item_number")
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
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="workflow.logentry"
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
        migrations.CreateModel(
            name="MajorHazard",
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
                            ("registered", "On the register"),
                            ("listed", "Under listed supervision"),
                            ("lifted", "Removed and lifted"),
                        ],
                        default="registered",
                        editable=False,
                        max_length=20,
                        protected=True,
                        verbose_name="state",
                    ),
                ),
                ("title", models.CharField(max_length=200, verbose_name="the hazard")),
                ("basis", models.CharField(max_length=200, verbose_name="by which standard it is major")),
                ("supervisor", models.CharField(blank=True, max_length=120, verbose_name="who supervises")),
                ("listed_until", models.DateField(blank=True, null=True, verbose_name="to be removed by")),
                (
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="hazards",
                        to="investigations.case",
                    ),
                ),
                (
                    "proof",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="lifted_hazards",
                        to="investigations.evidence",
                    ),
                ),
                (
                    "item",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="hazard",
                        to="investigations.orderitem",
                    ),
                ),
            ],
            options={
                "verbose_name": "major hazard",
                "verbose_name_plural": "major hazards",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("state__in", ["registered", "listed", "lifted"])),
                        name="investigations_hazard_state",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "listed"), _negated=True),
                            models.Q(
                                models.Q(("supervisor", ""), _negated=True), ("listed_until__isnull", False)
                            ),
                            _connector="OR",
                        ),
                        name="investigations_listed_by_whom_until_when",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "lifted"), _negated=True),
                            ("proof__isnull", False),
                            _connector="OR",
                        ),
                        name="investigations_lifted_with_proof",
                    ),
                ],
            },
            bases=(django_fsm.FSMModelMixin, models.Model),
        ),
    ]
