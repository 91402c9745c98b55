"""A cashier at work while things break: claimed rewards go into payment files, and the bank's results come back.

A reward that a team pays by hand meanwhile, or that stands in a file already, is left out by the house itself. The
bank answers every line of a file that was taken, whether or not the taking was answered: it pays, but fails the first
instructions of a reward whose way says so, and keeps to its word however often it is asked.
"""

from __future__ import annotations

import threading
import time
from datetime import datetime
from decimal import Decimal
from typing import NamedTuple

from bench.floor import clients, witness
from bench.floor.staff import People
from bench.floor.told import Moved, Told
from bench.floor.ways import BANK, MONEY, PAYMENTS, ROOMS, ZONE, reference

CASHIER = "cashier2"  # the other pays by hand, for the teams
OPEN = "SELECT id, state FROM rewards_paymentfile WHERE state IN ('drawn', 'handed_out') ORDER BY id LIMIT 1"
LINES = (
    "SELECT l.reward_id, l.instruction, l.amount_fen, r.report_id, "
    "(SELECT count(*) FROM rewards_payment p WHERE p.reward_id = l.reward_id) "
    "FROM rewards_paymentfileline l JOIN rewards_reward r ON r.id = l.reward_id "
    "WHERE l.file_id = {} ORDER BY l.number"
)
CLAIMED = (
    "SELECT count(*) FROM rewards_reward r WHERE r.state = 'claimed' AND NOT EXISTS "
    "(SELECT 1 FROM rewards_paymentfileline l WHERE l.reward_id = r.id AND l.fate = 'waiting')"
)
NO_SUCH_ACCOUNT = "账号不存在"
HEADINGS = "业务参考号,金额,处理结果,交易日期,失败原因"


class Line(NamedTuple):
    """An instruction of a file, whose reward it is for, of which tip, and how many the reward had before."""

    reward: int
    number: str
    fen: int
    tip: int
    earlier: int


class Cashier(People):
    """Who draws up payment files, takes them, and brings the results."""

    def work(self, ended: threading.Event) -> None:
        """Go on with the file that is open, or draw up the next, until the end of the round."""
        while not ended.is_set():
            time.sleep(0.5)
            try:
                with witness.connected(self.place.url) as database:
                    row = database.execute(OPEN).fetchone()
                    rows = database.execute(LINES.format(row[0])).fetchall() if row else []
                    (claimed,) = database.execute(CLAIMED).fetchone()
                if row is None and claimed:
                    self._post(f"{ROOMS[PAYMENTS]}draw/", {"way": "bank"})
                elif row is not None:
                    self._bring_on(row[0], row[1], [Line(*line) for line in rows])
            except Exception as error:
                self.note_trouble("payment file", error, person=CASHIER)

    def _bring_on(self, key: int, state: str, lines: list[Line]) -> None:
        file, told = f"{ROOMS[PAYMENTS]}{reference(PAYMENTS, key)}/", self.place.told
        if state == "drawn":
            answer = self._post(f"{file}hand_out/", {"kind": "csv"})
            if answer.status != 200 or any(line.number.encode() not in answer.body for line in lines):
                raise clients.BenchBroken(f"taking the file answered {answer.status}")
            told.moves.append(Moved(PAYMENTS, key, "hand_out"))
            return
        paid = {line.number: told.bank.setdefault(line.number, is_paid(line, told)) for line in lines}
        answer = self._post(f"{file}settle/", {}, result=("result.csv", result_of(lines, paid)))
        if (answer.status, answer.location) != (302, file):
            raise clients.BenchBroken(f"the result was answered with {answer.status}")
        told.moves.append(Moved(PAYMENTS, key, "settle"))
        told.moves += [Moved(MONEY, line.reward, "pay") for line in lines]
        told.moves += [Moved(MONEY, line.reward, "take_back") for line in lines if not paid[line.number]]

    def _post(
        self, page: str, answers: dict[str, str], *, result: tuple[str, bytes] | None = None
    ) -> clients.Page:
        browser, hidden, _body = self.form_of(page, CASHIER)
        if result is None:
            return browser.post(page, {**hidden, **answers})
        return browser.post_file(page, {**hidden, **answers}, name="results", file=result)


def is_paid(line: Line, told: Told) -> bool:
    """Tell whether the bank pays: not the first instructions of a reward, as many as its way lets it fail."""
    failures = sum(step[:3] == (MONEY, "take_back", BANK) for step in told.way_of(line.tip))
    return line.earlier >= failures


def result_of(lines: list[Line], paid: dict[str, bool]) -> bytes:
    """Write what the bank says of every line, today."""
    today = datetime.now(ZONE).date()
    rows = [
        f"{line.number},{Decimal(line.fen) / 100:.2f},"
        + (f"成功,{today}," if paid[line.number] else f"失败,{today},{NO_SUCH_ACCOUNT}")
        for line in lines
    ]
    return "\n".join([HEADINGS, *rows]).encode("gb18030")
