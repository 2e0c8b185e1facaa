"""Whether a region works: asked as its administrator, over the APIs that the site's stack will use next."""

from devstack_keystone import Keystone, ask
from devstack_state import Failure

NETWORK = ("network",)
COMPUTE = ("compute",)
IMAGE = ("image",)


def check_keystone(config, password):
    """A token, and the role that the sites' users get; its id."""
    keystone = Keystone(config["identity"]["authUrl"], password)
    role = keystone.role("member")
    if role is None:
        raise Failure("Keystone at %s has no role member" % keystone.url)
    return role


def check_region(config, password, address=None):
    """Every API of the region answers, the hypervisor of the K-Box, or the one at an address, is up and in a cell, and the
    agents are alive."""
    region = config["region"]
    keystone = Keystone(config["identity"]["authUrl"], password)
    urls = {types: keystone.endpoint(types, region) for types in (NETWORK, COMPUTE, IMAGE)}
    missing = [types[0] for types, url in urls.items() if url is None]
    if missing:
        raise Failure("the catalogue has no %s in %s" % (", ".join(missing), region))
    ask("GET", versioned(urls[IMAGE], "/v2") + "/images?limit=1", keystone.token)
    agents = ask("GET", versioned(urls[NETWORK], "/v2.0") + "/agents", keystone.token)[0]["agents"]
    refuse_dead(agents)
    hypervisors = ask("GET", urls[COMPUTE] + "/os-hypervisors/detail", keystone.token)[0]["hypervisors"]
    wanted = address or short(config["hostname"])
    host = refuse_unmapped([one for one in hypervisors if wanted in names_of(one)], wanted)
    if host not in [short(agent["host"]) for agent in agents]:
        raise Failure("Neutron has no agent on %s" % host)


def refuse_dead(agents):
    """OVN's agents count like Neutron's own; none at all means that no network would ever work."""
    dead = ["%s on %s" % (agent["agent_type"], agent["host"]) for agent in agents if not agent["alive"]]
    if dead or not agents:
        raise Failure("Neutron's agents are not alive: " + (", ".join(dead) or "there is none"))


def names_of(hypervisor):
    """A node calls itself what it likes: from elsewhere it is known by its address alone."""
    return short(hypervisor["hypervisor_hostname"]), hypervisor["host_ip"]


def refuse_unmapped(own, wanted):
    """Nova lists only hypervisors whose host is mapped to a cell. Gives the host's name."""
    if not own:
        raise Failure("Nova knows no hypervisor %s: it isn't mapped to a cell" % wanted)
    if own[0]["state"] != "up":
        raise Failure("the hypervisor %s is %s" % (wanted, own[0]["state"]))
    return short(own[0]["service"]["host"])


def short(name):
    """A host's name without its domain."""
    return name.split(".")[0]


def versioned(url, version):
    """Catalogues give the URL with its version or without."""
    return url if url.endswith(version) else url + version
