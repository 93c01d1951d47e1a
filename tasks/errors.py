"""What can go wrong, as one tree; every message names the place, the stage and the way out.

TaizhangError
├── InputError     a user's file, folder or option cannot be used; nothing was written
├── StoreError     the place for bytes and partitions does not answer; what is there already is not repeated
└── DocumentError  one document failed in one stage; it costs only itself and becomes a row of `quarantine`
"""

from __future__ import annotations


class TaizhangError(Exception):
    """Root of every error that taizhang raises on purpose."""


class InputError(TaizhangError):
    """A user's file, folder or option cannot be used; raised before anything is written."""


class StoreError(TaizhangError):
    """The place for bytes and partitions does not answer."""


class DocumentError(TaizhangError):
    """One document failed in one stage."""

    def __init__(self, document: str, stage: str, problem: str, remedy: str) -> None:
        self.document, self.stage, self.problem, self.remedy = document, stage, problem, remedy
        super().__init__(f"{document}: {problem} (stage {stage}). {remedy}")

    def __reduce__(self) -> tuple[type[DocumentError], tuple[str, str, str, str]]:
        """Errors travel between processes by their parts."""
        return type(self), (self.document, self.stage, self.problem, self.remedy)
