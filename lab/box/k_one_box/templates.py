"""Fills in the config files under etc/: `@{address}`, `@{database:nova}`, `@{auth:nova}`.

An unknown name stops the run: half-filled files would fail much later and far from here.
"""

import re

from k_one_box.machine import service_role, service_user

PLACE = re.compile(r"@\{([a-z_]+)(?::([a-z_]+))?\}")


def render(text, machine):
    """Text with every place filled in for this machine."""
    names = values(machine)
    blocks = functions(machine)

    def fill(match):
        name, argument = match.groups()
        return str(names[name]) if argument is None else blocks[name](argument)

    return PLACE.sub(fill, text)


def values(machine):
    """Plain values by name."""
    names = {"name": machine["name"], "address": machine["address"], "region": machine["region"]}
    if machine.role == "site":
        names |= {
            "site": machine["site"],
            "availability_zone": machine["availabilityZone"],
            "keystone": f"http://{machine['keystone']}:5000/v3",
            "keystone_address": machine["keystone"],
            "management_address": machine["management"]["address"],
            "management_cidr": machine["management"]["cidr"],
            "base_mac": machine["baseMac"],
            "site_role": machine["siteRole"],
            "service_role": service_role(machine["site"]),
            "metadata_secret": machine.secret("metadata"),
            "rabbit_secret": machine.secret("rabbit"),
        }
    return names


def functions(machine):
    """Blocks that services share, by name; the argument is the service or its database."""
    return {
        "database": lambda schema: database_url(machine, schema),
        "auth": lambda service: auth(machine, service),
        "authtoken": lambda service: authtoken(machine, service),
    }


def database_url(machine, schema):
    """URL of a schema on this machine's MariaDB, with its service's own user: nova_api belongs to nova."""
    service = schema.split("_")[0]
    return f"mysql+pymysql://{service}:{machine.database_password(service)}@127.0.0.1/{schema}?charset=utf8"


def auth(machine, service):
    """How a service signs in to the tower's Keystone."""
    return "\n".join(
        (
            "auth_type = password",
            f"auth_url = http://{machine['keystone']}:5000/v3",
            f"username = {service_user(service, machine['site'])}",
            f"password = {machine.secret(service)}",
            "project_name = service",
            "user_domain_name = Default",
            "project_domain_name = Default",
            f"region_name = {machine['region']}",
        )
    )


def authtoken(machine, service):
    """How a service checks the tokens of its callers; service tokens of another site's services count for nothing."""
    return "\n".join(
        (
            "[keystone_authtoken]",
            f"www_authenticate_uri = http://{machine['keystone']}:5000/v3",
            "memcached_servers = 127.0.0.1:11211",
            f"service_token_roles = {service_role(machine['site'])}",
            "service_token_roles_required = true",
            auth(machine, service),
        )
    )
