"""The machine as the host describes it in machine.json."""

import dataclasses
import hashlib
import json
from pathlib import Path

MACHINE_FILE = Path("/etc/k-one-lab/machine.json")

COMMON = ("role", "name", "address", "prefix", "gateway", "region", "secrets")
FIELDS = {
    "site": COMMON + ("site", "availabilityZone", "keystone", "external", "management", "boxes", "baseMac", "siteRole"),
    "tower": COMMON + ("sites",),
}
SECRETS = {
    "site": ("database", "rabbit", "metadata", "nova", "neutron", "glance", "placement"),
    "tower": ("database", "admin"),
}
SITE_SERVICES = ("nova", "neutron", "glance", "placement")


class MachineError(Exception):
    """machine.json can't be used; the message says why."""


@dataclasses.dataclass(frozen=True)
class Machine:
    """machine.json, checked: every field its role needs is there."""

    data: dict

    def __getitem__(self, key):
        return self.data[key]

    @property
    def role(self):
        return self.data["role"]

    @property
    def parts(self):
        """This machine in each of its roles: a K-Box that hosts the tower has two."""
        return [self, self.tower] if "tower" in self.data else [self]

    @property
    def tower(self):
        """This machine as the tower."""
        return self if self.role == "tower" else check(self.data["tower"])

    def secret(self, name):
        return self.data["secrets"][name]

    def database_password(self, service):
        """One password per service, all made from one secret, so that no service can read another's database."""
        return hashlib.sha256(f"{service}:{self.secret('database')}".encode()).hexdigest()[:32]


def service_user(service, site):
    """Name of a service's user in the tower's Keystone: each site has its own."""
    return f"{service}-{site}"


def service_role(site):
    """Role that makes a service user an administrator of this one region and of nothing else."""
    return f"k-one-{site}-service"


def parse(text):
    """Checks the text of machine.json, every part of it, and returns the machine."""
    return check(json.loads(text)).parts[0]


def check(data):
    """The machine, or one of its parts, if all is there that its role needs."""
    role = data.get("role")
    if role not in FIELDS:
        raise MachineError(f"role: {role!r} is unknown. Use one of {', '.join(sorted(FIELDS))}.")
    missing = [field for field in FIELDS[role] if field not in data]
    missing += [f"secrets.{name}" for name in SECRETS[role] if name not in data.get("secrets", {})]
    if missing:
        raise MachineError(f"machine.json lacks {', '.join(missing)}, which role {role} needs.")
    return Machine(data)


def load(path=MACHINE_FILE):
    """Reads the machine from its file."""
    return parse(Path(path).read_text())
