"""Where this machine tells the host how far it is: files in /run/k-one-lab."""

from pathlib import Path

FOLDER = Path("/run/k-one-lab")


def phase(text, folder=FOLDER):
    """What is going on now, as one line."""
    put(folder / "phase", text)


def ready(folder=FOLDER):
    """Everything answers."""
    (folder / "failed").unlink(missing_ok=True)
    phase("ready", folder)
    put(folder / "ready", "ready")


def failed(reason, folder=FOLDER):
    """Something can't go on by itself; the reason is one line."""
    (folder / "ready").unlink(missing_ok=True)
    put(folder / "failed", " ".join(reason.split()))


def put(path, text):
    """A reader sees the old line or the new one, never half of one."""
    path.parent.mkdir(parents=True, exist_ok=True)
    beside = path.with_suffix(".new")
    beside.write_text(text + "\n")
    beside.replace(path)
