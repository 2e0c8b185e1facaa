"""Who may send to this K-Box's end, and whom it sends to."""

from vtep_filter import actual_peers, change_peer, desired_tables, replace_tables, same_rules, table_name
from vtep_model import Change, run

ANY_MAC = "00:00:00:00:00:00"


def filter_changes(config, box):
    if _filter_stands(config, box):
        return []
    verb = "set" if any(box.nft.values()) else "add"
    return [Change(verb, f"nftables tables {table_name(config.network)}", (("nft", replace_tables(config)),))]


def peer_changes(config, box, fdb):
    """One head-end entry a peer. The filter changes first, so that nothing is learned from a peer that has left."""
    allowed = actual_peers(box.nft["inet"]) if _filter_stands(config, box) else set(config.peers)
    flooded = {entry["dst"] for entry in fdb if _head_end(entry)}
    found = []
    for peer in sorted(set(config.peers) - (allowed & flooded)):
        steps = [] if peer in allowed else [("nft", change_peer(config, "add", peer))]
        steps += [] if peer in flooded else [run("bridge", "fdb", "append", ANY_MAC, "dev", config.device, "dst", peer)]
        found.append(Change("add", f"peer {peer}", tuple(steps)))
    for peer in sorted((allowed | flooded) - set(config.peers)):
        steps = [("nft", change_peer(config, "delete", peer))] if peer in allowed else []
        steps += [_forget(config, entry) for entry in fdb if entry.get("dst") == peer]
        found.append(Change("remove", f"peer {peer}", tuple(steps)))
    return found + _strange_entries(config, fdb, flooded)


def _filter_stands(config, box):
    return all(same_rules(rules, box.nft[family]) for family, rules in desired_tables(config).items()) and (
        actual_peers(box.nft["inet"]) is not None
    )


def _strange_entries(config, fdb, flooded):
    """Entries that are no peer's head end: learned from a removed peer, or pinned by someone."""
    return [
        Change("remove", f"entry {entry['mac']} to {entry.get('dst')}", (_forget(config, entry),))
        for entry in fdb
        if not _head_end(entry)
        and (entry.get("state") in ("permanent", "static") or entry.get("dst") not in config.peers)
        and not (entry.get("dst") in flooded and entry.get("dst") not in config.peers)
    ]


def _head_end(entry):
    plain = not {"port", "vni", "via", "viaIf", "src_vni", "nhid"} & set(entry)
    return entry["mac"] == ANY_MAC and "dst" in entry and plain


def _forget(config, entry):
    """A learned entry may age out before it is deleted, so its absence is no error."""
    where = [word for key in ("dst", "port", "vni", "via") if key in entry for word in (key, entry[key])]
    return ("try", ("bridge", "fdb", "delete", entry["mac"], "dev", config.device, *map(str, where)))
