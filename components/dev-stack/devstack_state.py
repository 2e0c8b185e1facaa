"""What lies on the machine from run to run: files in one folder that only root can read."""

import hashlib
import json
import os
import time

FOLDER = os.environ.get("K_ONE_DEVSTACK_STATE", "/var/lib/k-one/devstack")
LIBRARY = "/usr/local/lib/k-one/devstack"
HOME = os.environ.get("K_ONE_DEVSTACK_HOME", "/opt/stack")
DEVSTACK = os.path.join(HOME, "devstack")
LOG = os.path.join(HOME, "logs", "stack.sh.log")


class Failure(Exception):
    """Something is wrong; the message says what and how to mend it."""


def path(name):
    return os.path.join(FOLDER, name)


def read_json(name):
    """A file's content; None when it isn't there."""
    try:
        with open(path(name)) as file:
            return json.load(file)
    except FileNotFoundError:
        return None


def write(name, text, mode=0o600):
    """Beside, then renamed: no reader ever meets half a file."""
    os.makedirs(FOLDER, mode=0o700, exist_ok=True)
    beside = path(name + ".new")
    descriptor = os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, mode)
    with os.fdopen(descriptor, "w") as file:
        file.write(text)
    os.replace(beside, path(name))


def write_json(name, value):
    write(name, json.dumps(value, indent=2, sort_keys=True) + "\n")


def remove(name):
    if os.path.exists(path(name)):
        os.remove(path(name))


def read_text(file):
    try:
        with open(file, errors="replace") as opened:
            return opened.read()
    except FileNotFoundError:
        return ""


def stack_hash(config, local_conf):
    """What decides whether a machine must be stacked anew: what is got from where, and what DevStack reads."""
    told = json.dumps([config["source"], local_conf], sort_keys=True)
    return hashlib.sha256(told.encode()).hexdigest()


def phase(text):
    """One line of progress, in the form of DevStack's own."""
    with open(path("phases"), "a") as file:
        file.write(time.strftime("%Y-%m-%d %H:%M:%S.000 | ") + text + "\n")
