"""Benchmarks. They print figures and fail no build; `bin/bench NAME` runs them."""
