"""The installed package: a wheel holds everything that the program reads, and the household's main job runs from it."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PARTS = ("employer", "payroll", "rules", "templates")
MADE = {"__pycache__", ".mypy_cache"}
RUN = "from employer.cli import main; main()"


def files() -> set[str]:
    return {
        path.relative_to(ROOT).as_posix()
        for part in PARTS
        for path in (ROOT / part).rglob("*")
        if path.is_file() and not MADE & set(path.parts)
    }


def test_the_main_job_runs_from_an_installed_package(tmp_path: Path) -> None:
    source = tmp_path / "source"
    source.mkdir()
    for name in ("pyproject.toml", "README.md", "LICENSE"):
        shutil.copy(ROOT / name, source / name)
    for name in sorted(files()):
        (source / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(ROOT / name, source / name)
    pip = [sys.executable, "-m", "pip", "--disable-pip-version-check", "wheel", "--quiet", "--no-deps", "--no-index"]
    subprocess.run([*pip, "--no-build-isolation", "--wheel-dir", str(tmp_path), str(source)], check=True)
    (wheel,) = tmp_path.glob("*.whl")
    installed = tmp_path / "installed"
    with zipfile.ZipFile(wheel) as archive:
        copied = {path.relative_to(source).as_posix() for part in PARTS for path in (source / part).rglob("*.*")}
        assert {name for name in copied if (source / name).is_file()} - set(archive.namelist()) == set()
        archive.extractall(installed)
    example = installed / "employer" / "household" / "demo" / "hameenlinna-childminder.yaml"
    out = tmp_path / "out"
    done = subprocess.run(
        [sys.executable, "-c", RUN, "household", "run", str(example), "--out", str(out), "--until", "2026-01-30"],
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(installed)},
        capture_output=True,
        text=True,
    )
    assert (done.returncode, done.stderr) == (0, "")
    for name in ("payslips/ilona-1-2026-01-30.pdf", "incomes-register/wage-ilona-2026-01-30.xml"):
        assert (out / name).stat().st_size > 1000
    assert not (installed / "instance").exists()
