"""Open vSwitch of the machine: the bridges that Neutron's physical networks are mapped to, which DevStack doesn't make."""

import re
import shutil
import subprocess

from devstack_state import Failure, path, read_text


def settle(plan):
    """Makes bridges, ports, mapping and addresses as planned; what is there stays. Can be repeated, also at each boot."""
    user_space = plan["datapath"] == "netdev"
    if not plan["bridges"] and not user_space:
        return
    settings = ["external-ids:ovn-bridge-mappings=" + plan["bridgeMappings"]] if plan["bridges"] else []
    if user_space:
        # ovn-controller makes br-int itself; and nothing finishes the checksums that virtio leaves unfinished otherwise.
        settings += ["external-ids:ovn-bridge-datapath-type=netdev", "other_config:userspace-tso-enable=true"]
    before = vsctl("get", "Open_vSwitch", ".", "other_config")
    vsctl("set", "Open_vSwitch", ".", *settings)
    if user_space and "userspace-tso-enable" not in before:
        run("systemctl", "restart", "ovs-vswitchd.service")
    for bridge in plan["bridges"]:
        settle_bridge(bridge, user_space)
    settle_masquerade(plan["bridges"])


def settle_bridge(bridge, user_space):
    name = bridge["name"]
    datapath = ["datapath_type=netdev"] if user_space else []
    vsctl("--may-exist", "add-br", name, "--", "set", "bridge", name, "protocols=OpenFlow13,OpenFlow15", *datapath)
    if bridge["interface"]:
        vsctl("--may-exist", "add-port", name, bridge["interface"])
    if bridge["address"]:
        run("ip", "address", "replace", bridge["address"], "dev", name)
        run("ip", "link", "set", name, "up")
    if user_space:
        # What the kernel leaves to a card, segments of TCP and their checksums, crawls through here at 20 kB/s.
        run("ethtool", "-K", name, "tx", "off")


def settle_masquerade(bridges):
    """One table of our own, so that nobody else's rules are touched."""
    outward = [one for one in bridges if one["masquerade"] and one["address"]]
    if not outward:
        return
    rules = ['oifname != "%s" ip saddr %s masquerade' % (one["name"], one["address"]) for one in outward]
    chain = ["chain outward {", "type nat hook postrouting priority srcnat;", *rules, "}"]
    lines = ["table ip k-one-devstack", "delete table ip k-one-devstack", "table ip k-one-devstack {", *chain, "}", ""]
    run("nft", "-f", "-", given="\n".join(lines))
    run("sysctl", "-qw", "net.ipv4.ip_forward=1")


def clear():
    """Takes every bridge away that wasn't there before us, and OVN's settings. unstack.sh has stopped Open vSwitch, whose
    bridges would come back with it."""
    attempt("nft", "delete", "table", "ip", "k-one-devstack")
    if shutil.which("ovs-vsctl") is None:
        return
    run("systemctl", "start", "openvswitch-switch.service", "ovs-vswitchd.service")
    found = read_text(path("found")).splitlines()
    for bridge in vsctl("list-br").split():
        if "bridge " + bridge not in found:
            vsctl("--if-exists", "del-br", bridge)
    for key in re.findall(r"\bovn-[a-z-]+(?==)", vsctl("get", "Open_vSwitch", ".", "external-ids")):
        vsctl("remove", "Open_vSwitch", ".", "external-ids", key)
    vsctl("remove", "Open_vSwitch", ".", "other_config", "userspace-tso-enable")
    vsctl("del-manager")


def vsctl(*words):
    return run("ovs-vsctl", "--timeout=30", *words)


def run(*words, given=""):
    try:
        done = subprocess.run(words, input=given, stdout=subprocess.PIPE, stderr=subprocess.PIPE, universal_newlines=True)
    except FileNotFoundError:
        raise Failure("%s is missing on this machine" % words[0]) from None
    if done.returncode != 0:
        raise Failure("`%s`: %s" % (" ".join(words), (done.stderr or done.stdout).strip()))
    return done.stdout


def attempt(*words):
    """What may be gone already."""
    try:
        subprocess.run(words, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    except FileNotFoundError:
        pass
