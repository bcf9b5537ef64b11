"""Small files, small functions, no junk drawers."""

import ast
from statistics import median

from tests.house import plan

JUNK = {"utils.py", "helpers.py", "common.py", "misc.py", "base.py"}


def _lines(path):
    return len(path.read_text().splitlines())


def _function_lengths():
    for path in plan.python_files():
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                body = node.body[1:] if ast.get_docstring(node) else node.body
                if body:
                    yield body[-1].end_lineno - body[0].lineno + 1


def test_no_file_is_longer_than_400_lines():
    tests = (plan.ROOT / "tests").rglob("*.py")
    others = [*tests, *(plan.ROOT / "scripts").rglob("*.py"), *(plan.ROOT / "bench").rglob("*.py")]
    long = {
        str(p.relative_to(plan.ROOT)): n
        for p in [*plan.python_files(), *others]
        if (n := _lines(p)) > 400
    }
    assert long == {}


def test_the_median_file_and_function_are_short():
    assert median(_lines(path) for path in plan.python_files()) <= 100
    assert median(_function_lengths()) <= 10


def test_no_junk_drawers():
    assert [
        str(p) for p in plan.python_files() if p.name in JUNK or p.parent.name == "common"
    ] == []


def test_a_room_without_work_holds_its_docstring_and_nothing_else():
    for room in plan.rooms():
        folder = plan.SOURCE / room
        files = [p for p in folder.rglob("*") if p.is_file() and "__pycache__" not in p.parts]
        if files == [folder / "__init__.py"]:
            tree = ast.parse(files[0].read_text())
            assert ast.get_docstring(tree), room
            assert len(tree.body) == 1, room
