"""`bin/bench NAME`: run bench/NAME.py with durable throw-away servers beside it."""

import argparse
import sys
from contextlib import ExitStack, redirect_stdout

from scaffold.places import PYTHON, ROOT, environment
from scaffold.processes import clear_away, start, stop, take_charge
from scaffold.servers import throw_away_servers
from scaffold.set_up import set_up
from scaffold.steps import CannotGoOn, explain, only_one_sets_up


def main() -> int:
    """Set up, start the servers and hand over to the benchmark; its exit code."""
    names = sorted(path.stem for path in (ROOT / "bench").glob("[!_]*.py"))
    parser = argparse.ArgumentParser(prog="bin/bench", description="Run one of Chuishao's benchmarks.")
    parser.add_argument("name", help=f"one of: {', '.join(names)}")
    parser.add_argument("--json", action="store_true", help="print the figures as JSON")
    wanted, more = parser.parse_known_args()
    take_charge()
    try:
        if wanted.name not in names:
            raise CannotGoOn(
                f"There is no benchmark {wanted.name}. There are: {', '.join(names) or 'none yet'}."
            )
        # The set-up's lines go to standard error, so that --json leaves JSON alone on the output.
        with ExitStack() as stack:
            with redirect_stdout(sys.stderr):
                with only_one_sets_up():
                    set_up(for_tests=True)
                servers = stack.enter_context(throw_away_servers(is_durable=True))
            program = start(
                [PYTHON, ROOT / "bench" / f"{wanted.name}.py", *(["--json"] if wanted.json else []), *more],
                env=environment(
                    PYTHONPATH=f"{ROOT / 'bin'}:{ROOT}",
                    POSTGRES_URL=servers.database_url,
                    REDIS_URL=servers.broker_url,
                ),
            )
            stack.callback(stop, [program])
            return program.wait()
    except CannotGoOn as error:
        return explain(error)
    except KeyboardInterrupt:
        print("\nStopped.", file=sys.stderr)
        return 130
    finally:
        clear_away()


if __name__ == "__main__":
    sys.exit(main())
