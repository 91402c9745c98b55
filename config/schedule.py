"""What the worker does by the clock, in seconds or at a time of the day. Every job bears being done twice.

The jobs have a queue of their own: whoever rings for people in danger does not wait behind a hundred papers.
"""

from typing import Any

from celery.schedules import crontab
from kombu import Exchange, Queue

CLOCK = "clock"
JOBS: dict[str, dict[str, Any]] = {
    "hand out again what was left behind": {"task": "workflow.hand_out_again", "schedule": 10.0},
    "seal the log": {"task": "workflow.seal_log", "schedule": 60.0},
    "forget tries of yesterday": {"task": "desk.forget_old_tries", "schedule": 3600.0},
    "forget sessions that ended": {"task": "accounts.clear_sessions", "schedule": 3600.0},
    "make clean copies": {"task": "vault.clean_files", "schedule": 10.0},
    "discard files that no filing claimed": {
        "task": "vault.discard_unclaimed_files",
        "schedule": 24 * 3600.0,
    },
    "count public notices as service": {"task": "notices.watch", "schedule": 3600.0},
    "end sanctions whose time is over": {"task": "sanctions.watch", "schedule": 3600.0},
    "end openings whose minutes are over": {"task": "reports.expire_disclosures", "schedule": 60.0},
    "ask reporters how they fare": {"task": "reports.place_check_ins", "schedule": 3600.0},
    "stop waiting for answers": {"task": "reports.stop_waiting_in_vain", "schedule": 3600.0},
    "forget tickets that are too old": {"task": "reports.forget_admissions", "schedule": 3600.0},
    "call partners' programs": {"task": "partners.make_due_calls", "schedule": 10.0},
    "forget what partners were answered": {"task": "partners.forget_answers", "schedule": 3600.0},
    "count provisional periods anew": {"task": "desk.recompute_provisional_clocks", "schedule": 3600.0},
    "draw posters": {"task": "outreach.draw_sheets", "schedule": 10.0},
    "call the next in line": {"task": "alarms.climb", "schedule": 15.0},
    "warn of clocks that run out": {"task": "workflow.watch_clocks", "schedule": 300.0},
    "publish figures": {"task": "insights.publish_editions", "schedule": crontab(hour=3, minute=0)},
    "write briefs and reports": {"task": "insights.write_reports", "schedule": crontab(hour=6, minute=0)},
    "draw briefs and reports": {"task": "insights.draw_reports", "schedule": 60.0},
    "mail of work": {"task": "desk.send_mail", "schedule": 60.0},
    "mail invitations": {"task": "desk.send_invitations", "schedule": 15.0},
    "walk the whole log": {"task": "workflow.walk_log", "schedule": crontab(hour=2, minute=30)},
}
SCHEDULE = {name: {**job, "options": {"queue": CLOCK}} for name, job in JOBS.items()}


def queues(broker_url: str) -> list[Queue]:
    """Return the queues; a worker takes from both, in turn, unless `--queues` names one."""
    kind = None if broker_url.startswith(("filesystem", "redis")) else {"x-queue-type": "quorum"}
    return [Queue(name, Exchange(name), routing_key=name, queue_arguments=kind) for name in ("celery", CLOCK)]
