"""What every channel offers."""

from types import TracebackType
from typing import Self

from konfluenz.ground.models.outbox import Message


class Sender:
    """A context for one batch of messages of one channel."""

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        at: TracebackType | None,
    ) -> None:
        """Close what the batch had open: nothing, unless a channel says otherwise."""

    def hand_over(self, message: Message) -> None:
        """Return when `message` is on its way; raises one of `channels.outcomes` when it is not."""
        raise NotImplementedError
