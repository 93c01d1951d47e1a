"""For all tests: the same examples in every run, so that a failure is about the change and not about chance.

To search for new examples: `HYPOTHESIS_PROFILE=search make test`.
"""

from __future__ import annotations

import os

from hypothesis import settings

settings.register_profile("repeatable", derandomize=True, deadline=None)
settings.register_profile("search", max_examples=1000, deadline=None)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "repeatable"))
