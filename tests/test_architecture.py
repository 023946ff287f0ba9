"""The structure that DESIGN fixes, held by contracts."""

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[1]
TOP = {
    "pyproject.toml",
    "README.md",
    "LICENSE",
    "Procfile",
    "seeds",
    "facts",
    "bot",
    "tests",
    "docs",
    "benchmarks",
}


def test_imports_point_one_way() -> None:
    """Every import contract in pyproject.toml is kept."""
    linter = Path(sys.executable).with_name("lint-imports")
    run = subprocess.run([linter, "--no-cache"], cwd=ROOT, capture_output=True, text=True, check=False)
    assert run.returncode == 0, run.stdout


def test_the_top_level_is_the_one_agreed() -> None:
    """Nothing stands at the top but what has its place there."""
    tracked = subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=False)
    names = {line.partition("/")[0] for line in tracked.stdout.splitlines()}
    assert not {name for name in names if not name.startswith(".")} - TOP
