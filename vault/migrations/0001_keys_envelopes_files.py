import uuid

import django.db.models.deletion
import django.utils.timezone
import django_fsm
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="KeyRing",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("digest", models.CharField(max_length=64, unique=True)),
                ("inner_duty", models.CharField(blank=True, max_length=20)),
                ("outer_duty", models.CharField(blank=True, max_length=20)),
                ("created_at", models.DateTimeField(default=django.utils.timezone.now, editable=False)),
            ],
        ),
        migrations.CreateModel(
            name="CleaningKey",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("public_key", models.CharField(max_length=200, unique=True)),
                ("algorithm", models.CharField(default="age-x25519-v1", max_length=60)),
                ("created_at", models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                ("retired_at", models.DateTimeField(blank=True, null=True)),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("public_key", ""), _negated=True),
                        name="vault_cleaning_key_has_public_half",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="EscrowKey",
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
                        choices=[("held", "In use"), ("replaced", "Replaced")],
                        default="held",
                        editable=False,
                        max_length=20,
                        protected=True,
                        verbose_name="state",
                    ),
                ),
                ("public_key", models.CharField(max_length=200, unique=True)),
                ("algorithm", models.CharField(default="age-x25519-v1", max_length=60)),
                ("retired_at", models.DateTimeField(blank=True, null=True)),
            ],
            options={
                "verbose_name": "escrow key",
                "verbose_name_plural": "escrow keys",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("public_key", ""), _negated=True),
                        name="vault_escrow_key_has_public_half",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("retired_at", None), ("state", "held")),
                            models.Q(("retired_at__isnull", False), ("state", "replaced")),
                            _connector="OR",
                        ),
                        name="vault_escrow_key_state",
                    ),
                ],
            },
            bases=(django_fsm.FSMModelMixin, models.Model),
        ),
        migrations.CreateModel(
            name="PersonKey",
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
                            ("waiting", "Waiting to be confirmed"),
                            ("active", "In use"),
                            ("retired", "Out of use"),
                        ],
                        default="waiting",
                        editable=False,
                        max_length=20,
                        protected=True,
                        verbose_name="state",
                    ),
                ),
                ("public_key", models.CharField(max_length=200, unique=True)),
                ("sealed_private_key", models.BinaryField(blank=True)),
                ("salt", models.BinaryField(blank=True)),
                ("kdf", models.CharField(max_length=60)),
                ("algorithm", models.CharField(default="age-x25519-v1", max_length=60)),
                ("retired_at", models.DateTimeField(blank=True, null=True)),
                (
                    "confirmed_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "successor",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="predecessors",
                        to="vault.personkey",
                    ),
                ),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="vault_keys",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "key",
                "verbose_name_plural": "keys",
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("retired_at", None)),
                        fields=("user",),
                        name="vault_person_key_one_active",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("public_key", ""), _negated=True),
                        name="vault_person_key_has_public_half",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("retired_at", None), ("state__in", ["waiting", "active"])),
                            models.Q(("retired_at__isnull", False), ("state", "retired")),
                            _connector="OR",
                        ),
                        name="vault_person_key_state",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("confirmed_by", None),
                            models.Q(("confirmed_by", models.F("user")), _negated=True),
                            _connector="OR",
                        ),
                        name="vault_person_key_two_people",
                    ),
                ],
            },
            bases=(django_fsm.FSMModelMixin, models.Model),
        ),
        migrations.CreateModel(
            name="Envelope",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("subject_label", models.CharField(max_length=60)),
                ("subject_id", models.BigIntegerField()),
                ("handle", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                (
                    "purpose",
                    models.CharField(
                        choices=[
                            ("identity", "identity and contact"),
                            ("words", "original words"),
                            ("file", "key of a file"),
                            ("payee", "payee details"),
                            ("message", "message of the reporter"),
                            ("papers", "identity paper of a person asked"),
                        ],
                        max_length=10,
                    ),
                ),
                ("ciphertext", models.BinaryField()),
                ("algorithm", models.CharField(max_length=60)),
                ("created_at", models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                ("destroyed_at", models.DateTimeField(blank=True, null=True)),
                (
                    "ring",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="envelopes",
                        to="vault.keyring",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("purpose__in", ["identity", "words", "file", "payee", "message", "papers"])
                        ),
                        name="vault_envelope_purpose",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("destroyed_at__isnull", True), models.Q(("ciphertext", b""), _negated=True)
                            ),
                            models.Q(("ciphertext", b""), ("destroyed_at__isnull", False)),
                            _connector="OR",
                        ),
                        name="vault_envelope_is_sealed_or_destroyed",
                    ),
                ],
                "indexes": [
                    models.Index(
                        fields=["subject_label", "subject_id", "purpose"], name="vault_envelope_subject"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="RingException",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "kind",
                    models.CharField(choices=[("added", "added"), ("kept_out", "kept out")], max_length=10),
                ),
                (
                    "ring",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="exceptions",
                        to="vault.keyring",
                    ),
                ),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("ring", "user"), name="vault_ring_exception_once"),
                    models.CheckConstraint(
                        condition=models.Q(("kind__in", ["added", "kept_out"])),
                        name="vault_ring_exception_kind",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="RingMember",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "layer",
                    models.CharField(
                        choices=[("inner", "inner"), ("outer", "outer")], default="inner", max_length=5
                    ),
                ),
                (
                    "escrow_key",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="memberships",
                        to="vault.escrowkey",
                    ),
                ),
                (
                    "person_key",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="memberships",
                        to="vault.personkey",
                    ),
                ),
                (
                    "ring",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="members",
                        to="vault.keyring",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("escrow_key__isnull", False), ("person_key__isnull", True)),
                            models.Q(("escrow_key__isnull", True), ("person_key__isnull", False)),
                            _connector="OR",
                        ),
                        name="vault_ring_member_is_one_key",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("layer__in", ["inner", "outer"])), name="vault_ring_member_layer"
                    ),
                    models.UniqueConstraint(
                        fields=("ring", "layer", "person_key"), name="vault_ring_member_person_once"
                    ),
                    models.UniqueConstraint(
                        fields=("ring", "layer", "escrow_key"), name="vault_ring_member_escrow_once"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="EscrowBox",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("first", models.PositiveSmallIntegerField()),
                ("second", models.PositiveSmallIntegerField()),
                ("sealed", models.BinaryField()),
                ("salt", models.BinaryField()),
                ("kdf", models.CharField(max_length=60)),
                (
                    "escrow",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="boxes",
                        to="vault.escrowkey",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("escrow", "first", "second"), name="vault_escrow_box_once"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("first__lt", models.F("second"))),
                        name="vault_escrow_box_two_sheets",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="EscrowShare",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("number", models.PositiveSmallIntegerField()),
                (
                    "escrow",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="shares",
                        to="vault.escrowkey",
                    ),
                ),
                (
                    "holder",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "ordering": ["number"],
                "constraints": [
                    models.UniqueConstraint(fields=("escrow", "number"), name="vault_escrow_share_once"),
                    models.UniqueConstraint(
                        fields=("escrow", "holder"), name="vault_escrow_share_three_people"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("number__in", [1, 2, 3])), name="vault_escrow_share_of_three"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Handover",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("subject_label", models.CharField(max_length=60)),
                ("subject_id", models.BigIntegerField()),
                ("ciphertext", models.BinaryField()),
                ("algorithm", models.CharField(default="age-x25519-v1", max_length=60)),
                ("created_at", models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                ("destroyed_at", models.DateTimeField(blank=True, null=True)),
                (
                    "envelope",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="handovers",
                        to="vault.envelope",
                    ),
                ),
                (
                    "person_key",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="vault.personkey"
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("subject_label", "subject_id"), name="vault_handover_once"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("destroyed_at__isnull", True), models.Q(("ciphertext", b""), _negated=True)
                            ),
                            models.Q(("ciphertext", b""), ("destroyed_at__isnull", False)),
                            _connector="OR",
                        ),
                        name="vault_handover_is_sealed_or_destroyed",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="SealedFile",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("subject_label", models.CharField(max_length=60)),
                ("subject_id", models.BigIntegerField()),
                ("handle", models.UUIDField(unique=True)),
                ("path", models.CharField(max_length=80, unique=True)),
                ("size", models.PositiveBigIntegerField()),
                ("sealed_size", models.PositiveBigIntegerField()),
                ("sha256_sealed", models.CharField(max_length=64)),
                ("media_type", models.CharField(max_length=100)),
                ("extension", models.CharField(max_length=10)),
                ("algorithm", models.CharField(default="sodium-secretstream-v1", max_length=60)),
                ("created_at", models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                ("erased_at", models.DateTimeField(blank=True, null=True)),
                (
                    "envelope",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT, related_name="file", to="vault.envelope"
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(condition=models.Q(("size__gt", 0)), name="vault_file_not_empty")
                ],
                "indexes": [models.Index(fields=["subject_label", "subject_id"], name="vault_file_subject")],
            },
        ),
        migrations.CreateModel(
            name="CleanCopy",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("waiting", "is being made"),
                            ("ready", "ready"),
                            ("refused", "original only"),
                            ("failed", "could not be made"),
                        ],
                        default="waiting",
                        max_length=10,
                    ),
                ),
                (
                    "reason",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("broken", "The file is damaged, or is not quite what it claims to be."),
                            ("bomb", "The file unpacks to far more than it may."),
                            ("locked", "The file is locked with a password."),
                            ("embedded", "The document has other files or programs in it."),
                            (
                                "tool",
                                "Films and recordings need ffmpeg on this server, and it is not installed.",
                            ),
                            ("kind", "Files of this kind cannot be cleaned."),
                            ("key", "The key for cleaning had run out before its turn came."),
                            ("crashed", "The cleaner broke off, three times."),
                        ],
                        max_length=10,
                    ),
                ),
                ("sealed_key", models.BinaryField(blank=True)),
                ("attempts", models.PositiveSmallIntegerField(default=0)),
                ("lease_until", models.DateTimeField(default=django.utils.timezone.now)),
                ("handle", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ("path", models.CharField(blank=True, max_length=80)),
                ("size", models.PositiveBigIntegerField(default=0)),
                ("sha256_sealed", models.CharField(blank=True, max_length=64)),
                ("extension", models.CharField(blank=True, max_length=10)),
                ("algorithm", models.CharField(default="sodium-secretstream-v1", max_length=60)),
                ("made_at", models.DateTimeField(blank=True, null=True)),
                ("released_at", models.DateTimeField(blank=True, null=True)),
                (
                    "cleaning_key",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="copies",
                        to="vault.cleaningkey",
                    ),
                ),
                (
                    "envelope",
                    models.OneToOneField(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="copy",
                        to="vault.envelope",
                    ),
                ),
                (
                    "file",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="copy",
                        to="vault.sealedfile",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("envelope__isnull", False), ("sealed_key", b""), ("state", "ready")),
                            models.Q(
                                models.Q(("state", "ready"), _negated=True),
                                ("envelope__isnull", True),
                                ("released_at__isnull", True),
                            ),
                            _connector="OR",
                        ),
                        name="vault_copy_is_ready_with_its_key_alone",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("state", "waiting"), ("sealed_key", b""), _connector="OR"),
                        name="vault_copy_keeps_no_key_when_done",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("state__in", ["waiting", "ready", "refused", "failed"])),
                        name="vault_copy_state",
                    ),
                ],
                "indexes": [
                    models.Index(
                        condition=models.Q(("state", "waiting")),
                        fields=["lease_until"],
                        name="vault_copy_waiting",
                    )
                ],
            },
        ),
    ]
