"""What the tower does at a boot, beside its config files and database."""

import base64
import os
import shutil
from pathlib import Path

from k_one_box import progress
from k_one_box.catalog import Catalog
from k_one_box.rest import answers
from k_one_box.shell import run
from k_one_box.waiting import wait_for

ETC = Path("/etc/keystone")
REPOSITORIES = ("fernet-keys", "credential-keys")


def identity(tower):
    """Before Keystone starts: keys of its own, made once, and the administrator's password."""
    progress.phase("making keys and the administrator's password")
    for repository in REPOSITORIES:
        make_keys(ETC / repository)
    run("mariadb", text=administrator(password_hash(tower.secret("admin"))))


def make_keys(folder, owner="keystone"):
    """A key repository as keystone-manage makes it, which takes ten times as long: a staged key and a primary one."""
    if folder.exists():
        return
    beside = folder.with_suffix(".new")
    shutil.rmtree(beside, ignore_errors=True)
    beside.mkdir(mode=0o700)
    for name in ("0", "1"):
        (beside / name).touch(mode=0o600)
        (beside / name).write_bytes(base64.urlsafe_b64encode(os.urandom(32)))
    if owner:
        for path in (beside, *beside.iterdir()):
            shutil.chown(path, owner, owner)
    beside.rename(folder)


def administrator(hashed):
    """SQL that gives the administrator, who comes with the golden root, this machine's own password."""
    return (
        "UPDATE keystone.password JOIN keystone.local_user ON local_user.id = password.local_user_id "
        f"SET password.password_hash = '{hashed}' WHERE local_user.name = 'admin';"
    )


def password_hash(password):
    """As Keystone's own hasher does it."""
    import bcrypt  # noqa: PLC0415 — only the machines have it, and only the tower needs it

    return bcrypt.hashpw(password.encode(), bcrypt.gensalt(4)).decode()


def catalog(machine):
    """After Keystone started: what it must know of the sites. A tower is ready when it knows it; a K-Box has more to do."""
    tower = machine.tower
    url = f"http://{tower['address']}:5000/v3"
    progress.phase("waiting for Keystone")
    wait_for("Keystone", lambda: answers(url), 180)
    progress.phase("registering the sites")
    Catalog(tower).write()
    if machine is tower:
        progress.ready()
