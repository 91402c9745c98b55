"""The last part of a walk: a reward from the proposal to the payout, each step by the person whose duty it is."""

from __future__ import annotations

from collections.abc import Mapping

from accounts.models import Duty, User
from config.demonstration.staff import Staff
from reports.models import Report
from rewards import services as rewards
from rewards.bands import CLEAR, REVIEW, needs_leader
from rewards.models import Budget, Reward
from rewards.selectors import checks_to_answer
from rewards.selectors.budgets import payer_of, this_year
from rewards.states import State

GRANT_FEN = 1_000_000_00


class WalkBroken(Exception):
    """Something that a step set off did not succeed; the log of the process says more."""


class RewardSteps:
    """The steps of a reward; a walk mixes them in."""

    staff: Staff
    turn: int

    @property
    def report(self) -> Report:
        """The tip."""
        raise NotImplementedError

    def who(self, duty: Duty) -> User:
        """Return who does it in this walk."""
        raise NotImplementedError

    def settle(self) -> None:
        """Let the worker catch up."""
        raise NotImplementedError

    @property
    def reward(self) -> Reward | None:
        """The reward, or None."""
        return self.report.rewards.exclude(state=State.CANCELLED).first()

    def _due_reward(self) -> Reward:
        reward = self.reward
        if reward is None:
            raise WalkBroken("no reward was assessed")
        return reward

    def find_conditions(self, **unmet: str) -> None:
        """Answer the conditions that a person answers, with `unmet` naming those that are not met and why."""
        reward, words = self._due_reward(), "已核对案卷和信箱往来，没有相反情况。"
        answers = {
            check.key: ("no", unmet[check.key]) if check.key in unmet else ("yes", words)
            for check in checks_to_answer(reward)
        }
        if answers:
            rewards.answer_checks(reward, actor=self.who(Duty.REWARDS), answers=answers)
            other = self.staff.one(Duty.REWARDS, turn=self.turn + 1)
            rewards.review_checks(reward, actor=other, agrees=True)
        self.settle()

    def tell(self) -> None:
        """Tell the reporter the intended amount."""
        rewards.tell_reward(self._due_reward(), actor=self.who(Duty.REWARDS))
        self.settle()

    def contest(self, text: str) -> None:
        """Contest it, as the reporter does with the receipt."""
        rewards.contest_reward(self.report, text=text)
        self.settle()

    def uphold(self, *, note: str) -> None:
        """Uphold the amount after somebody else has looked at it."""
        other = self.staff.one(Duty.REWARDS, turn=self.turn + 1)
        rewards.uphold_reward(self._due_reward(), actor=other, note=note)
        self.settle()

    def refuse_reward(self, *, note: str) -> None:
        """Find that none is due."""
        rewards.refuse_reward(self._due_reward(), actor=self.who(Duty.REWARDS), note=note)
        self.settle()

    def propose(self) -> None:
        """Propose what was assessed, once the reporter knows it and has agreed."""
        reward = self._due_reward()
        if not reward.is_uncontested:
            self.find_conditions()
            self.tell()
            rewards.agree_to_reward(self.report)
        rewards.propose_reward(self._due_reward(), actor=self.who(Duty.REWARDS))
        self.settle()

    def approve(self) -> None:
        """Approve; the reward notice goes out."""
        reward = self._due_reward()
        self._fund(reward)
        if REVIEW in reward.approvals:
            rewards.review_reward(reward, actor=self.staff.one(Duty.REWARDS, turn=self.turn + 1))
        if CLEAR in reward.approvals:
            rewards.clear_reward(reward, actor=self.who(Duty.FINANCE))
        rewards.approve_reward(reward, actor=self.who(Duty.LEADER if needs_leader(reward) else Duty.FINANCE))
        self.settle()

    def _fund(self, reward: Reward) -> None:
        """Grant the payer money for the year where it does not reach."""
        payer, year = payer_of(reward), this_year()
        if not Budget.objects.filter(payer=payer, year=year, available_fen__gte=reward.amount_fen).exists():
            rewards.grant_budget(
                payer=payer,
                year=year,
                amount_fen=GRANT_FEN,
                reason="演示：年度举报奖励经费。",
                actor=self.who(Duty.FINANCE),
            )

    def claim(self, payee: Mapping[str, str]) -> None:
        """Claim it, as the reporter does with the receipt."""
        rewards.claim_reward(self.report, payee=payee)
        self.settle()

    def pay(self) -> None:
        """Open the payee's details and pay."""
        cashier, reward = self.who(Duty.CASHIER), self._due_reward()
        rewards.read_payee(reward, actor=cashier, identity=self.staff.identity_of(cashier))
        rewards.pay_reward(reward, actor=cashier)
        self.settle()
