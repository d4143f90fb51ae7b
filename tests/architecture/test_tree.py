"""The rules of the tree that a reader of the code can rely on."""

from __future__ import annotations

import ast
import importlib
import inspect
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from employer.app import FEATURES

ROOT = Path(__file__).resolve().parent.parent.parent
MODULES = {"__init__", "models", "schemas", "queries", "service", "views", "commands"}
NAMELESS = {"utils", "util", "helpers", "helper", "manager", "common", "processor", "misc", "base"}

# Functions about a person or the service itself, not about one employer's data.
NOT_OF_A_HOUSEHOLD = {
    "employer.accounts.queries.visitor",
    "employer.accounts.queries.rights",
    "employer.accounts.queries.demo_persons",
    "employer.accounts.queries.account_by_email",
    "employer.accounts.queries.account_of",
    "employer.accounts.queries.counties_of",
    "employer.accounts.queries.ended_person",
    "employer.accounts.queries.supervised",
    "employer.accounts.queries.households_of",
    "employer.feedback.queries.waiting",
    "employer.feedback.queries.received_since",
    "employer.feedback.service.receive",
    "employer.feedback.service.answer",
    "employer.accounts.service.create_account",
    "employer.accounts.service.end_sign_ins",
    "employer.accounts.service.appoint_supervisor",
    "employer.accounts.service.close_account",
    "employer.accounts.service.sign_in",
    "employer.accounts.service.sign_in_to_demo",
    "employer.accounts.service.start",
    "employer.accounts.service.renew",
    "employer.accounts.service.sign_out",
    "employer.accounts.service.keep_notice",
    "employer.accounts.service.choose_language",
    "employer.people.service.new_employer",
    "employer.people.queries.employer_id_of",
    "employer.household.carrying.service.bring_in",
    "employer.household.carrying.service.choices",
    "employer.household.queries.find",
    "employer.household.service.import_file",
    "employer.household.service.load",
    "employer.household.service.make_demo",
    "employer.duties.clients.service.client_list",
    "employer.duties.clients.service.overview_csv",
    "employer.people.starting.service.start_household",
}


def sources(*folders: str) -> Iterator[Path]:
    for folder in folders:
        yield from sorted((ROOT / folder).rglob("*.py"))


def tree(path: Path) -> ast.AST:
    return ast.parse(path.read_text("utf-8"), str(path))


def place(path: Path, node: ast.AST) -> str:
    return f"{path.relative_to(ROOT)}:{getattr(node, 'lineno', 0)}"


def dotted(node: ast.AST) -> str:
    if isinstance(node, ast.Attribute):
        return f"{dotted(node.value)}.{node.attr}"
    return node.id if isinstance(node, ast.Name) else ""


