"""What takes minutes, run by a systemd unit of its own: it goes on when the connection breaks or whoever asked is gone."""

import glob
import os
import shutil
import subprocess
import sys

import devstack_gate as gate
import devstack_switch as switch
from devstack_keystone import Keystone, patiently
from devstack_source import as_stack, drop_moved_services, ensure_source, proxies
from devstack_state import (
    DEVSTACK,
    HOME,
    LOG,
    Failure,
    path,
    phase,
    read_json,
    read_text,
    remove,
    write_json,
)

# What clean.sh leaves of the services' settings, and the gate's own.
SERVICES = ("glance", "keystone", "neutron", "nova", "placement")
LEFT = (
    *("/etc/apache2/sites-*/%s-api.conf" % name for name in SERVICES),
    *("/etc/" + name for name in (*SERVICES, "openstack", "k-one-gate")),
)


def main(job, run):
    """Does a job and writes down how it ended."""
    result = {"run": run, "job": job, "code": 1, "failure": ""}
    try:
        {"stack": stack, "unstack": unstack, "clean": clean}[job](read_json("config.json"))
        result["code"] = 0
    except Failure as failure:
        result["failure"] = str(failure)
    except Exception as error:  # A job that ends without a word would be waited for in vain.
        result["failure"] = "%s: %s" % (type(error).__name__, error)
    write_json("result.json", result)
    return result["code"]


def stack(config):
    """Stacks the machine, after it was unstacked: a second stack.sh over a running first one fails."""
    remove("done.json")
    if is_stacked():
        phase("k-one: unstacking what is there")
        unstack_services()
    ensure_source(config)
    drop_moved_services(config)
    write_local_conf(read_text(path("local.conf")))
    phase("k-one: Open vSwitch")
    switch.settle(config["openVSwitch"])
    if config["role"] == "region":
        ensure_regions(config)
        lead_images(config)
    phase("k-one: stack.sh begins")
    devstack("stack.sh", config)
    # stack.sh maps its own bridge alone.
    switch.settle(config["openVSwitch"])
    if config["role"] in ("tower", "first region"):
        ensure_regions(config)
    if config["gate"]:
        phase("k-one: region gate")
        gate.install(config["gate"]["siteRole"], config["gate"].get("sharesImages", False))
    write_json("done.json", {"hash": config["hash"]})
    write_json("stacked-once.json", True)
    phase("k-one: stack.sh has ended well")


def unstack(config):
    """Stops the machine's OpenStack; software and sources stay."""
    remove("done.json")
    if is_stacked():
        phase("k-one: unstack.sh begins")
        unstack_services()
    phase("k-one: everything has stopped")


def clean(config):
    """Takes away what DevStack has made, as far as its own script knows, and then our part."""
    unstack(config)
    if os.path.exists(os.path.join(DEVSTACK, "clean.sh")):
        phase("k-one: clean.sh begins")
        devstack("clean.sh", config, must_work=False)
    phase("k-one: units, bridges and the region's files")
    for folder in ("/etc/systemd/system", "/etc/systemd/system/multi-user.target.wants"):
        for name in os.listdir(folder) if os.path.isdir(folder) else ():
            if name.startswith("devstack@"):
                drop(os.path.join(folder, name))
    call("systemctl", "daemon-reload")
    call("systemctl", "reset-failed", "devstack@*")
    for pattern in LEFT:
        for name in glob.glob(pattern):
            drop(name)
    call("systemctl", "try-restart", "apache2.service")
    switch.clear()


def drop(name):
    if os.path.isdir(name) and not os.path.islink(name):
        shutil.rmtree(name)
    else:
        os.remove(name)


def is_stacked():
    return os.path.exists(os.path.join(DEVSTACK, ".stackenv")) or units() != []


def units():
    """DevStack's services that systemd has, however they are."""
    listing = ["systemctl", "list-units", "--all", "--plain", "--no-legend", "devstack@*"]
    done = subprocess.run(listing, stdout=subprocess.PIPE, universal_newlines=True)
    return [line.split()[0] for line in done.stdout.splitlines() if line.strip()]


def unstack_services():
    """unstack.sh leaves services that its list doesn't name; the next stack.sh would meet them."""
    if os.path.exists(os.path.join(DEVSTACK, "unstack.sh")):
        devstack("unstack.sh", read_json("config.json"), must_work=False)
    call("systemctl", "stop", "devstack@*")
    call("systemctl", "reset-failed", "devstack@*")
    left = [unit for unit in units() if subprocess.call(["systemctl", "--quiet", "is-active", unit]) == 0]
    if left:
        raise Failure("these don't stop: %s" % ", ".join(left))


def call(*words):
    subprocess.call(words, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


def write_local_conf(text):
    """For the user stack's eyes only."""
    file = os.path.join(DEVSTACK, "local.conf")
    descriptor = os.open(file + ".k-one-new", os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(descriptor, "w") as opened:
        opened.write(text)
    shutil.chown(file + ".k-one-new", "stack", "stack")
    os.replace(file + ".k-one-new", file)


def ensure_regions(config):
    """Nobody can log in to a region that has no identity endpoint; DevStack makes one for Keystone's own region only."""
    identity = config["identity"]
    if not identity["regions"]:
        return
    phase("k-one: identity endpoints of %s" % ", ".join(identity["regions"]))
    keystone = patiently(lambda: Keystone(identity["authUrl"], read_json("secrets.json")["admin"]), 60)
    for region in identity["regions"]:
        keystone.ensure_region(region)


def lead_images(config):
    """A region without a Glance of its own has another region's in the catalogue under its own name. One that leads elsewhere
    goes: the region may have kept its images in another way before, and DevStack leaves an endpoint that is there as it is."""
    region, url = config["region"], config["identity"]["image"]
    keystone = patiently(lambda: Keystone(config["identity"]["authUrl"], read_json("secrets.json")["admin"]), 60)
    keystone.drop_endpoints("image", region, url)
    if url:
        phase("k-one: image endpoint of %s" % region)
        keystone.ensure_endpoint("image", region, url)


def devstack(script, config, must_work=True):
    """One of DevStack's scripts as the user stack. With VERBOSE off its output is its phases, and all else is in its log."""
    os.makedirs(os.path.dirname(LOG), mode=0o700, exist_ok=True)
    environment = {**proxies(config), "VERBOSE": "False", "LOGFILE": LOG if script == "stack.sh" else ""}
    if config["offline"] and read_json("stacked-once.json"):
        environment["OFFLINE"] = "True"
    with open(path("phases"), "a") as phases:
        code = subprocess.call(
            as_stack(["./" + script], environment),
            cwd=DEVSTACK,
            stdin=subprocess.DEVNULL,
            stdout=phases,
            stderr=subprocess.STDOUT,
        )
    hide_settings()
    if code != 0 and must_work:
        raise Failure("%s ended with exit code %d" % (script, code))
    if code != 0:
        phase("k-one: %s ended with exit code %d" % (script, code))


def hide_settings():
    """DevStack writes local.conf's variables, passwords and all, to files that everybody on the machine may read."""
    for name in (".localrc.auto", ".stackenv"):
        file = os.path.join(DEVSTACK, name)
        if os.path.exists(file):
            os.chmod(file, 0o600)


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
