"""Keeps processes alive: starts them, starts them again when they die, ends them together."""

import ctypes
import os
import signal
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from types import FrameType

from konfluenz.config.problems import Problem

TICK_SECONDS = 0.2
LONGEST_DELAY_SECONDS = 30.0
SOUND_AFTER_SECONDS = 60.0
"""A process that lived this long is sound: its next death counts as the first."""

PATIENCE_SECONDS = 10.0
"""How long processes may take to end before they are killed."""

FALSE_STARTS = 4
"""So often may a process die without ever having been sound, before the supervisor gives up."""

STOP_SIGNALS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)


class Child:
    """One process that is to live, and what is known of its deaths."""

    def __init__(self, name: str, command: Sequence[str], environment: Mapping[str, str]) -> None:
        self.name = name
        self.deaths = 0
        self._command = list(command)
        self._environment = dict(environment)
        self._process: subprocess.Popen[bytes] | None = None
        self._since = 0.0
        self._due = 0.0

    @property
    def pid(self) -> int | None:
        """The process id, or None between two lives."""
        return self._process.pid if self._process else None

    def keep_alive(self, now: float) -> None:
        """Start the process if it is due; notice its death. `now` is monotonic, in seconds."""
        if self._process is None:
            if now >= self._due:
                self._start(now)
        elif (code := self._process.poll()) is not None:
            self._bury(code, now)

    def end(self) -> None:
        """Ask the process and all it started to end."""
        self._signal(signal.SIGTERM)

    def kill(self, deadline: float) -> None:
        """Kill what has not ended by `deadline` (monotonic, in seconds)."""
        if self._process is None:
            return
        try:
            self._process.wait(max(0.0, deadline - time.monotonic()))
        except subprocess.TimeoutExpired:
            self._signal(signal.SIGKILL)
            self._process.wait()

    def _start(self, now: float) -> None:
        self._process = subprocess.Popen(
            self._command,
            env=self._environment,
            stdin=subprocess.DEVNULL,
            process_group=0,
            preexec_fn=_end_with_parent if sys.platform == "linux" else None,
        )
        self._since = now

    def _bury(self, code: int, now: float) -> None:
        self._signal(signal.SIGKILL)
        self._process = None
        self.deaths = 1 if now - self._since > SOUND_AFTER_SECONDS else self.deaths + 1
        delay = min(2.0 ** (self.deaths - 1), LONGEST_DELAY_SECONDS)
        self._due = now + delay
        sys.stderr.write(
            f"konfluenz: {self.name} ended with code {code}; it starts again in {delay:.0f} s.\n"
        )

    def _signal(self, number: signal.Signals) -> None:
        """Reach the whole group: the process, and what it left behind."""
        if self._process is not None:
            try:
                os.killpg(self._process.pid, number)
            except ProcessLookupError:
                return


class Supervisor:
    """Several children that live and end together."""

    def __init__(self, commands: Mapping[str, Sequence[str]]) -> None:
        self.children = [Child(name, words, os.environ) for name, words in commands.items()]
        self._stopping = False

    def run(self, *, vital: str) -> None:
        """Keep all children alive until a stop signal comes.

        Raises Problem when `vital`, the name of a child, does not even start.
        """
        for number in STOP_SIGNALS:
            signal.signal(number, self.stop)
        try:
            while not self._stopping:
                self._turn(vital)
                time.sleep(TICK_SECONDS)
        finally:
            self._end()

    def stop(self, _number: int = 0, _frame: FrameType | None = None) -> None:
        """Let `run` return after its turn; also the handler of the stop signals."""
        self._stopping = True

    def _turn(self, vital: str) -> None:
        for child in self.children:
            child.keep_alive(time.monotonic())
            if child.name == vital and child.deaths >= FALSE_STARTS:
                raise Problem(f"{vital} does not start. Read what it said above, then try again.")

    def _end(self) -> None:
        for child in self.children:
            child.end()
        deadline = time.monotonic() + PATIENCE_SECONDS
        for child in self.children:
            child.kill(deadline)


def _end_with_parent() -> None:
    """Ask Linux to end this process when the supervisor is killed and cannot do it itself."""
    set_parent_death_signal = 1
    ctypes.CDLL(None).prctl(set_parent_death_signal, signal.SIGTERM)
