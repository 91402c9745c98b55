import django.db.models.deletion
import django.db.models.expressions
import django.utils.timezone
import django_fsm
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("accounts", "0001_people_agencies_duties"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
        ("investigations", "0001_cases_teams_evidence_orders"),
        ("reports", "0001_tips_and_mailbox"),
        ("sanctions", "0001_penalties_listings_measures"),
        ("vault", "0001_keys_envelopes_files"),
        ("workflow", "0001_log_acts_clocks"),
    ]

    operations = [
        migrations.CreateModel(
            name="Budget",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("year", models.PositiveSmallIntegerField(verbose_name="year")),
                ("granted_fen", models.BigIntegerField(default=0, editable=False)),
                ("available_fen", models.BigIntegerField(default=0, editable=False)),
                ("committed_fen", models.BigIntegerField(default=0, editable=False)),
                ("paid_fen", models.BigIntegerField(default=0, editable=False)),
                (
                    "payer",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="reward_budgets",
                        to="accounts.agency",
                    ),
                ),
            ],
            options={
                "ordering": ["-year", "payer__code"],
                "constraints": [
                    models.UniqueConstraint(fields=("payer", "year"), name="rewards_one_budget_a_year"),
                    models.CheckConstraint(
                        condition=models.Q(("available_fen__gte", 0)), name="rewards_never_above_the_budget"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("committed_fen__gte", 0)), name="rewards_committed_not_negative"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("paid_fen__gte", 0)), name="rewards_paid_not_negative"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "granted_fen",
                                django.db.models.expressions.CombinedExpression(
                                    django.db.models.expressions.CombinedExpression(
                                        models.F("available_fen"), "+", models.F("committed_fen")
                                    ),
                                    "+",
                                    models.F("paid_fen"),
                                ),
                            )
                        ),
                        name="rewards_budget_balances",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Division",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("assessment", models.JSONField()),
                ("total_fen", models.BigIntegerField()),
                ("shared_fen", models.BigIntegerField(default=0, editable=False)),
                ("is_corrected", models.BooleanField(default=False)),
                ("opened_at", models.DateTimeField(default=django.utils.timezone.now)),
                ("reviewed_at", models.DateTimeField(blank=True, null=True)),
                (
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="divisions",
                        to="investigations.case",
                    ),
                ),
                (
                    "found_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "lead",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="reports.report"
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
                "ordering": ["pk"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("shared_fen__gte", 0), ("shared_fen__lte", models.F("total_fen"))
                        ),
                        name="rewards_never_more_than_one_reward",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("reviewed_by", None),
                            models.Q(
                                ("found_by__isnull", False),
                                models.Q(("reviewed_by", models.F("found_by")), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="rewards_division_two_people",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("reviewed_at", None)),
                        fields=("case",),
                        name="rewards_one_open_division",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Fabrication",
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
                            ("raised", "Raised, waiting for the legal reviewer"),
                            ("asked", "The reporter is being heard"),
                            ("answered", "The reporter has answered"),
                            ("found", "Found to be made up"),
                            ("cleared", "Not found to be made up"),
                        ],
                        default="raised",
                        editable=False,
                        max_length=20,
                        protected=True,
                        verbose_name="state",
                    ),
                ),
                ("evidence", models.JSONField(verbose_name="evidence")),
                ("intent", models.TextField(verbose_name="what shows that it was on purpose")),
                ("basis", models.JSONField()),
                ("asked_at", models.DateTimeField(blank=True, null=True)),
                ("answer_until", models.DateField(blank=True, null=True)),
                ("answered_at", models.DateTimeField(blank=True, null=True)),
                ("decided_at", models.DateTimeField(blank=True, null=True)),
                ("reasons", models.TextField(blank=True, verbose_name="reasons")),
                (
                    "answer",
                    models.OneToOneField(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="vault.envelope",
                    ),
                ),
                (
                    "asked_by",
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
                        related_name="fabrications",
                        to="investigations.case",
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
                    "raised_by",
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
                        related_name="fabrications",
                        to="reports.report",
                    ),
                ),
            ],
            options={
                "verbose_name": "question of fabrication",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("state__in", ["raised", "asked", "answered", "found", "cleared"])
                        ),
                        name="rewards_fabrication_state",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("state", "cleared"), _negated=True),
                        fields=("report",),
                        name="rewards_one_fabrication_a_report",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("asked_by", None),
                            models.Q(("asked_by", models.F("raised_by")), _negated=True),
                            _connector="OR",
                        ),
                        name="rewards_fabrication_two_people",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("decided_by", None),
                            models.Q(
                                models.Q(("decided_by", models.F("raised_by")), _negated=True),
                                models.Q(
                                    ("asked_by", None),
                                    models.Q(("decided_by", models.F("asked_by")), _negated=True),
                                    _connector="OR",
                                ),
                            ),
                            _connector="OR",
                        ),
                        name="rewards_fabrication_third_decides",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "found"), _negated=True),
                            models.Q(
                                ("asked_at__isnull", False),
                                ("decided_by__isnull", False),
                                models.Q(("reasons", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="rewards_fabrication_heard_first",
                    ),
                ],
            },
            bases=(django_fsm.FSMModelMixin, models.Model),
        ),
        migrations.CreateModel(
            name="PaymentFile",
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
                            ("handed_out", "With the bank"),
                            ("settled", "Settled"),
                            ("discarded", "Discarded"),
                        ],
                        default="drawn",
                        editable=False,
                        max_length=20,
                        protected=True,
                        verbose_name="state",
                    ),
                ),
                (
                    "way",
                    models.CharField(
                        choices=[
                            ("bank", "By bank transfer"),
                            ("pick_up", "At the window, with a password"),
                            ("code", "At a counter of the paying bank, with a code"),
                        ],
                        default="bank",
                        editable=False,
                        max_length=10,
                        verbose_name="way of payment",
                    ),
                ),
                ("handed_out_at", models.DateTimeField(blank=True, null=True)),
            ],
            options={
                "verbose_name": "payment file",
                "verbose_name_plural": "payment files",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("state__in", ["drawn", "handed_out", "settled", "discarded"])),
                        name="rewards_file_state",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("way__in", ["bank", "code"])), name="rewards_file_way"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state__in", ["handed_out", "settled"]), _negated=True),
                            models.Q(("handed_out_at", None), _negated=True),
                            _connector="OR",
                        ),
                        name="rewards_file_handed_out",
                    ),
                ],
            },
            bases=(django_fsm.FSMModelMixin, models.Model),
        ),
        migrations.CreateModel(
            name="Reward",
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
                            ("assessed", "Assessed"),
                            ("told", "Told to the reporter, who may contest it"),
                            ("contested", "Contested by the reporter"),
                            ("reexamined", "Re-examined"),
                            ("proposed", "Proposed"),
                            ("reviewed", "Agreed by the reviewer"),
                            ("cleared", "Agreed by finance"),
                            ("approved", "Approved, waiting for the reporter"),
                            ("claimed", "Claimed"),
                            ("paid", "Paid"),
                            ("refused", "No reward"),
                            ("lapsed", "Not claimed in time"),
                            ("cancelled", "Cancelled"),
                        ],
                        default="assessed",
                        editable=False,
                        max_length=20,
                        protected=True,
                        verbose_name="state",
                    ),
                ),
                ("amount_fen", models.BigIntegerField()),
                ("assessment", models.JSONField()),
                ("told_at", models.DateTimeField(blank=True, null=True)),
                ("told_fen", models.BigIntegerField(blank=True, null=True)),
                ("contest_until", models.DateField(blank=True, null=True)),
                ("settled_at", models.DateTimeField(blank=True, null=True)),
                ("approvals", models.JSONField(default=list)),
                ("approved_at", models.DateTimeField(blank=True, null=True)),
                ("lodged_on", models.DateField(blank=True, null=True)),
                ("claim_until", models.DateField(blank=True, null=True)),
                ("announced_on", models.DateField(blank=True, null=True)),
                ("claimed_at", models.DateTimeField(blank=True, null=True)),
                ("paid_at", models.DateTimeField(blank=True, null=True)),
                (
                    "budget",
                    models.ForeignKey(
                        blank=True,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="rewards",
                        to="rewards.budget",
                    ),
                ),
                (
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="rewards",
                        to="investigations.case",
                    ),
                ),
                (
                    "penalty",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="rewards",
                        to="sanctions.penalty",
                    ),
                ),
                (
                    "report",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="rewards",
                        to="reports.report",
                    ),
                ),
                (
                    "told_by",
                    models.ForeignKey(
                        blank=True,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "reward",
                "verbose_name_plural": "rewards",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "state__in",
                                [
                                    "assessed",
                                    "told",
                                    "contested",
                                    "reexamined",
                                    "proposed",
                                    "reviewed",
                                    "cleared",
                                    "approved",
                                    "claimed",
                                    "paid",
                                    "refused",
                                    "lapsed",
                                    "cancelled",
                                ],
                            )
                        ),
                        name="rewards_reward_state",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("state", "cancelled"), _negated=True),
                        fields=("report",),
                        name="rewards_one_reward_a_report",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("amount_fen__gte", 0)), name="rewards_amount_not_negative"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "paid"), _negated=True),
                            models.Q(("paid_at", None), _negated=True),
                            _connector="OR",
                        ),
                        name="rewards_paid_has_a_time",
                    ),
                ],
                "indexes": [models.Index(fields=["state", "-id"], name="rewards_reward_queue")],
            },
            bases=(django_fsm.FSMModelMixin, models.Model),
        ),
        migrations.CreateModel(
            name="Share",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("grades", models.JSONField()),
                ("points", models.PositiveIntegerField()),
                ("fen", models.BigIntegerField()),
                ("is_fixed", models.BooleanField(default=False)),
                (
                    "division",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="shares",
                        to="rewards.division",
                    ),
                ),
                (
                    "report",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="reports.report"
                    ),
                ),
            ],
            options={
                "ordering": ["report"],
                "constraints": [
                    models.UniqueConstraint(fields=("division", "report"), name="rewards_a_share_a_reporter"),
                    models.CheckConstraint(
                        condition=models.Q(("points__gt", 0)), name="rewards_share_has_points"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("fen__gte", 0)), name="rewards_share_not_negative"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Payment",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("instruction", models.CharField(max_length=40, unique=True)),
                ("amount_fen", models.BigIntegerField()),
                ("at", models.DateTimeField(default=django.utils.timezone.now)),
                ("came_back_at", models.DateTimeField(blank=True, null=True)),
                (
                    "paid_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "reward",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="payments",
                        to="rewards.reward",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("amount_fen__gt", 0)), name="rewards_payment_positive"
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("came_back_at", None)),
                        fields=("reward",),
                        name="rewards_paid_once",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Posting",
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
                            ("appropriate", "Appropriation"),
                            ("withdraw", "Taken away or handed on"),
                            ("commit", "Commitment"),
                            ("release", "Commitment released"),
                            ("pay", "Payment"),
                            ("return", "Payment came back"),
                        ],
                        max_length=20,
                    ),
                ),
                (
                    "debit",
                    models.CharField(
                        choices=[
                            ("granted", "Granted"),
                            ("available", "Available"),
                            ("committed", "Committed"),
                            ("paid", "Paid"),
                        ],
                        max_length=20,
                    ),
                ),
                (
                    "credit",
                    models.CharField(
                        choices=[
                            ("granted", "Granted"),
                            ("available", "Available"),
                            ("committed", "Committed"),
                            ("paid", "Paid"),
                        ],
                        max_length=20,
                    ),
                ),
                ("amount_fen", models.BigIntegerField()),
                ("reason", models.CharField(blank=True, max_length=500, verbose_name="reason")),
                ("at", models.DateTimeField(default=django.utils.timezone.now)),
                (
                    "actor",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "budget",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="postings",
                        to="rewards.budget",
                    ),
                ),
                (
                    "cause",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="workflow.logentry",
                    ),
                ),
                (
                    "other",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="rewards.budget",
                    ),
                ),
                (
                    "reward",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="postings",
                        to="rewards.reward",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("amount_fen__gt", 0)), name="rewards_posting_positive"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("credit", "granted"), ("debit", "available"), ("kind", "appropriate")),
                            models.Q(("credit", "available"), ("debit", "granted"), ("kind", "withdraw")),
                            models.Q(("credit", "available"), ("debit", "committed"), ("kind", "commit")),
                            models.Q(("credit", "committed"), ("debit", "available"), ("kind", "release")),
                            models.Q(("credit", "committed"), ("debit", "paid"), ("kind", "pay")),
                            models.Q(("credit", "paid"), ("debit", "available"), ("kind", "return")),
                            _connector="OR",
                        ),
                        name="rewards_posting_sides",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("kind__in", ["appropriate", "withdraw"]), ("reward", None)),
                            models.Q(("cause__isnull", False), ("reward__isnull", False)),
                            _connector="OR",
                        ),
                        name="rewards_posting_has_a_cause",
                    ),
                    models.UniqueConstraint(fields=("cause", "kind"), name="rewards_a_move_is_posted_once"),
                ],
                "indexes": [models.Index(fields=["budget", "-id"], name="rewards_ledger_of_budget")],
            },
        ),
        migrations.CreateModel(
            name="PaymentFileLine",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("number", models.PositiveIntegerField()),
                ("instruction", models.CharField(max_length=40)),
                ("amount_fen", models.BigIntegerField()),
                (
                    "fate",
                    models.CharField(
                        choices=[
                            ("waiting", "Waiting for the bank"),
                            ("paid", "Paid"),
                            ("failed", "Came back: the reporter claims again"),
                            ("dropped", "Not in this file any more"),
                        ],
                        default="waiting",
                        max_length=10,
                    ),
                ),
                ("settled_on", models.DateField(blank=True, null=True)),
                ("reason", models.CharField(blank=True, max_length=60)),
                (
                    "file",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="lines",
                        to="rewards.paymentfile",
                    ),
                ),
                (
                    "reward",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="file_lines",
                        to="rewards.reward",
                    ),
                ),
            ],
            options={
                "ordering": ["number"],
                "constraints": [
                    models.UniqueConstraint(fields=("file", "number"), name="rewards_file_line_once"),
                    models.UniqueConstraint(
                        condition=models.Q(("fate", "dropped"), _negated=True),
                        fields=("instruction",),
                        name="rewards_instruction_once",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("fate", "waiting")),
                        fields=("reward",),
                        name="rewards_waits_in_one_file",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("amount_fen__gt", 0)), name="rewards_file_line_positive"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("fate__in", ["waiting", "paid", "failed", "dropped"])),
                        name="rewards_file_line_fate",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("fate__in", ["paid", "failed"]), _negated=True),
                            models.Q(("settled_on", None), _negated=True),
                            _connector="OR",
                        ),
                        name="rewards_file_line_settled",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Contest",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("at", models.DateTimeField(default=django.utils.timezone.now)),
                ("is_about_refusal", models.BooleanField(default=False)),
                (
                    "outcome",
                    models.CharField(
                        blank=True, choices=[("upheld", "upheld"), ("changed", "changed")], max_length=10
                    ),
                ),
                ("reasons", models.TextField(blank=True, verbose_name="reasons")),
                ("decided_at", models.DateTimeField(blank=True, null=True)),
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
                    "envelope",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="vault.envelope"
                    ),
                ),
                (
                    "told_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "reward",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="contests",
                        to="rewards.reward",
                    ),
                ),
            ],
            options={
                "ordering": ["pk"],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("decided_at", None)),
                        fields=("reward",),
                        name="rewards_one_open_contest",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("decided_by", None),
                            models.Q(("decided_by", models.F("told_by")), _negated=True),
                            _connector="OR",
                        ),
                        name="rewards_contest_two_people",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("decided_at", None), ("decided_by", None), ("outcome", "")),
                            models.Q(
                                ("decided_at__isnull", False),
                                ("decided_by__isnull", False),
                                ("outcome__in", ["upheld", "changed"]),
                                models.Q(("reasons", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="rewards_contest_has_reasons",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Claim",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("at", models.DateTimeField(default=django.utils.timezone.now)),
                (
                    "way",
                    models.CharField(
                        choices=[
                            ("bank", "By bank transfer"),
                            ("pick_up", "At the window, with a password"),
                            ("code", "At a counter of the paying bank, with a code"),
                        ],
                        max_length=10,
                        verbose_name="way of payment",
                    ),
                ),
                (
                    "name_check",
                    models.CharField(
                        choices=[
                            ("waiting", "Not looked at yet"),
                            ("fits", "Permitted"),
                            ("refused", "Not permitted"),
                        ],
                        default="waiting",
                        max_length=10,
                    ),
                ),
                (
                    "envelope",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="vault.envelope"
                    ),
                ),
                (
                    "reward",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="claim_made",
                        to="rewards.reward",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("way__in", ["bank", "pick_up", "code"])), name="rewards_claim_way"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("name_check__in", ["waiting", "fits", "refused"])),
                        name="rewards_claim_name_check",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Check",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("key", models.CharField(max_length=20)),
                ("rule_id", models.CharField(max_length=80)),
                ("citation", models.CharField(max_length=200)),
                ("words", models.JSONField()),
                (
                    "answer",
                    models.CharField(
                        choices=[
                            ("open", "to be found"),
                            ("yes", "yes"),
                            ("no", "no"),
                            ("does_not_apply", "does not apply"),
                        ],
                        default="open",
                        max_length=20,
                        verbose_name="answer",
                    ),
                ),
                ("evidence", models.TextField(blank=True, verbose_name="reason and evidence")),
                ("found_at", models.DateTimeField(blank=True, null=True)),
                ("reviewed_at", models.DateTimeField(blank=True, null=True)),
                (
                    "found_by",
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
                    "reward",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="checks",
                        to="rewards.reward",
                    ),
                ),
            ],
            options={
                "ordering": ["pk"],
                "constraints": [
                    models.UniqueConstraint(fields=("reward", "key"), name="rewards_a_condition_once"),
                    models.CheckConstraint(
                        condition=models.Q(("answer__in", ["open", "yes", "no", "does_not_apply"])),
                        name="rewards_check_answer",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("answer", "open"), models.Q(("evidence", ""), _negated=True), _connector="OR"
                        ),
                        name="rewards_check_has_evidence",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("reviewed_by", None),
                            models.Q(
                                ("found_by__isnull", False),
                                models.Q(("reviewed_by", models.F("found_by")), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="rewards_check_two_people",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Clawback",
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
                            ("decided", "To come back"),
                            ("dismissed", "Stays with the reporter"),
                            ("recovered", "Came back"),
                        ],
                        default="proposed",
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
                            ("penalty", "the penalty was revoked or reduced after the payment"),
                            ("fraud", "the report was found to be fabricated"),
                            ("mistake", "the payment was a mistake"),
                        ],
                        max_length=10,
                        verbose_name="ground",
                    ),
                ),
                ("amount_fen", models.BigIntegerField()),
                ("recovered_on", models.DateField(blank=True, null=True)),
                (
                    "payment",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="clawbacks",
                        to="rewards.payment",
                    ),
                ),
            ],
            options={
                "verbose_name": "clawback",
                "verbose_name_plural": "clawbacks",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("state__in", ["proposed", "decided", "dismissed", "recovered"])),
                        name="rewards_clawback_state",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("ground__in", ["penalty", "fraud", "mistake"])),
                        name="rewards_clawback_ground",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("amount_fen__gt", 0)), name="rewards_clawback_positive"
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("state", "dismissed"), _negated=True),
                        fields=("payment",),
                        name="rewards_one_clawback_a_payment",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "recovered"), _negated=True),
                            models.Q(("recovered_on", None), _negated=True),
                            _connector="OR",
                        ),
                        name="rewards_recovered_on_a_day",
                    ),
                ],
            },
            bases=(django_fsm.FSMModelMixin, models.Model),
        ),
    ]
