"""Writes every config file of this machine from etc/, with Tricircle's places filled in, too."""

from pathlib import Path

from k_one_box import progress
from k_one_box.configs import TEMPLATES, write
from k_one_tricircle.templates import render


def apply(machine):
    """Config files; runs before every service."""
    progress.phase("writing config files")
    changed = write_all(machine)
    print(f"{len(changed)} files changed: {' '.join(changed)}")


def render_all(machine, templates=TEMPLATES):
    """Path below /etc → text, for all machines and for this one's role."""
    files = {}
    for folder in ("all", machine.role):
        base = templates / folder
        for path in sorted(p for p in base.rglob("*") if p.is_file()):
            files[str(path.relative_to(base))] = render(path.read_text(), machine)
    return files


def write_all(machine, etc=Path("/etc"), templates=TEMPLATES):
    """Writes what differs, and returns the names of those files."""
    return [name for name, text in render_all(machine, templates).items() if write(etc / name, text)]
