"""Running commands of the machine."""

import subprocess


class CommandFailed(Exception):
    """A command ended with an error; the message holds its last words."""


def run(*command, text=None):
    """Output of a command that must succeed."""
    result = subprocess.run(command, input=text, capture_output=True, text=True, check=False)
    if result.returncode != 0:
        words = " ".join((result.stderr or result.stdout).split())[-400:]
        raise CommandFailed(f"{command[0]} ended with {result.returncode}: {words}")
    return result.stdout


def works(*command):
    """Whether a command succeeds."""
    return subprocess.run(command, capture_output=True, check=False).returncode == 0
