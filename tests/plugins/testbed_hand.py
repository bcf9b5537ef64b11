"""A warm process that forks a child for each verb: as fresh as a new process, without its start.

`Hand` is the side of the tests; run as a program, this file is the other side: a line of JSON with
the words of a verb comes in, a line of JSON with what it printed and its exit code goes out.
"""

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Mapping

from testbed_templates import ROOT, TemplateError


class Hand:
    """Does verbs on one home; started with the first of them."""

    def __init__(self, environment: Mapping[str, str]) -> None:
        paths = os.pathsep.join(path for path in sys.path if path)
        self._environment = {**environment, "PYTHONPATH": paths}
        self._process: subprocess.Popen[str] | None = None

    def do(self, *words: str) -> str:
        """Return what the verb printed; raises TemplateError when it fails."""
        process = self._process or self._start()
        process.stdin.write(json.dumps(words) + "\n")
        process.stdin.flush()
        code, printed = json.loads(process.stdout.readline())
        if code:
            raise TemplateError(printed[-4000:])
        return printed

    def stop(self) -> None:
        """Let the process end."""
        if self._process is not None:
            self._process.communicate()
            self._process = None

    def _start(self) -> subprocess.Popen[str]:
        self._process = subprocess.Popen(
            [sys.executable, __file__],
            env=self._environment,
            cwd=ROOT,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        return self._process


def _serve() -> None:
    """Answer each line of standard input by a forked child, until there are no more."""
    import django  # noqa: PLC0415 - only here, in a process of its own

    os.environ["DJANGO_SETTINGS_MODULE"] = "konfluenz.config.settings"
    django.setup()
    from konfluenz.config import cli, urls  # noqa: F401, PLC0415 - after the set-up

    for line in sys.stdin:
        with tempfile.TemporaryFile("w+") as printed:
            code = _forked(cli.main, json.loads(line), printed.fileno())
            printed.seek(0)
            answer = json.dumps([code, printed.read()])
        sys.stdout.write(answer + "\n")
        sys.stdout.flush()


def _forked(main, words: list[str], output: int) -> int:
    child = os.fork()
    if child:
        return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    for stream in (1, 2):
        os.dup2(output, stream)
    sys.argv = ["konfluenz", *words]
    sys.exit(main())


if __name__ == "__main__":
    _serve()
