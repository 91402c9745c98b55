"""The regulated units, and for each the three persons that the district posts as responsible for it."""

from __future__ import annotations

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from statutes.codes import is_valid_uscc


def validate_uscc(value: str) -> None:
    """Refuse a unified social credit code whose check digit is wrong (GB 32100)."""
    if not is_valid_uscc(value):
        raise ValidationError(
            _("This is not a unified social credit code: its check character does not fit.")
        )


class Risk(models.TextChoices):
    """The four levels of risk at which a unit is kept (红、橙、黄、蓝)."""

    RED = "red", _("Red: major risk")
    ORANGE = "orange", _("Orange: larger risk")
    YELLOW = "yellow", _("Yellow: general risk")
    BLUE = "blue", _("Blue: low risk")


class Unit(models.Model):
    """An enterprise or other unit under supervision."""

    name = models.CharField(_("name"), max_length=120)
    uscc = models.CharField(
        _("unified social credit code"), max_length=18, unique=True, validators=[validate_uscc]
    )
    sector = models.CharField(_("sector"), max_length=40)
    division = models.CharField(_("division code"), max_length=9)
    address = models.CharField(_("address"), max_length=200)
    legal_representative = models.CharField(_("legal representative"), max_length=60)
    phone = models.CharField(_("telephone"), max_length=30, blank=True)
    risk = models.CharField(_("level of risk"), max_length=8, choices=Risk, blank=True)
    # A key unit 重点单位 has its responsible persons posted, and is inspected every month.
    is_key = models.BooleanField(_("key unit"), default=False)

    class Meta:
        ordering = ["name"]
        verbose_name = _("unit")
        verbose_name_plural = _("units")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(risk__in=["", *(risk.value for risk in Risk)]),
                name="enterprises_unit_risk",
            )
        ]
        indexes = [
            models.Index(fields=["name"], name="enterprises_unit_name"),
            models.Index(fields=["division", "sector"], name="enterprises_unit_place"),
        ]

    def __str__(self) -> str:
        return self.name


class ResponsiblePerson(models.Model):
    """One of the three responsible persons of a unit (真名实管: 行政、行业监管、企业)."""

    class Side(models.TextChoices):
        GOVERNMENT = "government", _("government")
        SECTOR = "sector", _("sector supervision")
        UNIT = "unit", _("the unit itself")

    unit = models.ForeignKey(Unit, on_delete=models.CASCADE, related_name="responsible_persons")
    side = models.CharField(max_length=12, choices=Side)
    name = models.CharField(_("name"), max_length=60)
    post = models.CharField(_("post"), max_length=100)
    since = models.DateField(_("since"))
    until = models.DateField(_("until"), null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(side__in=["government", "sector", "unit"]), name="enterprises_person_side"
            ),
            models.UniqueConstraint(
                fields=["unit", "side"],
                condition=models.Q(until=None),
                name="enterprises_one_person_a_side_at_a_time",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Tie(models.Model):
    """A tie of a member of staff to a unit, which keeps them away from every file about it (Penalty Law art. 43)."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="ties")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="ties")
    why = models.CharField(_("what ties you to it"), max_length=200)
    declared_at = models.DateTimeField(default=timezone.now)
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("tie")
        verbose_name_plural = _("ties")
        constraints = [
            models.UniqueConstraint(
                fields=["user", "unit"], condition=models.Q(ended_at=None), name="enterprises_tied_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.user_id} {self.unit_id}"


class SpecialPeriod(models.Model):
    """Days on which every key unit is inspected besides: a festival, a congress, a flood warning (特殊时段)."""

    name = models.CharField(_("occasion"), max_length=60)
    starts_on = models.DateField(_("from"))
    ends_on = models.DateField(_("until"))

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(ends_on__gte=models.F("starts_on")), name="enterprises_period_ends_after"
            )
        ]

    def __str__(self) -> str:
        return self.name


class Inspection(models.Model):
    """That a responsible person of the government or the sector was there, and what they found."""

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="inspections")
    person = models.ForeignKey(ResponsiblePerson, on_delete=models.PROTECT, related_name="inspections")
    inspected_on = models.DateField(_("inspected on"))
    found = models.CharField(_("what was found"), max_length=500)
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    class Meta:
        indexes = [models.Index(fields=["unit", "-inspected_on"], name="enterprises_inspections")]
        constraints = [
            models.UniqueConstraint(
                fields=["person", "inspected_on"], name="enterprises_inspected_once_a_day"
            )
        ]

    def __str__(self) -> str:
        return f"{self.unit_id} {self.inspected_on}"
