"""What the tower does at a boot, beside its config files and database."""

from pathlib import Path

from k_one_box import progress
from k_one_box.catalog import Catalog
from k_one_box.rest import answers
from k_one_box.shell import run
from k_one_box.waiting import wait_for

KEYS = Path("/etc/keystone/fernet-keys")


def identity(tower):
    """Before Keystone starts: keys of its own, and the administrator, both once."""
    if not KEYS.is_dir():
        progress.phase("making Keystone's keys")
        as_keystone("keystone-manage fernet_setup && keystone-manage credential_setup")
    done = Path("/var/lib/k-one-lab/bootstrapped")
    if not done.exists():
        progress.phase("making Keystone's administrator")
        bootstrap(tower)
        done.parent.mkdir(parents=True, exist_ok=True)
        done.touch()


def bootstrap(tower):
    """The password goes by the environment: arguments are for everybody to see."""
    as_keystone(f"OS_BOOTSTRAP_PASSWORD='{tower.secret('admin')}' keystone-manage bootstrap")


def catalog(tower):
    """After Keystone started: what it must know of the sites. Ready when it knows it."""
    url = f"http://{tower['address']}:5000/v3"
    progress.phase("waiting for Keystone")
    wait_for("Keystone", lambda: answers(url), 180)
    progress.phase("registering the sites")
    Catalog(tower).write()
    progress.ready()


def as_keystone(command):
    """Runs as Keystone's user: files of root's making would lock it out."""
    run("su", "-s", "/bin/sh", "keystone", "-c", "sh -s", text=f"set -e\n{command}\n")


