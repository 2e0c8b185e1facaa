"""What a K-Box's end of a shared network shall be: /etc/k-one/<network>.json, read and checked."""

import ipaddress
import json
import re
from dataclasses import dataclass

VERSION = 1
SWITCHES = ("openvswitch", "linuxbridge")


class ConfigError(Exception):
    """Says what is wrong with the file, what was given and what is allowed."""


@dataclass(frozen=True)
class Config:
    """One shared network at this K-Box."""

    network: str
    vni: int
    mtu: int
    local: str
    underlay_mtu: int
    port: int
    device: str
    bridge: str
    physical_network: str
    switch: str
    peers: tuple
    instead_of: str | None = None

    @property
    def family(self):
        """The underlay's family as nftables calls it: `ip` or `ip6`."""
        return "ip" if ipaddress.ip_address(self.local).version == 4 else "ip6"


def parse_config(text, name):
    """Reads a config; `name` is the file it came from, for errors."""
    try:
        given = json.loads(text)
    except ValueError as error:
        raise ConfigError(f"{name} is not JSON: {error}. Run `up` of this site again.") from None
    if not isinstance(given, dict) or given.get("version") != VERSION:
        raise ConfigError(
            f"{name} is not of version {VERSION}, the only one this program reads. Run `up` of this site again."
        )
    return Config(
        network=_name(given, "network", 32, name),
        vni=_number(given, "vni", 1, 2**24 - 1, name),
        mtu=_number(given, "mtu", 576, 65535, name),
        local=_address(given.get("local"), f"{name}: local"),
        underlay_mtu=_number(given, "underlayMtu", 576, 65535, name),
        port=_number(given, "port", 1, 65535, name),
        device=_name(given, "device", 15, name),
        bridge=_name(given, "bridge", 15, name),
        physical_network=_name(given, "physicalNetwork", 64, name),
        switch=_switch(given.get("switch", SWITCHES[0]), name),
        peers=_peers(given, name),
    )


def _name(given, key, length, name):
    value = given.get(key)
    if not isinstance(value, str) or len(value) > length or not re.fullmatch(r"[A-Za-z0-9][A-Za-z0-9_-]*", value):
        raise ConfigError(
            f"{name}: {key} is {value!r}. Allowed: up to {length} letters, digits, hyphens and underscores."
        )
    return value


def _number(given, key, low, high, name):
    value = given.get(key)
    if type(value) is not int or not low <= value <= high:
        raise ConfigError(f"{name}: {key} is {value!r}. Allowed: a whole number from {low} to {high}.")
    return value


def _switch(value, name):
    if value not in SWITCHES:
        raise ConfigError(f"{name}: switch is {value!r}. Allowed: {', '.join(SWITCHES)}.")
    return value


def _address(value, where):
    try:
        return str(ipaddress.ip_address(value))
    except ValueError:
        raise ConfigError(f"{where} is {value!r}. Allowed: an IPv4 or IPv6 address.") from None


def _peers(given, name):
    local = ipaddress.ip_address(_address(given.get("local"), f"{name}: local"))
    values = given.get("peers")
    if not isinstance(values, list):
        raise ConfigError(f"{name}: peers is {values!r}. Allowed: a list of the other sites' VTEP addresses.")
    peers = {ipaddress.ip_address(_address(value, f"{name}: peers")) for value in values}
    for peer in peers:
        if peer == local or peer.version != local.version:
            raise ConfigError(f"{name}: peer {peer} must differ from local ({local}) and be of the same family.")
    return tuple(str(peer) for peer in sorted(peers))
