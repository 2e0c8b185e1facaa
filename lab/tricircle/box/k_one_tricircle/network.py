"""This machine's side of the wire: the bridges of its own networks, which the Linux bridge agent plugs guests and routers into."""

import ipaddress

from k_one_box import network
from k_one_box.shell import run, works

EXTERNAL = "br-ex"
MANAGEMENT = "br-mgmt"
# What the agent plugs into the control VM's own bridge; its other end is a port of the management network's.
CLUSTER = "cluster"


def apply(machine):
    """Sets everything; what is right already stays untouched."""
    run("sysctl", "-qw", "net.ipv6.conf.default.disable_ipv6=1", "net.ipv4.ip_forward=1")
    bridge(EXTERNAL)
    bridge(MANAGEMENT)
    if not works("ip", "link", "show", CLUSTER):
        run("ip", "link", "add", CLUSTER, "type", "veth", "peer", "name", f"{CLUSTER}-port")
    run("ip", "link", "set", f"{CLUSTER}-port", "master", MANAGEMENT, "up")
    run("ip", "link", "set", CLUSTER, "up")
    network.keep_out()
    # The kernel also shows the firewall what passes between two ports of a bridge.
    run("nft", "insert", "rule", "inet", "k-one-management", "forward", "iifname", MANAGEMENT, "oifname", MANAGEMENT, "accept")
    own_address(EXTERNAL, machine["external"]["gateway"], machine["external"]["cidr"])
    own_address(MANAGEMENT, machine["management"]["address"], machine["management"]["cidr"])


def bridge(name):
    """A bridge of the kernel, which learns at once what is behind its ports."""
    if not works("ip", "link", "show", name):
        run("ip", "link", "add", name, "type", "bridge", "forward_delay", "0")
    run("ip", "link", "set", name, "up")


def own_address(name, address, cidr):
    """Puts the K-Box itself on a bridge: it is the gateway of both networks."""
    run("ip", "address", "replace", f"{address}/{ipaddress.ip_network(cidr).prefixlen}", "dev", name)
