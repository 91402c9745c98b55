"""Play a whole table and tell what came of each row. Runs in the database of this process."""

from __future__ import annotations

import sys
from pathlib import Path

from tqdm import tqdm

from config.replay.kinds import kind_of
from config.replay.outcomes import Outcome, Result, heading, summary
from config.replay.players import PLAYERS
from config.replay.reading import Table


def play_table(table: Table, *, out: Path, is_json: bool) -> bool:
    """Play every row and print a line for each; say whether none failed. A terminal gets a bar on the error stream."""
    player = PLAYERS[kind_of(table.columns).key](out)
    results: list[Result] = []
    if not is_json:
        tqdm.write(heading(), file=sys.stdout)
    for row in tqdm(table.rows, disable=not sys.stderr.isatty(), file=sys.stderr, leave=False):
        result = player.play(row)
        results.append(result)
        tqdm.write(result.as_json() if is_json else result.as_line(), file=sys.stdout)
        sys.stdout.flush()
    if not is_json:
        tqdm.write(summary(results), file=sys.stdout)
    return all(result.outcome != Outcome.FAILED for result in results)