def test_the_import_contracts_hold() -> None:
    done = subprocess.run(
        [sys.executable, "-c", "from importlinter.cli import lint_imports_command; lint_imports_command()"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr


def test_the_law_and_the_calculation_have_no_floats() -> None:
    found = []
    for path in sources("rules", "payroll"):
        for node in ast.walk(tree(path)):
            literal = isinstance(node, ast.Constant) and isinstance(node.value, float)
            called = isinstance(node, ast.Call) and dotted(node.func) in ("float", "math.sqrt", "Decimal.from_float")
            if literal or called:
                found.append(place(path, node))
    assert found == []


OF_THE_LAW = re.compile(r"§|\b\d+/(19|20)\d\d\b|\bAct\b|\bHeta\b|https?:")


def test_the_calculation_names_no_section_of_an_act_or_agreement() -> None:
    """What a line or a question rests on comes from ``rules``; only docstrings and comments cite their source."""
    found = []
    for path in sources("payroll"):
        nodes = list(ast.walk(tree(path)))
        documented = (ast.Module, ast.ClassDef, ast.FunctionDef)
        docstrings = {ast.get_docstring(node, clean=False) for node in nodes if isinstance(node, documented)}
        for node in nodes:
            text = node.value if isinstance(node, ast.Constant) and isinstance(node.value, str) else ""
            if OF_THE_LAW.search(text) and text not in docstrings:
                found.append(place(path, node))
    assert found == []


CLOCK = {"datetime.now", "datetime.utcnow", "datetime.today", "date.today", "time.time", "time.monotonic",
         "time.localtime", "time.gmtime", "datetime.datetime.now", "datetime.date.today"}  # fmt: skip
ENVIRONMENT = {"os.environ", "os.getenv", "os.urandom", "os.getenvb"}
CHANCE = {"random", "secrets", "uuid"}


def test_nothing_but_the_clock_and_the_settings_reads_the_outside_world() -> None:
    found = []
    for path in sources("rules", "payroll", "employer"):
        name = str(path.relative_to(ROOT))
        for node in ast.walk(tree(path)):
            if isinstance(node, ast.Attribute):
                if dotted(node) in CLOCK and name != "employer/clock.py":
                    found.append(f"{place(path, node)} reads the clock")
                if dotted(node) in ENVIRONMENT and name != "employer/config.py":
                    found.append(f"{place(path, node)} reads the environment")
            if isinstance(node, (ast.Import, ast.ImportFrom)) and name != "employer/config.py":
                modules = {alias.name for alias in node.names} if isinstance(node, ast.Import) else {node.module or ""}
                if {module.partition(".")[0] for module in modules} & CHANCE:
                    found.append(f"{place(path, node)} reaches for chance")
    assert found == []


def test_a_feature_has_only_the_modules_of_the_design() -> None:
    found = []
    for feature in FEATURES:
        for path in (ROOT / "employer" / feature).rglob("*.py"):
            if path.stem not in MODULES:
                found.append(str(path.relative_to(ROOT)))
    assert found == []


def test_nothing_is_called_by_a_name_that_says_nothing() -> None:
    names = [path for path in sources("rules", "payroll", "employer", "tests") if path.stem in NAMELESS]
    folders = [path for path in ROOT.glob("[!.]*/**") if path.is_dir() and path.name in NAMELESS]
    assert names + [folder for folder in folders if ".venv" not in folder.parts] == []


def public_functions(module_name: str) -> Iterator[tuple[str, inspect.Signature]]:
    module = importlib.import_module(module_name)
    for name, value in vars(module).items():
        if inspect.isfunction(value) and value.__module__ == module_name and not name.startswith("_"):
            yield f"{module_name}.{name}", inspect.signature(value)


def feature_modules(*kinds: str) -> list[str]:
    return [
        ".".join(path.relative_to(ROOT).with_suffix("").parts)
        for feature in FEATURES
        for kind in kinds
        for path in sorted((ROOT / "employer" / feature).rglob(f"{kind}.py"))
    ]


@pytest.mark.parametrize("module", feature_modules("queries", "service"))
def test_every_reading_and_doing_is_limited_to_one_employer(module: str) -> None:
    wrong = []
    for name, signature in public_functions(module):
        parameters = list(signature.parameters)
        if not parameters or parameters[0] != "session" or name in NOT_OF_A_HOUSEHOLD:
            continue
        if len(parameters) < 2 or parameters[1] != "employer_id":
            wrong.append(f"{name}{signature}")
    assert wrong == []


def test_the_list_of_functions_outside_a_household_is_not_stale() -> None:
    known = {name for module in feature_modules("queries", "service") for name, _ in public_functions(module)}
    written = {name for name in NOT_OF_A_HOUSEHOLD if name.startswith("employer.accounts.")}
    assert written <= known


@pytest.mark.parametrize("module", feature_modules("service", "queries"))
def test_services_and_queries_never_commit(module: str) -> None:
    path = ROOT / (module.replace(".", "/") + ".py")
    calls = [node for node in ast.walk(tree(path)) if isinstance(node, ast.Call)]
    found = [place(path, call) for call in calls if dotted(call.func).endswith((".commit", ".rollback"))]
    assert found == []


def test_every_table_with_household_data_names_its_employer() -> None:
    from employer.app import import_models
    from employer.db import Base

    import_models()
    of_nobody = {"person", "sign_in", "failed_sign_in", "employer", "county_supervisor", "feedback"}
    without = {
        table.name
        for table in Base.metadata.sorted_tables
        if "employer_id" not in table.columns and table.name not in of_nobody
    }
    assert without == set()


def test_no_amount_is_kept_as_a_float_or_a_numeric() -> None:
    from sqlalchemy import Float, Numeric

    from employer.app import import_models
    from employer.db import Base

    import_models()
    found = [
        f"{table.name}.{column.name}"
        for table in Base.metadata.sorted_tables
        for column in table.columns
        if isinstance(column.type, (Float, Numeric))
    ]
    assert found == []


def test_views_are_short_and_do_not_query() -> None:
    found = []
    for module in feature_modules("views"):
        path = ROOT / (module.replace(".", "/") + ".py")
        for node in ast.walk(tree(path)):
            if isinstance(node, ast.FunctionDef) and node.decorator_list and (node.end_lineno or 0) - node.lineno >= 20:
                found.append(
                    f"{place(path, node)} {node.name} is {(node.end_lineno or 0) - node.lineno + 1} lines long"
                )
            if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("sqlalchemy"):
                found.append(f"{place(path, node)} queries")
            if isinstance(node, ast.Call) and dotted(node.func).endswith(".commit"):
                found.append(f"{place(path, node)} commits")
    assert found == []


def test_redirects_say_their_status() -> None:
    found = [
        place(path, node)
        for path in sources("employer")
        for node in ast.walk(tree(path))
        if isinstance(node, ast.Call) and dotted(node.func) == "redirect" and len(node.args) + len(node.keywords) < 2
    ]
    assert found == []


def test_pages_have_no_inline_styles_or_scripts_and_fetch_nothing_from_outside() -> None:
    found = []
    for path in (ROOT / "templates" / "pages").rglob("*.html"):
        text = path.read_text("utf-8")
        found += [f"{path.name}: {bad}" for bad in (' style="', "<style", "|safe", "<script", "http://") if bad in text]
    assert found == []


def test_fonts_are_small_and_come_with_their_licence() -> None:
    fonts = ROOT / "templates" / "static" / "fonts"
    assert any("LICENSE" in path.name or "OFL" in path.name for path in fonts.iterdir())
    assert all(path.stat().st_size < 400_000 for path in fonts.iterdir())
    assert sum(path.stat().st_size for path in fonts.glob("*.woff2")) < 120_000


def test_the_lock_names_hashes_and_no_addresses() -> None:
    text = (ROOT / "requirements.lock").read_text("utf-8")
    assert "--hash=sha256:" in text
    assert "://" not in text
    assert "index-url" not in text
    packages = [line for line in text.splitlines() if line and not line.startswith((" ", "#"))]
    assert all("==" in line and line.endswith("\\") for line in packages)


# The tests mirror the tree ------------------------------------------------------------------------------------------

# Modules (or folders) that another file's tests try: the process's edges, parts of a whole, what only pages use.
TRIED_ELSEWHERE = {
    "employer/cli.py": "tests/employer/household/test_commands.py",
    "employer/access.py": "tests/employer/test_app.py",
    "employer/clock.py": "tests/architecture/test_tree.py",
    "payroll/errors.py": "tests/payroll/test_replay.py",
    "payroll/agreement_pay.py": "tests/payroll/test_agreement.py",
    "payroll/draft.py": "tests/payroll/test_payslip.py",
    "payroll/earnings.py": "tests/payroll/test_payslip.py",
    "payroll/garnishment.py": "tests/payroll/test_cases_payroll_rules.py",
    "payroll/travel.py": "tests/payroll/test_additions.py",
    "employer/documents/": "tests/documents/test_kept.py",
    "employer/duties/clients/": "tests/employer/duties/test_views.py",
    "employer/duties/front/": "tests/employer/duties/test_views.py",
    "employer/exports/paydays/": "tests/employer/exports/test_views.py",
    "employer/exports/prepared/amounts/": "tests/employer/exports/prepared/test_reports.py",
    "employer/exports/prepared/earned/": "tests/employer/exports/prepared/test_reports.py",
    "employer/exports/prepared/needs/": "tests/employer/exports/prepared/test_reports.py",
    "employer/exports/prepared/parties/": "tests/employer/exports/prepared/test_reports.py",
    "employer/forecast/picture/": "tests/employer/forecast/test_views.py",
    "employer/forecast/showing/": "tests/employer/forecast/test_views.py",
    "employer/hours/months/": "tests/employer/hours/test_views.py",
    "employer/household/running/": "tests/employer/household/test_running.py",
    "employer/leave/balances/": "tests/employer/leave/test_views.py",
    "employer/pay/gathering/": "tests/employer/pay/test_gathering.py",
    "employer/pay/paying/": "tests/employer/pay/test_views.py",
    "employer/pay/sheet/": "tests/employer/pay/test_views.py",
    "employer/people/approving/": "tests/employer/pay/test_at_once.py",
    "rules/errors.py": "tests/rules/test_book.py",
}


def places_of_tests(path: Path) -> list[Path]:
    """Where a module's tests may stand: a file of its own name, or the files of its feature."""
    parts = path.relative_to(ROOT).with_suffix("").parts
    name = str(path.relative_to(ROOT))
    for tried, where in TRIED_ELSEWHERE.items():
        if name == tried or (tried.endswith("/") and name.startswith(tried)):
            return [ROOT / where]
    folders = [part for part in parts[1:-1] if part not in ("decisions", "versions")]
    if parts[0] in ("rules", "payroll") or len(parts) == 2:
        return [ROOT / "tests" / parts[0] / f"test_{parts[-1]}.py", ROOT / "tests" / f"test_{parts[-1]}.py"]
    feature = ROOT / "tests" / parts[0] / folders[0]
    found = list(feature.glob("test_*.py")) if len(folders) == 1 else []
    if len(folders) > 1:
        inside = feature.joinpath(*folders[1:])
        found = [*inside.glob("test_*.py"), *inside.parent.glob(f"test_{folders[-1]}*.py")]
        found += [one for one in feature.rglob("test_*.py") if ".".join(parts[:-1]) in one.read_text("utf-8")]
        found += [one for one in feature.rglob("test_*.py") if _names(one, parts)]
    return found


def _names(test: Path, parts: tuple[str, ...]) -> bool:
    """Whether a test of the feature takes the part by name: ``from employer.<feature> import <part>``."""
    taken = rf"from {re.escape('.'.join(parts[:-2]))} import [^#\n]*\b{parts[-2]}\b"
    return re.search(taken, test.read_text("utf-8")) is not None


def test_every_module_has_its_tests() -> None:
    without = [
        str(path.relative_to(ROOT))
        for path in sources("rules", "payroll", "employer")
        if path.stem not in ("__init__", "env") and "versions" not in path.parts
        if not any(one.exists() for one in places_of_tests(path))
    ]
    assert sorted(without) == []


def test_the_list_of_modules_tried_elsewhere_is_not_stale() -> None:
    assert [name for name in TRIED_ELSEWHERE if not (ROOT / name).exists()] == []
