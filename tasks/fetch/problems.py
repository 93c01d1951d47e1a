"""What ends a request without a document, and whether asking again may help.

    FetchError("the server answers with HTTP 404", status=404)                 outcome failed, not asked again
    FetchError("the server answers with HTTP 503", status=503, again=True)     outcome failed, asked again
    refused("its host evil.test has the private address 10.0.0.8")             outcome refused, no byte was sent there

Every one of them ends as a row of `snapshots`, none of them leaves the stage.
"""

from __future__ import annotations

REFUSED = "refused"
FAILED = "failed"


class FetchError(Exception):
    """A request that brought no document; the message completes the sentence "`url`: ...".

    `outcome` is a code of fetch_outcome; `again` says whether another attempt may end better; `wait` is how many
    seconds the server asked to be left alone; `status` and `url` are those of the last answer, where there was one.
    """

    def __init__(
        self,
        problem: str,
        *,
        outcome: str = FAILED,
        again: bool = False,
        status: int | None = None,
        wait: float | None = None,
    ) -> None:
        super().__init__(problem)
        self.problem, self.outcome, self.again, self.status, self.wait = problem, outcome, again, status, wait
        self.url: str | None = None


def refused(problem: str) -> FetchError:
    """The error of a request that we do not make, or of an answer that we do not take."""
    return FetchError(problem, outcome=REFUSED)
