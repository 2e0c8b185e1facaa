"""The nftables tables of one shared network, as nft's JSON: rendered, compared and written whole in one transaction."""

RAW = -300
ACCEPT = {"type": "filter", "prio": RAW, "policy": "accept"}


def table_name(network):
    return f"k-one-{network}"


def desired_tables(config):
    """Rules by family. They hold no peers: those live in the set `peers`, which changes in place."""
    bridged = config.switch == "linuxbridge"
    return {
        "inet": _chain("prerouting", [_isolate("iifname", name) for name in _unbridged(config, bridged)])
        + _chain("input", [_isolate("iifname", name) for name in (config.device, config.bridge)] + _strangers(config))
        + _chain(
            "forward",
            [_isolate(way, name) for way in ("iifname", "oifname") for name in _unbridged(config, bridged)]
            + ([_routed("iifname", "oifname", config), _routed("oifname", "iifname", config)] if bridged else []),
        )
        + _chain("output", [_isolate("oifname", name) for name in (config.device, config.bridge)]),
        "arp": _chain("input", [_isolate("iifname", name) for name in (config.device, config.bridge)])
        + _chain("output", [_isolate("oifname", name) for name in (config.device, config.bridge)]),
    }


def actual_table(listing):
    """A listing of nft in the form of `desired_tables`."""
    chains = [item["chain"] for item in listing if "chain" in item]
    rules = [item["rule"] for item in listing if "rule" in item]
    return [
        (
            {"name": chain["name"], "hook": chain.get("hook"), **{key: chain.get(key) for key in ACCEPT}},
            [_without_counts(rule["expr"]) for rule in rules if rule["chain"] == chain["name"]],
        )
        for chain in chains
    ]


def actual_peers(listing):
    """Elements of the set `peers`, or None without such a set."""
    sets = [item["set"] for item in listing if item.get("set", {}).get("name") == "peers"]
    return set(sets[0].get("elem", [])) if sets else None


def same_rules(wanted, listing):
    """Whether a listing holds the wanted rules and no other."""

    def key(entry):
        return entry[0]["name"]

    return sorted(wanted, key=key) == sorted(actual_table(listing), key=key)


def replace_tables(config):
    """One transaction that writes both tables anew, so that no packet meets half a filter."""
    name = table_name(config.network)
    commands = []
    for family, chains in desired_tables(config).items():
        table = {"table": {"family": family, "name": name}}
        commands += [{"add": table}, {"delete": table}, {"add": table}]
        if family == "inet":
            commands.append({"add": {"set": _peer_set(config, name)}})
        for chain, rules in chains:
            commands.append({"add": {"chain": {"family": family, "table": name, **chain}}})
            commands += [_add_rule(family, name, chain["name"], rule) for rule in rules]
    return {"nftables": commands}


def change_peer(config, verb, peer):
    """Adds or deletes one peer of the set."""
    element = {"family": "inet", "table": table_name(config.network), "name": "peers", "elem": [peer]}
    return {"nftables": [{verb: {"element": element}}]}


def _peer_set(config, name):
    kind = "ipv4_addr" if config.family == "ip" else "ipv6_addr"
    peers = {"elem": list(config.peers)} if config.peers else {}
    return {"family": "inet", "table": name, "name": "peers", "type": kind, **peers}


def _add_rule(family, table, chain, expression):
    return {"add": {"rule": {"family": family, "table": table, "chain": chain, "expr": expression}}}


def _chain(hook, rules):
    return [({"name": hook, "hook": hook, **ACCEPT}, rules)]


def _isolate(way, name):
    return [_match({"meta": {"key": way}}, name), {"drop": None}]


def _unbridged(config, bridged):
    """Where no guest's packet is ever seen.

    With bridge-nf-call-iptables, which Neutron's own firewall wants, the kernel shows `prerouting` and `forward` what it
    only bridges, too: as coming from the bridge and going to it.
    """
    return (config.device,) if bridged else (config.device, config.bridge)


def _routed(way, back, config):
    """Drops what goes between the bridge and anything else."""
    others = _match({"meta": {"key": back}}, config.bridge, "!=")
    return [_match({"meta": {"key": way}}, config.bridge), others, {"drop": None}]


def _strangers(config):
    """Drops this VNI's VXLAN packets unless a peer sent them.

    It stands in `input`, where the kernel has put fragments together: before that, a first fragment of a bare UDP
    header would hide the VNI. The VNI is 24 bits at bit 96 from the UDP header's start: that header's 64 bits
    (RFC 768) and 32 of VXLAN's (RFC 7348) stand before it.
    """
    ours = [
        _match({"payload": {"protocol": "udp", "field": "dport"}}, config.port),
        _match({"payload": {"base": "th", "offset": 96, "len": 24}}, config.vni),
    ]
    drop = [{"counter": {"packets": 0, "bytes": 0}}, {"drop": None}]
    other_family = "ipv6" if config.family == "ip" else "ipv4"
    no_peer = _match({"payload": {"protocol": config.family, "field": "saddr"}}, "@peers", "!=")
    return [[*ours, no_peer, *drop], [_match({"meta": {"key": "nfproto"}}, other_family), *ours, *drop]]


def _match(left, right, op="=="):
    return {"match": {"op": op, "left": left, "right": right}}


def _without_counts(expression):
    return [{"counter": {"packets": 0, "bytes": 0}} if "counter" in part else part for part in expression]
