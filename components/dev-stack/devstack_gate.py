"""Shuts a region to tokens without its own site's role, and lets that site's user make the networks that its stack makes.

One Keystone gives tokens for all regions, so each of a region's APIs asks for a role that counts there alone: right behind
the token check, in k_one_gate.py. DevStack writes the services' files anew each time, so this runs after every stack.sh.
"""

import glob
import json
import os
import re
import shutil
import subprocess

from devstack_state import HOME, LIBRARY, Failure, read_text

ROOT = os.environ.get("K_ONE_DEVSTACK_ROOT", "/")
OWN_CHECK = "keystonemiddleware.auth_token:filter_factory"
PIPELINES = ("nova/api-paste.ini", "neutron/api-paste.ini")
IMAGES = "etc/glance/glance-api-paste.ini"
APIS = ("n-api", "neutron-api", "g-api", "placement-api")

# Placement has no pipeline in a file: its entry point does the same. Apache hands on what is below /placement, and the
# root there tells the versions to whoever asks: Nova does so before it shows a token.
PLACEMENT = """import k_one_gate
from placement import auth


class PlacementGate(k_one_gate.Gate):
    def refusal(self, environ):
        return None if environ.get("PATH_INFO", "") in ("", "/") else super().refusal(environ)


k_one_gate.Gate = PlacementGate
auth.filter_factory = k_one_gate.behind(auth.filter_factory)

from placement.wsgi.api import application  # noqa: E402, F401
"""

# A Glance that keeps the images of all regions is for every user whom the tower admitted. Each API is a process of its own.
SHARED_IMAGES = """import k_one_gate

k_one_gate.ROLES_FILE = k_one_gate.Path("/etc/k-one-gate/image-roles.json")
filter_factory = k_one_gate.filter_factory
"""

SITE_MAY = (
    *("%s_network:%s" % (verb, what) for verb in ("create", "update") for what in ("router:external", "is_default")),
    *(
        "%s_network:provider:%s" % (verb, what)
        for verb in ("create", "get", "update")
        for what in ("network_type", "physical_network", "segmentation_id")
    ),
    *(
        "%s_router:external_gateway_info:%s" % (verb, what)
        for verb in ("create", "update")
        for what in ("external_fixed_ips", "enable_snat")
    ),
    "create_floatingip:floating_ip_address",
)


def install(site_role, shares_images=False):
    """Puts the gate into every service of the region and starts them again."""
    put("etc/k-one-gate/roles.json", json.dumps(["admin", "service", site_role]) + "\n")
    put("etc/neutron/policy.d/k-one.yaml", policies(site_role))
    for folder in packages():
        shutil.copyfile(os.path.join(LIBRARY, "k_one_gate.py"), os.path.join(folder, "k_one_gate.py"))
        put(os.path.join(folder, "k_one_placement.py"), PLACEMENT)
        if shares_images:
            put(os.path.join(folder, "k_one_images.py"), SHARED_IMAGES)
    if shares_images:
        put("etc/k-one-gate/image-roles.json", json.dumps(["admin", "service", "member"]) + "\n")
    for name in PIPELINES:
        swap("etc/" + name, OWN_CHECK, "k_one_gate:filter_factory")
    swap(IMAGES, OWN_CHECK, "%s:filter_factory" % ("k_one_images" if shares_images else "k_one_gate"))
    swap("etc/placement/placement-uwsgi.ini", "placement.wsgi.api:application", "k_one_placement:application")
    for api in APIS:
        restart("devstack@%s.service" % api)


def policies(site_role):
    """What the site's own user may do in Neutron on top of a member's rights."""
    rules = ['"k_one_site": "role:admin or role:%s"' % site_role, *('"%s": "rule:k_one_site"' % name for name in SITE_MAY)]
    return "\n".join(rules) + "\n"


def packages():
    """Where the services look for Python modules."""
    found = glob.glob(os.path.join(HOME, "data", "venv", "lib", "python3*", "site-packages"))
    if not found:
        raise Failure("DevStack left no virtual environment in %s/data/venv: the region can't be shut" % HOME)
    return found


def put(name, text):
    file = os.path.join(ROOT, name)
    os.makedirs(os.path.dirname(file), mode=0o755, exist_ok=True)
    with open(file, "w") as opened:
        opened.write(text)
    os.chmod(file, 0o644)


def swap(name, old, new):
    """Fails where neither stands: a service would be open."""
    file = os.path.join(ROOT, name)
    text = read_text(file)
    if old not in text and new not in text:
        raise Failure("%s has no %s: the region can't be shut" % (file, old))
    with open(file, "w") as opened:
        opened.write(re.sub(re.escape(old), new, text))


def restart(unit):
    if subprocess.call(["systemctl", "--quiet", "is-enabled", unit], stderr=subprocess.DEVNULL) == 0:
        subprocess.check_call(["systemctl", "restart", unit])
