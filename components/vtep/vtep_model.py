"""What the plan of k-one-vtep is made of."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Box:
    """What is there now: the side of the kernel, nftables, Open vSwitch, Neutron's agent and the file system."""

    links: dict
    fdb: tuple
    offloads: tuple
    ipv6: tuple
    nft: dict
    ovs: dict
    agent: dict
    files: dict


@dataclass(frozen=True)
class Change:
    """One thing to do: a verb and its object for people, steps for the machine."""

    verb: str
    what: str
    steps: tuple = ()


def run(*argv):
    """A step that runs a command."""
    return ("run", tuple(str(word) for word in argv))


def owner(network):
    """Mark on a kernel device of ours."""
    return f"k-one:{network}"
