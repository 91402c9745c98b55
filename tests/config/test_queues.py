"""The jobs of the clock have a queue of their own, and a worker that is told nothing takes from both."""

from config.celery import app
from config.schedule import CLOCK, SCHEDULE


def test_a_worker_takes_from_both_queues_unless_it_is_told_otherwise():
    assert set(app.amqp.queues.consume_from) == {"celery", CLOCK}


def test_deliveries_and_jobs_of_the_clock_do_not_wait_for_each_other():
    route = app.amqp.router.route
    assert route({}, "workflow.deliver")["queue"].name == "celery"
    for job in SCHEDULE.values():
        assert route(dict(job["options"]), job["task"])["queue"].name == CLOCK


def test_no_queue_gets_what_is_sent_to_the_other():
    keys = {(queue.exchange.name, queue.routing_key) for queue in app.amqp.queues.values()}
    assert keys == {(name, name) for name in ("celery", CLOCK)}
