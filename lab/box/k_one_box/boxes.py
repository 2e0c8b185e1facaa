"""Stand-ins for the boxes of the K-Cluster: to whoever comes over the management network, each is a machine of its own.

A box is a network namespace that is plugged into the management network's bridge, and an SSH server in it with a host key
and a file system of its own; the unit k-one-lab-box@ runs it.
"""

import ipaddress
import pwd
import shutil
import socket
from pathlib import Path

from k_one_box.configs import write
from k_one_box.shell import run, works
from k_one_box.waiting import wait_for

FOLDER = Path("/etc/k-one-lab/boxes")
HOST_KEY = "ssh_host_ed25519_key"
USER = "k-one"


def apply(machine):
    """Brings every box up; one that is up stays as it is. Its keys are in its folder already."""
    prefix = ipaddress.ip_network(machine["management"]["cidr"]).prefixlen
    for index, box in enumerate(machine["boxes"]):
        plug_in(box["name"], f"{box['address']}/{prefix}", f"box{index}")
        furnish(box, FOLDER / box["name"])
        run("systemctl", "start", "--no-block", f"k-one-lab-box@{box['name']}")
    for box in machine["boxes"]:
        wait_for(f"box {box['name']}", lambda address=box["address"]: speaks_ssh(address), 60)


def plug_in(name, address, port):
    """A namespace with one card, whose other end is a port of the management network's bridge."""
    inside = ("ip", "netns", "exec", name)
    if not works(*inside, "true"):
        run("ip", "netns", "add", name)
    if not works("ip", "link", "show", port):
        run("ip", "link", "add", port, "type", "veth", "peer", "name", "eth0", "netns", name)
    # Frames go through the userspace switch as they are, with checksums that nobody would fill in.
    run(*inside, "ethtool", "-K", "eth0", "tx", "off")
    # Its SSH server isn't root, and wants port 22.
    run(*inside, "sysctl", "-qw", "net.ipv6.conf.all.disable_ipv6=1", "net.ipv4.ip_unprivileged_port_start=22")
    run(*inside, "ip", "address", "replace", address, "dev", "eth0")
    run(*inside, "ip", "link", "set", "eth0", "up")
    run("ip", "link", "set", port, "up")
    run("ovs-vsctl", "--timeout=30", "--may-exist", "add-port", "br-mgmt", port)


def furnish(box, folder):
    """What the box has in /etc, beside the keys that the host gave it."""
    user = pwd.getpwnam(USER)
    write(folder / "passwd", f"{USER}:x:{user.pw_uid}:{user.pw_gid}::/:/bin/sh\n")
    write(folder / "group", f"{USER}:x:{user.pw_gid}:\n")
    write(folder / "sshd_config", sshd_config(box))
    shutil.chown(folder / HOST_KEY, "root", USER)
    (folder / HOST_KEY).chmod(0o640)


def sshd_config(box):
    """A server for commands alone, with keys alone."""
    lines = (
        f"ListenAddress {box['address']}",
        f"HostKey /etc/{HOST_KEY}",
        "AuthorizedKeysFile /etc/authorized_keys",
        "AuthenticationMethods publickey",
        "UsePAM no",
        "PidFile none",
        "DisableForwarding yes",
    )
    return "".join(f"{line}\n" for line in lines)


def speaks_ssh(address):
    """Whether an SSH server answers there."""
    with socket.create_connection((address, 22), timeout=2) as connection:
        return connection.recv(4) == b"SSH-"
