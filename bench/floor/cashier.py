"""A cashier at work while things break: claimed rewards go into payment files, and the bank's results come back.

A reward that a team pays by hand meanwhile, or that stands in a file already, is left out by the house itself. The
bank pays every line of a file that was taken, whether or not the taking was answered.
"""

from __future__ import annotations

import threading
import time
from datetime import datetime
from decimal import Decimal

from bench.floor import clients, witness
from bench.floor.staff import People
from bench.floor.ways import MONEY, PAYMENTS, ROOMS, ZONE, reference
from bench.floor.witness_moves import Moved

CASHIER = "cashier2"  # the other pays by hand, for the teams
OPEN = "SELECT id, state FROM rewards_paymentfile WHERE state IN ('drawn', 'handed_out') ORDER BY id LIMIT 1"
LINES = "SELECT reward_id, instruction, amount_fen FROM rewards_paymentfileline WHERE file_id = {} ORDER BY number"
CLAIMED = (
    "SELECT count(*) FROM rewards_reward r WHERE r.state = 'claimed' AND NOT EXISTS "
    "(SELECT 1 FROM rewards_paymentfileline l WHERE l.reward_id = r.id AND l.fate = 'waiting')"
)
HEADINGS = "业务参考号,金额,处理结果,交易日期,失败原因"


class Cashier(People):
    """Who draws up payment files, takes them, and brings the results."""

    def work(self, ended: threading.Event) -> None:
        """Go on with the file that is open, or draw up the next, until the end of the round."""
        while not ended.is_set():
            time.sleep(0.5)
            try:
                with witness.connected(self.place.url) as database:
                    row = database.execute(OPEN).fetchone()
                    lines = database.execute(LINES.format(row[0])).fetchall() if row else []
                    (claimed,) = database.execute(CLAIMED).fetchone()
                if row is None and claimed:
                    self._post(f"{ROOMS[PAYMENTS]}draw/", {"way": "bank"})
                elif row is not None:
                    self._bring_on(row[0], row[1], lines)
            except Exception as error:
                self.note_trouble("payment file", error, person=CASHIER)

    def _bring_on(self, key: int, state: str, lines: list[tuple[int, str, int]]) -> None:
        file = f"{ROOMS[PAYMENTS]}{reference(PAYMENTS, key)}/"
        if state == "drawn":
            answer = self._post(f"{file}hand_out/", {"kind": "csv"})
            if answer.status != 200 or any(one.encode() not in answer.body for _key, one, _fen in lines):
                raise clients.BenchBroken(f"taking the file answered {answer.status}")
            self.place.told.moves.append(Moved(PAYMENTS, key, "hand_out"))
            return
        answer = self._post(f"{file}settle/", {}, result=("result.csv", result_of(lines)))
        if (answer.status, answer.location) != (302, file):
            raise clients.BenchBroken(f"the result was answered with {answer.status}")
        self.place.told.moves.append(Moved(PAYMENTS, key, "settle"))
        self.place.told.moves += [Moved(MONEY, reward, "pay") for reward, _number, _fen in lines]

    def _post(
        self, page: str, answers: dict[str, str], *, result: tuple[str, bytes] | None = None
    ) -> clients.Page:
        browser, hidden, _body = self.form_of(page, CASHIER)
        if result is None:
            return browser.post(page, {**hidden, **answers})
        return browser.post_file(page, {**hidden, **answers}, name="results", file=result)


def result_of(lines: list[tuple[int, str, int]]) -> bytes:
    """Write what the bank says: every line is paid, today."""
    today = datetime.now(ZONE).date()
    rows = [f"{number},{Decimal(fen) / 100:.2f},成功,{today}," for _reward, number, fen in lines]
    return "\n".join([HEADINGS, *rows]).encode("gb18030")
