"""Mutation testing of the law and of the calculation: how much of a change in the code do the tests notice?

``python -m tests.mutation [--every N] [--survivors FILE] [MODULE ...]`` changes one thing at a time (the mutants are
mutmut's) and runs the tests that touch the changed line, until one fails. The tests are collected once; every mutant is
a fork that puts the changed function in place, so a mutant costs tens of milliseconds instead of a new start of pytest.
Prints a table of modules: mutants, noticed, percent. MODULE is a dotted name or its beginning (``payroll``).

Left out: words for people (text literals with a space in them: a changed letter there is no changed behaviour), and
what mutmut leaves out (decorated functions, type annotations, ``len`` and ``isinstance``).
"""

from __future__ import annotations

import argparse
import functools
import gc
import importlib
import os
import pickle
import signal
import sys
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from types import FunctionType, ModuleType

import coverage
import libcst as cst
import pytest
from _pytest.runner import runtestprotocol
from libcst.metadata import MetadataWrapper, PositionProvider
from mutmut.mutation.file_mutation import MutationVisitor, OuterFunctionProvider
from mutmut.mutation.mutators import mutation_operators
from mutmut.mutation.pragma_handling import get_ignored_lines

from rules import load_book

ROOT = Path(__file__).parents[1]
DEFAULT = ("payroll", "rules.decisions", "rules.precedence", "rules.calendar")
TESTS = ("tests/rules", "tests/payroll", *sorted(str(path) for path in (ROOT / "tests").glob("test_cases*.py")))
# Tests of speed, and tests that read the source as text.
WITHOUT = "not microsecond and not glossary and not standard_library and not float_literal"
WORKERS = 2
SECONDS = 20  # a mutant that takes longer has been noticed: it hangs


class _Visitor(MutationVisitor):
    """mutmut's mutants, without the wording of texts, each with the lines that it touches."""

    METADATA_DEPENDENCIES = (PositionProvider, OuterFunctionProvider)

    def _skip_node_and_children(self, node: cst.CSTNode) -> bool:
        if isinstance(node, cst.SimpleString) and " " in node.value:
            return True
        return super()._skip_node_and_children(node)


@dataclass(frozen=True)
class Mutant:
    """One change: the function it is in, the lines it touches, and the changed function's source."""

    module: str
    function: str  # dotted inside the module: "Draft.ask"
    first_line: int
    last_line: int
    source: str
    was: str
    became: str


def mutants(name: str) -> Iterator[Mutant]:
    """Every mutant of a module."""
    module = importlib.import_module(name)
    path = str(module.__file__)
    code = Path(path).read_text(encoding="utf-8")
    wrapper = MetadataWrapper(cst.parse_module(code))
    visitor = _Visitor(mutation_operators, get_ignored_lines(path, code, wrapper))
    tree = wrapper.visit(visitor)
    positions = wrapper.resolve(PositionProvider)
    owners: dict[cst.CSTNode, str] = {}
    for statement in wrapper.module.body:
        if isinstance(statement, cst.FunctionDef):
            owners[statement] = statement.name.value
        elif isinstance(statement, cst.ClassDef):
            for part in statement.body.body:
                if isinstance(part, cst.FunctionDef):
                    owners[part] = f"{statement.name.value}.{part.name.value}"
    for mutation in visitor.mutations:
        function = mutation.contained_by_top_level_function
        if not isinstance(function, cst.FunctionDef) or function not in owners:
            continue
        place = positions[mutation.original_node if mutation.original_node in positions else function]
        changed = function.deep_replace(mutation.original_node, mutation.mutated_node)
        assert isinstance(changed, cst.FunctionDef)
        yield Mutant(
            name,
            owners[function],
            place.start.line,
            place.end.line,
            tree.code_for_node(changed.with_changes(decorators=(), leading_lines=())),
            tree.code_for_node(mutation.original_node),
            tree.code_for_node(mutation.mutated_node),
        )


def _function(module: ModuleType, dotted: str) -> FunctionType:
    owner: object = module
    for part in dotted.split("."):
        owner = vars(owner)[part]
    found = getattr(owner, "__func__", owner)
    assert isinstance(found, FunctionType), dotted
    return found


