"""Reads of rewards and of the money for them."""

from rewards.selectors.rewards import APPROVAL_TURNS, get_reward, reward_of, rewards_visible_to

__all__ = ["APPROVAL_TURNS", "get_reward", "reward_of", "rewards_visible_to"]
