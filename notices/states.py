"""States of a paper."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class NoticeState(TextChoices):
    """Issued: number taken and contents frozen. Rendered: the file lies in the store."""

    ISSUED = "issued", _("being printed")
    RENDERED = "rendered", _("issued")
    FAILED = "failed", _("printing failed")
    SUPERSEDED = "superseded", _("superseded")
    VOIDED = "voided", _("voided")


# The paper counts: its number stands for something valid.
STANDING = (NoticeState.ISSUED, NoticeState.RENDERED, NoticeState.FAILED)
FINAL = (NoticeState.SUPERSEDED, NoticeState.VOIDED)


class Way(TextChoices):
    """How a paper reaches its addressee (Civil Procedure Law arts. 87 to 95, by the Penalty Law art. 61)."""

    IN_PERSON = "in_person", _("handed over")
    LEFT = "left", _("left at the door after a refusal")
    POST = "post", _("by post")
    ELECTRONIC = "electronic", _("electronically, with consent")
    ENTRUSTED = "entrusted", _("through another office")
    PUBLIC = "public", _("by public notice")
    MAILBOX = "mailbox", _("in the reporter's mailbox")


# What the words of the law about a way stand under in `statutes`, and how papers call it.
RULES = {way: f"service.{way}" for way in Way} | {Way.PUBLIC: "service.public_notice"}
TITLES = {
    Way.IN_PERSON: "直接送达",
    Way.LEFT: "留置送达",
    Way.POST: "邮寄送达",
    Way.ELECTRONIC: "电子送达",
    Way.ENTRUSTED: "委托送达",
    Way.PUBLIC: "公告送达",
    Way.MAILBOX: "电子送达（举报信箱）",
}
# On the way for a time before it counts; the other ways are done in one step.
SENT_FIRST = (Way.POST, Way.ENTRUSTED, Way.PUBLIC)


class ServiceState(TextChoices):
    """Underway: sent, posted or announced. Served: it counts, from `served_on`. Failed: it came back."""

    UNDERWAY = "underway", _("on its way")
    SERVED = "served", _("served")
    FAILED = "failed", _("not delivered")


class Receiver(TextChoices):
    """Who may take a paper for its addressee (Civil Procedure Law art. 88)."""

    ADDRESSEE = "addressee", _("the addressee in person")
    LEGAL_REPRESENTATIVE = "legal_representative", _("the legal representative or principal person in charge")
    MAIL_CLERK = "mail_clerk", _("whoever takes the unit's mail")
    FAMILY = "family", _("an adult of the same household")
    AGENT = "agent", _("an agent, or whom the addressee named")


RECEIVER_TITLES = {
    Receiver.ADDRESSEE: "受送达人本人",
    Receiver.LEGAL_REPRESENTATIVE: "法定代表人（主要负责人）",
    Receiver.MAIL_CLERK: "负责收件的人",
    Receiver.FAMILY: "同住成年家属",
    Receiver.AGENT: "代理人（指定代收人）",
}