def _put_in_place(mutant: Mutant) -> None:
    module = importlib.import_module(mutant.module)
    space = dict(vars(module))
    exec(compile("from __future__ import annotations\n" + mutant.source, "<mutant>", "exec"), space)  # noqa: S102
    function, changed = _function(module, mutant.function), space[mutant.function.rpartition(".")[2]]
    function.__code__, function.__defaults__ = changed.__code__, changed.__defaults__
    function.__kwdefaults__ = changed.__kwdefaults__


def _passes(item: pytest.Item, following: pytest.Item | None) -> bool:
    return not any(report.failed for report in runtestprotocol(item, log=False, nextitem=following))


Touched = dict[str, dict[int, set[int]]]  # file, line, positions of the tests that ran it


def _touched(items: list[pytest.Item], names: list[str]) -> Touched:
    """Which tests run which lines, those left out that fail without any mutant.

    Caches are emptied before each test, or the first would hide the others.
    """
    files = [str(importlib.import_module(name).__file__) for name in names]
    caches = [
        one
        for one in gc.get_objects()
        if isinstance(one, functools._lru_cache_wrapper)
        and one.__module__.partition(".")[0] in ("rules", "payroll")
        and one.__name__ != "load_book"
    ]
    measure = coverage.Coverage(data_file=None, include=files, config_file=False)
    measure.start()
    failing: set[int] = set()
    for number, item in enumerate(items):
        for cache in caches:
            cache.cache_clear()
        measure.switch_context(str(number))
        if not _passes(item, items[number + 1] if number + 1 < len(items) else None):
            failing.add(number)  # it would notice every mutant
    measure.stop()
    data = measure.get_data()
    return {
        file: {
            line: {int(context) for context in contexts if context} - failing
            for line, contexts in data.contexts_by_lineno(file).items()
        }
        for file in files
    }


def _in_fork(work: functools.partial[object]) -> object:
    """What the work returns, done in a fork; None when it died or took too long."""
    reader, writer = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(reader)
        status = 1
        try:
            nowhere = os.open(os.devnull, os.O_WRONLY)
            os.dup2(nowhere, 1)
            os.dup2(nowhere, 2)
            with os.fdopen(writer, "wb") as out:
                pickle.dump(work(), out)
            status = 0
        finally:
            os._exit(status)
    os.close(writer)
    with os.fdopen(reader, "rb") as answer:
        text = answer.read()
    os.waitpid(child, 0)
    return pickle.loads(text) if text else None  # noqa: S301 - our own fork's


NOTICED, SURVIVED = "noticed", "survived"


def _try(mutant: Mutant, items: list[pytest.Item], chosen: list[int]) -> tuple[str, int | None]:
    signal.signal(signal.SIGALRM, signal.SIG_DFL)
    signal.alarm(SECONDS)
    try:
        _put_in_place(mutant)
    except SyntaxError:
        return NOTICED, None
    for number in chosen:
        if not _passes(items[number], None):
            return NOTICED, number
    return SURVIVED, None


def _work(share: list[Mutant], items: list[pytest.Item], touched: Touched) -> list[tuple[Mutant, str]]:
    results: list[tuple[Mutant, str]] = []
    killers: dict[tuple[str, str], dict[int, int]] = defaultdict(dict)
    for mutant in share:
        lines = touched[str(importlib.import_module(mutant.module).__file__)]
        function = _function(importlib.import_module(mutant.module), mutant.function)
        chosen = set().union(*(lines.get(line, set()) for line in range(mutant.first_line, mutant.last_line + 1)))
        if not chosen:  # a part of a statement that stands on a line of its own
            of_function = {line for *_, line in function.__code__.co_lines() if line is not None}
            before = [line for line in of_function if line < mutant.first_line and lines.get(line)]
            # the line of a default comes before all: every test that runs the function
            chosen = lines[max(before)] if before else set().union(*(lines.get(line, set()) for line in of_function))
        known = killers[mutant.module, mutant.function]
        order = sorted(chosen, key=lambda number: (-known.get(number, 0), hasattr(items[number].obj, "hypothesis")))
        answer = _in_fork(functools.partial(_try, mutant, items, order))
        state, killer = answer if isinstance(answer, tuple) else (NOTICED, None)
        if killer is not None:
            known[killer] = known.get(killer, 0) + 1
        results.append((mutant, state))
    return results


