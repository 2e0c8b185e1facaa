"""What the tower's Keystone knows of the sites: regions, services, endpoints, service users and their roles.

Every step looks first and adds what is missing, so it can run again whenever `sites` grew. Nothing is removed.
"""

from k_one_box.machine import SITE_SERVICES, service_role, service_user
from k_one_box.rest import RestError, Session

PROJECT = "service"

# service → (type, port and path of its API)
SERVICES = {
    "nova": ("compute", ":8774/v2.1"),
    "neutron": ("network", ":9696"),
    "glance": ("image", ":9292"),
    "placement": ("placement", ":8778"),
    "keystone": ("identity", ":5000/v3"),
}
INTERFACES = ("public", "internal", "admin")


class Catalog:
    """The tower's Keystone, seen through the cloud's administrator."""

    def __init__(self, tower):
        self.tower = tower
        self.url = f"http://{tower['address']}:5000/v3"
        self.session = Session(self.url, "admin", tower.secret("admin"), "admin")

    def write(self):
        """Everything of the tower and of each of its sites."""
        project = self.ensure("projects", "project", {"name": PROJECT, "domain_id": "default"})
        services = {name: self.service(name) for name in SERVICES}
        self.endpoints(self.tower["region"], services["keystone"], self.url)
        for site in self.tower["sites"]:
            self.site(site, services, project)

    def site(self, site, services, project):
        """One site: its region, its endpoints, its service users."""
        for name, identifier in services.items():
            self.endpoints(site["region"], identifier, self.endpoint_url(name, site))
        service = self.ensure("roles", "role", {"name": "service"})
        own = self.ensure("roles", "role", {"name": service_role(site["site"])})
        for name in SITE_SERVICES:
            user = self.user(service_user(name, site["site"]), site["secrets"][name])
            for role in (service, own):
                self.session.request("PUT", f"{self.url}/projects/{project}/users/{user}/roles/{role}")

    def endpoint_url(self, service, site):
        """Where a service of this site answers; identity is the tower's."""
        return self.url if service == "keystone" else f"http://{site['address']}{SERVICES[service][1]}"

    def service(self, name):
        """A service's id; one entry serves all regions."""
        kind = SERVICES[name][0]
        found = self.find("services", {"type": kind})
        return found["id"] if found else self.make("services", "service", {"name": name, "type": kind})["id"]

    def endpoints(self, region, service, url):
        """The three endpoints of a service in a region, all with this URL."""
        if not self.find("regions", {}, lambda entry: entry["id"] == region):
            self.make("regions", "region", {"id": region})
        for interface in INTERFACES:
            wanted = {"service_id": service, "region_id": region, "interface": interface}
            found = self.find("endpoints", wanted)
            if not found:
                self.make("endpoints", "endpoint", {**wanted, "url": url})
            elif found["url"] != url:
                self.session.request("PATCH", f"{self.url}/endpoints/{found['id']}", {"endpoint": {"url": url}})

    def user(self, name, password):
        """A service user's id; its password is set again only when it no longer works."""
        found = self.find("users", {"name": name})
        if not found:
            return self.make("users", "user", {"name": name, "domain_id": "default", "password": password})["id"]
        if not self.signs_in(name, password):
            self.session.request("PATCH", f"{self.url}/users/{found['id']}", {"user": {"password": password}})
        return found["id"]

    def signs_in(self, name, password):
        """Whether this is the user's password."""
        try:
            Session(self.url, name, password, PROJECT)
            return True
        except RestError:
            return False

    def ensure(self, kind, one, wanted):
        """Id of the entry with this name, made when it is missing."""
        found = self.find(kind, {"name": wanted["name"]})
        return (found or self.make(kind, one, wanted))["id"]

    def find(self, kind, query, fits=lambda entry: True):
        """First entry that Keystone's query and the test let through."""
        text = "&".join(f"{key}={value}" for key, value in query.items())
        entries = self.session.request("GET", f"{self.url}/{kind}?{text}")[kind]
        return next((entry for entry in entries if fits(entry)), None)

    def make(self, kind, one, body):
        """New entry, as Keystone returns it."""
        return self.session.request("POST", f"{self.url}/{kind}", {one: body})[one]
