"""Writes every config file of this machine from etc/."""

import os
import pwd
import shutil
from pathlib import Path

from k_one_box.templates import render

TEMPLATES = Path(__file__).resolve().parent.parent / "etc"

# Readable by their service alone, since they hold its passwords.
SERVICE_FOLDERS = ("keystone", "nova", "neutron", "glance", "placement", "rabbitmq")


def render_all(machine, templates=TEMPLATES):
    """Path below /etc → text, for all machines and for each role of this one."""
    files = {}
    for folder, part in [("all", machine), *((part.role, part) for part in machine.parts)]:
        base = templates / folder
        for path in sorted(p for p in base.rglob("*") if p.is_file()):
            files[str(path.relative_to(base))] = render(path.read_text(), part)
    return files


def write_all(machine, etc=Path("/etc"), templates=TEMPLATES):
    """Writes what differs, and returns the names of those files."""
    return [name for name, text in render_all(machine, templates).items() if write(etc / name, text)]


def write(path, text):
    """Replaces the file in one step, with the rights its folder's service needs; false when it is right already."""
    if path.exists() and path.read_text() == text:
        return False
    path.parent.mkdir(parents=True, exist_ok=True)
    beside = path.with_name(f".{path.name}.new")
    beside.touch(mode=0o600)
    beside.write_text(text)
    give(beside, owner(path))
    beside.replace(path)
    return True


def owner(path):
    """Service whose folder the file is in, if any."""
    return next((part for part in path.parts if part in SERVICE_FOLDERS), None)


def give(path, service):
    """Lets the service read the file, or everybody when it is no service's."""
    if service is None:
        path.chmod(0o644)
        return
    path.chmod(0o640)
    if os.geteuid() == 0 and known_user(service):
        shutil.chown(path, "root", service)


def known_user(name):
    """Whether the system has this user; the tests render on systems without it."""
    return name in {entry.pw_name for entry in pwd.getpwall()}
