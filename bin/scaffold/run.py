"""`bin/run`: set up, load the demonstration, serve both sites, worker and scheduler until Ctrl-C."""

import argparse
import sys
import time

from scaffold.places import PYTHON, ROOT, environment, make_folders
from scaffold.processes import Command, clear_away, start, stop, take_charge
from scaffold.serve import serve, take_port
from scaffold.set_up import set_up
from scaffold.steps import CannotGoOn, explain, only_one_sets_up

# What runs, as an office would put it under its own service manager. No access log: the addresses of those
# who report are nobody's business. Drawing paper never gives memory back, so worker children are replaced.
WEB = (
    "gunicorn config.wsgi:application --preload --worker-class gthread --workers 2 --threads 4 "
    "--graceful-timeout 5 --log-level error --no-control-socket"
)
WORKER = (
    "celery --app config --quiet worker --pool prefork --concurrency 2 --max-memory-per-child 600000 "
    "--without-gossip --without-mingle --loglevel WARNING"
)
SCHEDULER = "celery --app config --quiet beat --pidfile= --loglevel WARNING"
# The embedded default runs as whoever typed the command; Celery need not warn of that each time.
QUIET = "ignore:You're running the worker with superuser privileges"


def commands(descriptor: int) -> dict[str, Command]:
    """Give the three programs, the web server on the open socket."""
    python = [str(PYTHON), "-m"]
    return {
        "web server": [*python, *WEB.split(), f"--bind=fd://{descriptor}"],
        "worker": [*python, *WORKER.split()],
        "scheduler": [*python, *SCHEDULER.split()],
    }


def database_is_ready(*, is_empty: bool, address: str) -> bool:
    """Migrate and fill the database in a process that has Django; it prints its own steps and refusals.

    `address` is where the site will be served: papers and calls of the demonstration lead there.
    """
    program = start(
        [PYTHON, "-m", "scaffold.database", *(["--empty"] if is_empty else [])],
        env=environment(PYTHONPATH=f"{ROOT / 'bin'}:{ROOT}", PUBLIC_BASE_URL=address),
    )
    try:
        return program.wait() == 0
    finally:
        stop([program])


def main() -> int:
    """Read the arguments, set up and serve; the exit code."""
    started = time.monotonic()
    parser = argparse.ArgumentParser(
        prog="bin/run", description="Set Chuishao up and serve it on this machine."
    )
    parser.add_argument("--port", type=int, default=8000, help="the port to serve on (8000)")
    parser.add_argument("--empty", action="store_true", help="load no demonstration data")
    wanted = parser.parse_args()
    take_charge()
    try:
        with take_port(wanted.port) as listening:
            print(f"Setting up Chuishao in {ROOT}", flush=True)
            with only_one_sets_up():
                set_up()
                make_folders()
                address = f"http://127.0.0.1:{listening.getsockname()[1]}"
                if not database_is_ready(is_empty=wanted.empty, address=address):
                    return 1

            def ready() -> None:
                print(f"\nServing at {address} after {time.monotonic() - started:.1f} s.", flush=True)
                print(f"The public begins at {address}/ and the staff at {address}/desk/.")
                print("Ctrl-C stops everything.", flush=True)

            listening.set_inheritable(True)
            env = environment(PUBLIC_BASE_URL=address, PYTHONWARNINGS=QUIET)
            return serve(commands(listening.fileno()), env=env, listening=listening, ready=ready)
    except CannotGoOn as error:
        return explain(error)
    except KeyboardInterrupt:
        print("\nStopped.", flush=True)
        return 130
    finally:
        clear_away()


if __name__ == "__main__":
    sys.exit(main())
