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


def check_region(config, password):
    """Every API of the region answers, its hypervisor is up and in a cell, and its agents are alive."""
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
    refuse_unmapped(hypervisors, config["hostname"])


def refuse_dead(agents):
    """OVN's agents count like Neutron's own; none at all means that no network would ever work."""
    dead = ["%s on %s" % (agent["agent_type"], agent["host"]) for agent in agents if not agent["alive"]]
    if dead or not agents:
        raise Failure("Neutron's agents are not alive: " + (", ".join(dead) or "there is none"))


def refuse_unmapped(hypervisors, hostname):
    """Nova lists only hypervisors whose host is mapped to a cell."""
    own = [one for one in hypervisors if one["hypervisor_hostname"].split(".")[0] == hostname.split(".")[0]]
    if not own:
        raise Failure("Nova knows no hypervisor %s: it isn't mapped to a cell" % hostname)
    if own[0]["state"] != "up":
        raise Failure("the hypervisor %s is %s" % (hostname, own[0]["state"]))


def versioned(url, version):
    """Catalogues give the URL with its version or without."""
    return url if url.endswith(version) else url + version
