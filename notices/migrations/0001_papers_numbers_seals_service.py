import django.db.models.deletion
import django.utils.timezone
import django_fsm
from django.conf import settings
from django.db import migrations, models

import notices.models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("accounts", "0001_people_agencies_duties"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Notice",
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
                ("subject_label", models.CharField(max_length=60)),
                ("subject_id", models.BigIntegerField()),
                (
                    "state",
                    django_fsm.FSMField(
                        choices=[
                            ("issued", "being printed"),
                            ("rendered", "issued"),
                            ("failed", "printing failed"),
                            ("superseded", "superseded"),
                            ("voided", "voided"),
                        ],
                        default="issued",
                        editable=False,
                        max_length=50,
                        protected=True,
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("acceptance", "举报受理告知书"),
                            ("non_acceptance", "举报不予受理告知书"),
                            ("result", "举报核查结果告知书"),
                            ("rectification_order", "责令限期整改指令书"),
                            ("recheck_opinion", "整改复查意见书"),
                            ("rectification_extension", "延期整改决定书"),
                            ("penalty_prior_notice", "行政处罚告知书"),
                            ("penalty_decision", "行政处罚决定书"),
                            ("hearing_notice", "行政处罚听证会通知书"),
                            ("spot_decision", "当场行政处罚决定书"),
                            ("listing_prior_notice", "列入严重失信主体名单告知书"),
                            ("listing_decision", "安全生产严重失信主体名单列入决定书"),
                            ("listing_removal", "移出严重失信主体名单决定书"),
                            ("listing_letter", "严重失信主体联合惩戒通报函"),
                            ("talk_notice", "约谈通知书"),
                            ("talk_minutes", "约谈纪要"),
                            ("reward_preliminary", "举报奖励预告书"),
                            ("reward_notice", "举报奖励领取通知书"),
                            ("reward_call", "领取举报奖励公告"),
                            ("closure_request", "关于提请关闭生产经营单位的请示"),
                            ("power_cut_notice", "停止供电（供应民用爆炸物品）通知书"),
                            ("transfer", "举报转办（移送）函"),
                            ("accident_fast_report", "生产安全事故快报"),
                            ("accident_report", "生产安全事故调查报告"),
                            ("accident_reply", "生产安全事故调查报告批复"),
                            ("accident_review", "事故整改和防范措施落实情况评估报告"),
                            ("supervision_notice", "挂牌督办通知书"),
                            ("supervision_lifting", "解除挂牌督办通知书"),
                            ("hazard_listing", "重大事故隐患挂牌督办通知书"),
                            ("hazard_lifting", "重大事故隐患摘牌通知书"),
                            ("crime_referral", "涉嫌犯罪案件移送书"),
                            ("disaster_assessment", "自然灾害调查评估报告"),
                            ("site_record", "现场检查记录"),
                            ("interview_record", "询问笔录"),
                            ("filing_approval", "立案审批表"),
                            ("payment_deferral", "延期（分期）缴纳罚款批准书"),
                            ("case_closing", "结案审批表"),
                            ("case_index", "案卷目录"),
                            ("site_measures", "现场处理措施决定书"),
                            ("evidence_preservation", "先行登记保存证据通知书"),
                            ("preservation_decision", "先行登记保存证据处理决定书"),
                            ("extension", "举报办理延期告知书"),
                            ("service_proof", "送达回证"),
                            ("public_service_notice", "送达公告"),
                            ("hearing_record", "听证笔录"),
                            ("hearing_report", "听证会报告书"),
                            ("legal_review", "重大执法决定法制审核意见书"),
                            ("collective_discussion", "行政处罚集体讨论记录"),
                            ("payment_demand", "罚款催缴通知书"),
                            ("enforcement_demand", "行政决定催告书"),
                            ("court_application", "强制执行申请书"),
                        ],
                        max_length=40,
                        verbose_name="kind",
                    ),
                ),
                (
                    "audience",
                    models.CharField(
                        choices=[
                            ("party", "the person penalised or ordered"),
                            ("reporter", "the reporter"),
                            ("internal", "the office"),
                            ("public", "the public"),
                            ("department", "another department"),
                        ],
                        max_length=10,
                    ),
                ),
                ("form", models.CharField(max_length=40)),
                ("year", models.PositiveSmallIntegerField()),
                ("serial", models.PositiveIntegerField()),
                ("number", models.CharField(max_length=80, verbose_name="number")),
                ("issued_on", models.DateField(verbose_name="date")),
                ("issued_at", models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                ("context", models.JSONField(editable=False)),
                ("context_sha256", models.CharField(editable=False, max_length=64)),
                (
                    "code",
                    models.CharField(
                        default=notices.models.new_code,
                        max_length=20,
                        unique=True,
                        verbose_name="verification code",
                    ),
                ),
                ("path", models.CharField(blank=True, editable=False, max_length=200)),
                ("pdf_sha256", models.CharField(blank=True, db_index=True, editable=False, max_length=64)),
                ("drawn_sha256", models.CharField(blank=True, editable=False, max_length=64)),
                ("rendered_at", models.DateTimeField(blank=True, editable=False, null=True)),
                ("failure", models.TextField(blank=True, editable=False)),
                (
                    "agency",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="notices",
                        to="accounts.agency",
                        verbose_name="issued by",
                    ),
                ),
                (
                    "issued_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "supersedes",
                    models.OneToOneField(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="superseded_by",
                        to="notices.notice",
                    ),
                ),
            ],
            options={
                "verbose_name": "paper",
                "verbose_name_plural": "papers",
                "constraints": [
                    models.UniqueConstraint(
                        fields=("agency", "form", "year", "serial"), name="notices_number_taken_once"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("state__in", ["issued", "rendered", "failed", "superseded", "voided"])
                        ),
                        name="notices_state_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("audience__in", ["party", "reporter", "internal", "public", "department"])
                        ),
                        name="notices_audience_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("serial__gt", 0)), name="notices_serial_counts_from_one"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "rendered"), _negated=True),
                            models.Q(
                                models.Q(("path", ""), _negated=True),
                                models.Q(("pdf_sha256", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="notices_rendered_has_file",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "failed"), _negated=True),
                            models.Q(("failure", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="notices_failed_says_why",
                    ),
                ],
                "indexes": [models.Index(fields=["subject_label", "subject_id"], name="notices_subject")],
            },
            bases=(django_fsm.FSMModelMixin, models.Model),
        ),
        migrations.CreateModel(
            name="NumberSeries",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("form", models.CharField(max_length=40)),
                ("year", models.PositiveSmallIntegerField()),
                ("last_serial", models.PositiveIntegerField(default=0)),
                (
                    "agency",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="accounts.agency"
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("agency", "form", "year"), name="notices_one_series_per_form_and_year"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Seal",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("image", models.BinaryField()),
                ("sha256", models.CharField(db_index=True, editable=False, max_length=64)),
                (
                    "diameter",
                    models.PositiveSmallIntegerField(verbose_name="width of the seal in millimetres"),
                ),
                ("hung_at", models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                ("reason", models.CharField(max_length=200)),
                ("taken_down_at", models.DateTimeField(blank=True, null=True)),
                (
                    "agency",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="seals",
                        to="accounts.agency",
                    ),
                ),
                (
                    "hung_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "taken_down_by",
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
                    models.UniqueConstraint(
                        condition=models.Q(("taken_down_at", None)),
                        fields=("agency",),
                        name="notices_one_seal_an_agency",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("taken_down_at", None), ("taken_down_by", None)),
                            models.Q(("taken_down_at__isnull", False), ("taken_down_by__isnull", False)),
                            _connector="OR",
                        ),
                        name="notices_seal_taken_down_by_somebody",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("diameter__gte", 30), ("diameter__lte", 60)),
                        name="notices_seal_fits_the_paper",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Service",
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
                            ("underway", "on its way"),
                            ("served", "served"),
                            ("failed", "not delivered"),
                        ],
                        default="underway",
                        editable=False,
                        max_length=50,
                        protected=True,
                    ),
                ),
                (
                    "way",
                    models.CharField(
                        choices=[
                            ("in_person", "handed over"),
                            ("left", "left at the door after a refusal"),
                            ("post", "by post"),
                            ("electronic", "electronically, with consent"),
                            ("entrusted", "through another office"),
                            ("public", "by public notice"),
                            ("mailbox", "in the reporter's mailbox"),
                        ],
                        max_length=10,
                        verbose_name="way",
                    ),
                ),
                ("recipient", models.CharField(max_length=200, verbose_name="addressee")),
                ("sent_on", models.DateField(verbose_name="sent on")),
                ("channel", models.CharField(blank=True, max_length=200)),
                ("consent", models.CharField(blank=True, max_length=200)),
                ("reason", models.TextField(blank=True)),
                ("place", models.CharField(blank=True, max_length=200, verbose_name="place")),
                ("served_on", models.DateField(blank=True, null=True, verbose_name="served on")),
                ("received_by", models.CharField(blank=True, max_length=60, verbose_name="received by")),
                (
                    "received_as",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("addressee", "the addressee in person"),
                            (
                                "legal_representative",
                                "the legal representative or principal person in charge",
                            ),
                            ("mail_clerk", "whoever takes the unit's mail"),
                            ("family", "an adult of the same household"),
                            ("agent", "an agent, or whom the addressee named"),
                        ],
                        max_length=20,
                    ),
                ),
                ("witness", models.CharField(blank=True, max_length=100, verbose_name="witness")),
                ("signature", models.TextField(blank=True)),
                ("photo_path", models.CharField(blank=True, editable=False, max_length=200)),
                ("photo_sha256", models.CharField(blank=True, editable=False, max_length=64)),
                ("receipt", models.CharField(blank=True, max_length=80, verbose_name="receipt no.")),
                ("read_at", models.DateTimeField(blank=True, null=True)),
                (
                    "notice",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="services",
                        to="notices.notice",
                    ),
                ),
                (
                    "served_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "served_with",
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
                "verbose_name": "service",
                "verbose_name_plural": "services",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("state__in", ["underway", "served", "failed"])),
                        name="notices_service_state",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "way__in",
                                ["in_person", "left", "post", "electronic", "entrusted", "public", "mailbox"],
                            )
                        ),
                        name="notices_service_way",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("state", "failed"), _negated=True),
                        fields=("notice",),
                        name="notices_served_once",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "served"), _negated=True),
                            ("served_on__gte", models.F("sent_on")),
                            _connector="OR",
                        ),
                        name="notices_served_says_when",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("way", "left"), _negated=True),
                            models.Q(
                                models.Q(("reason", ""), _negated=True),
                                models.Q(
                                    models.Q(("witness", ""), _negated=True),
                                    models.Q(("photo_sha256", ""), _negated=True),
                                    _connector="OR",
                                ),
                            ),
                            _connector="OR",
                        ),
                        name="notices_left_with_a_witness_or_photo",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("way", "electronic"), _negated=True),
                            models.Q(("consent", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="notices_electronic_by_consent",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("way", "public"), _negated=True),
                            models.Q(("reason", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="notices_public_says_why",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("served_with", None),
                            models.Q(("served_with", models.F("served_by")), _negated=True),
                            _connector="OR",
                        ),
                        name="notices_served_by_two_people",
                    ),
                ],
            },
            bases=(django_fsm.FSMModelMixin, models.Model),
        ),
    ]
