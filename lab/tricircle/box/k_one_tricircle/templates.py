"""Fills in what Tricircle's config files ask for beside k_one_box's own places."""

import re

from k_one_box import templates
from k_one_box.machine import service_role
from k_one_tricircle.passwords import password

PLACE = re.compile(r"@\{([a-z_]+)\}")


def render(text, machine):
    """Text with every place filled in; an unknown name stops the run in k_one_box's own renderer."""
    names = values(machine)
    ours = PLACE.sub(lambda match: str(names.get(match[1], match[0])), text)
    return templates.render(ours, machine)


def values(machine):
    """Plain values by name, for the role of this machine."""
    return site_values(machine) if machine.role == "site" else tower_values(machine)


def site_values(site):
    """What a site's own Neutron and its agents need."""
    return {
        "central_neutron": f"http://{site['keystone']}:20001",
        "neutron_secret": site.secret("neutron"),
        "neutron_user": f"neutron-{site['site']}",
        "external_physical": site["external"]["physical"],
        "management_physical": site["management"]["physical"],
        "vtep": site["vtep"],
    }


def tower_values(tower):
    """What Central Neutron, Tricircle's Admin API and its XJob need."""
    sites = [entry["site"] for entry in tower["sites"]]
    roles = ["admin", *(role for site in sites for role in (f"k-one-{site}", service_role(site)))]
    return {
        "keystone": f"http://{tower['address']}:5000/v3",
        "rabbit_secret": password(tower, "rabbit"),
        "neutron_secret": password(tower, "neutron"),
        "tricircle_secret": password(tower, "tricircle"),
        "gate_roles": '", "'.join(roles),
        "site_roles": any_of(roles),
        "service_roles": any_of(service_role(site) for site in sites),
    }


def any_of(roles):
    """Rule for oslo.policy that each of these roles fulfils, and nobody when there is none."""
    return " or ".join(f"role:{role}" for role in roles) or "!"
