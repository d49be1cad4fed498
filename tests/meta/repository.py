"""The repository as the tests about it see it: its files, as text or as parsed Python."""

import ast
import tomllib
from pathlib import Path

ROOT = Path(__file__).parents[2]
NOT_OURS = {".git", ".venv", "build", "dist", "__pycache__"}
TEXT = {".css", ".html", ".json", ".md", ".py", ".sh", ".svg", ".toml", ".txt", ".typed", ".yaml", ".yml", ""}
SOURCE = ("audit", "reports", "web", "workers", "cli", "scripts", "logs.py", "settings.py")
PYPROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text())


def _walk(folder: Path) -> list[Path]:
    files: list[Path] = []
    for entry in sorted(folder.iterdir()):
        if entry.name in NOT_OURS or entry.name.endswith("_cache") or entry.name == ".hypothesis":
            continue
        files += _walk(entry) if entry.is_dir() else [entry]
    return files


FILES = tuple(_walk(ROOT))
TEXTS = tuple(file for file in FILES if file.suffix in TEXT)
PYTHON = tuple(file for file in FILES if file.suffix == ".py")
PLAYBOOKS = tuple(sorted(file.parent for file in ROOT.glob("audit/playbooks/*/playbook.toml")))


def name(path: Path) -> str:
    """The path as a person writes it, from the root of the repository."""
    return path.relative_to(ROOT).as_posix()


def python_under(*tops: str) -> list[Path]:
    """The Python files in these top-level folders, or that are these files."""
    return [path for path in PYTHON if path.relative_to(ROOT).parts[0] in tops]


def tree(path: Path) -> ast.Module:
    """The file as parsed Python."""
    return ast.parse(path.read_text(), filename=name(path))
