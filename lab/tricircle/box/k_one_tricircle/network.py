"""This machine's side of the wire: the bridge of its external network, and a clean slate for the Linux bridge agent."""

import ipaddress

from k_one_box.shell import run, works

EXTERNAL = "br-ex"


def apply(machine):
    """Sets everything; what is right already stays untouched."""
    run("sysctl", "-qw", "net.ipv6.conf.default.disable_ipv6=1", "net.ipv4.ip_forward=1")
    external_bridge(machine["external"])


def external_bridge(external):
    """The K-Box is the gateway of the site's external network, at the address its router expects."""
    if not works("ip", "link", "show", EXTERNAL):
        run("ip", "link", "add", EXTERNAL, "type", "bridge", "forward_delay", "0")
    prefix = ipaddress.ip_network(external["cidr"]).prefixlen
    run("ip", "address", "replace", f"{external['gateway']}/{prefix}", "dev", EXTERNAL)
    run("ip", "link", "set", EXTERNAL, "up")
