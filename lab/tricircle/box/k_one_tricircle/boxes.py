"""The boxes of the K-Cluster: k_one_box's, on a bridge of the kernel."""

from k_one_box import boxes
from k_one_box.shell import run, works
from k_one_tricircle.network import MANAGEMENT


def apply(machine):
    """Brings every box up; one that is up stays as it is."""
    boxes.plug_in = plug_in
    boxes.apply(machine)


def plug_in(name, address, port):
    """A namespace with one card, whose other end is a port of the management network's bridge."""
    inside = ("ip", "netns", "exec", name)
    if not works(*inside, "true"):
        run("ip", "netns", "add", name)
    if not works("ip", "link", "show", port):
        run("ip", "link", "add", port, "type", "veth", "peer", "name", "eth0", "netns", name)
    # Its SSH server isn't root, and wants port 22.
    run(*inside, "sysctl", "-qw", "net.ipv6.conf.all.disable_ipv6=1", "net.ipv4.ip_unprivileged_port_start=22")
    run(*inside, "ip", "address", "replace", address, "dev", "eth0")
    run(*inside, "ip", "link", "set", "eth0", "up")
    run("ip", "link", "set", port, "master", MANAGEMENT, "up")
