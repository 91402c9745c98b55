"""Run several programs as one: when one ends, all end, and nothing is left behind."""

import socket
import time
from collections.abc import Callable, Mapping

from scaffold.processes import Command, Program, clear_away, start, stop
from scaffold.steps import CannotGoOn


def take_port(port: int) -> socket.socket:
    """Take the port at once and keep it through the set-up; the web server is handed the open socket."""
    taken = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    taken.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        taken.bind(("127.0.0.1", port))
    except OverflowError as error:
        raise CannotGoOn(f"There is no port {port}: ports go from 1 to 65535.") from error
    except PermissionError as error:
        raise CannotGoOn(f"Port {port} may only be used by root. Try: bin/run --port 8000") from error
    except OSError as error:
        raise CannotGoOn(
            f"Port {port} is already in use. Stop the program that uses it, or choose another one: "
            f"bin/run --port {port + 1}"
        ) from error
    return taken


def serve(
    commands: Mapping[str, Command],
    *,
    env: Mapping[str, str],
    listening: socket.socket,
    ready: Callable[[], None],
) -> int:
    """Start the first program, the rest when it answers at the port, and stop all as soon as one ends.

    The rest wait so that the first page comes soon on a small machine. The exit code: 0 when we were told to stop.
    """
    waiting = list(commands.items())
    programs: dict[str, Program] = {}

    def start_next() -> None:
        name, command = waiting.pop(0)
        programs[name] = start(command, env=env, pass_fds=[listening.fileno()])

    try:
        start_next()
        while not (ended := [name for name, program in programs.items() if program.poll() is not None]):
            if waiting and _answers(listening.getsockname()):
                while waiting:
                    start_next()
                ready()
            time.sleep(0.05 if waiting else 0.25)
        code = programs[ended[0]].returncode
        print(f"\nThe {ended[0]} ended by itself (exit code {code}): stopping the rest.", flush=True)
        return 1
    except KeyboardInterrupt:
        print("\nStopping.", flush=True)
        return 0
    finally:
        try:
            stop(list(programs.values()))
        finally:
            clear_away()


def _answers(address: tuple[str, int]) -> bool:
    with socket.socket() as knock:
        return knock.connect_ex(address) == 0