class Loop:
    """A pytest plugin that tries mutants instead of running the tests."""

    def __init__(self, beginnings: tuple[str, ...], every: int, survivors: Path | None) -> None:
        self.beginnings = beginnings
        self.every = every
        self.survivors = survivors

    def pytest_runtestloop(self, session: pytest.Session) -> bool:
        """Measures, mutates, and prints the table."""
        from hypothesis import settings  # not earlier: pytest wants to see it loaded

        settings.register_profile("mutation", deadline=None, database=None, derandomize=True, max_examples=40)
        settings.load_profile("mutation")
        names = [name for name in _modules() if f"{name}.".startswith(tuple(f"{one}." for one in self.beginnings))]
        for name in names:
            importlib.import_module(name)
        load_book()  # here, not in every fork
        gc.freeze()
        touched = _in_fork(functools.partial(_touched, session.items, names))
        if not isinstance(touched, dict):
            raise SystemExit("the tests could not be run without a mutant")
        all_mutants = [mutant for name in names for mutant in mutants(name)][:: self.every]
        results = self._share_out(all_mutants, session.items, touched)
        self._report(names, results)
        return True

    def _share_out(
        self, all_mutants: list[Mutant], items: list[pytest.Item], touched: Touched
    ) -> list[tuple[Mutant, str]]:
        shares = [all_mutants[number::WORKERS] for number in range(WORKERS)]
        readers = []
        for share in shares:
            reader, writer = os.pipe()
            if os.fork() == 0:
                os.close(reader)
                with os.fdopen(writer, "wb") as out:
                    pickle.dump(_work(share, items, touched), out)
                os._exit(0)
            os.close(writer)
            readers.append(reader)
        results: list[tuple[Mutant, str]] = []
        for reader in readers:
            with os.fdopen(reader, "rb") as answer:
                results += pickle.loads(answer.read())  # noqa: S301 - our own fork's
            os.wait()
        return results

    def _report(self, names: list[str], results: list[tuple[Mutant, str]]) -> None:
        out = sys.__stdout__
        assert out is not None
        rows = [(name, [state for mutant, state in results if mutant.module == name]) for name in names]
        rows.append(("all", [state for _, state in results]))
        print(f"\n{'module':44}{'mutants':>8}{'noticed':>8}{'percent':>9}", file=out)
        for name, states in rows:
            noticed = states.count(NOTICED)
            if states:
                percent = f"{noticed * 1000 // len(states) / 10:.1f}"
                print(f"{name:44}{len(states):>8}{noticed:>8}{percent:>9}", file=out)
        if self.survivors is not None:
            left = sorted(
                (mutant.module, mutant.first_line, mutant.function, mutant.was, mutant.became)
                for mutant, state in results
                if state == SURVIVED
            )
            text = "".join(
                f"{place}:{line} {function}\n  - {was}\n  + {new}\n" for place, line, function, was, new in left
            )
            self.survivors.write_text(text, encoding="utf-8")


def _modules() -> list[str]:
    paths = [*(ROOT / "payroll").rglob("*.py"), *(ROOT / "rules").rglob("*.py")]
    return sorted(
        ".".join(path.relative_to(ROOT).with_suffix("").parts) for path in paths if path.name != "__init__.py"
    )


def main() -> int:
    """Runs from the command line; the exit status is pytest's."""
    reader = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    reader.add_argument("--survivors", type=Path, help="write what no test noticed into this file")
    reader.add_argument("--every", type=int, default=1, help="try one mutant of so many (a sample)")
    reader.add_argument("modules", nargs="*", default=DEFAULT, help="dotted names or their beginnings")
    given = reader.parse_args()
    arguments = ["-q", "-p", "no:xdist", "-p", "no:cacheprovider", "-p", "no:cov", "-k", WITHOUT, *TESTS]
    return int(pytest.main(arguments, plugins=[Loop(tuple(given.modules), given.every, given.survivors)]))


if __name__ == "__main__":
    raise SystemExit(main())
