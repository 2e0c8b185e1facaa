"""What the tower's Keystone knows beside the sites: Central Neutron, Tricircle's Admin API, and who may act for them."""

from k_one_box import progress
from k_one_box.catalog import PROJECT, Catalog
from k_one_box.machine import service_role, service_user
from k_one_box.rest import answers
from k_one_box.waiting import wait_for
from k_one_tricircle.passwords import password

CENTRAL_PORT = 20001
ADMIN_PORT = 19999


def apply(machine):
    """After Keystone started; the tower is ready when Central Neutron and the Admin API answer."""
    address = machine["address"]
    progress.phase("waiting for Keystone")
    wait_for("Keystone", lambda: answers(f"http://{address}:5000/v3"), 180)
    progress.phase("registering the sites")
    TricircleCatalog(machine).write()
    for name, port in (("Central Neutron", CENTRAL_PORT), ("Tricircle's Admin API", ADMIN_PORT)):
        progress.phase(f"waiting for {name}")
        wait_for(name, lambda port=port: answers(f"http://{address}:{port}/"), 300)
    progress.ready()


class TricircleCatalog(Catalog):
    """The tower's Keystone, with the services and rights that Tricircle needs."""

    def write(self):
        """Everything of a mesh tower, then Tricircle's own."""
        super().write()
        project = self.ensure("projects", "project", {"name": PROJECT, "domain_id": "default"})
        self.central_endpoints()
        for service in ("neutron", "tricircle"):
            user = self.user(service, password(self.tower, service))
            self.grant(f"projects/{project}/users/{user}", "admin")
            self.everywhere(user, "admin")
        for site in self.tower["sites"]:
            user = self.user(service_user("neutron", site["site"]), site["secrets"]["neutron"])
            self.everywhere(user, service_role(site["site"]))

    def central_endpoints(self):
        """Central Neutron and the Admin API, in the tower's own region; Tricircle looks its services up by these names."""
        base = f"http://{self.tower['address']}"
        self.endpoints(self.tower["region"], self.service("neutron"), f"{base}:{CENTRAL_PORT}/")
        entry = {"name": "tricircle", "type": "tricircle"}
        service = self.find("services", {"type": "tricircle"}) or self.make("services", "service", entry)
        self.endpoints(self.tower["region"], service["id"], f"{base}:{ADMIN_PORT}/v1.0/")

    def everywhere(self, user, role):
        """The role in every project, also in those made later: Tricircle signs in to the project whose object it handles."""
        self.grant(f"OS-INHERIT/domains/default/users/{user}", role, "/inherited_to_projects")

    def grant(self, whom, role, end=""):
        """Gives a role; Keystone takes it twice."""
        identifier = self.ensure("roles", "role", {"name": role})
        self.session.request("PUT", f"{self.url}/{whom}/roles/{identifier}{end}")
