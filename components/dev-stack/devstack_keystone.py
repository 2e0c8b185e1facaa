"""As much of Keystone's API as the bootstrap needs; asked directly, never through a proxy."""

import json
import time
import urllib.error
import urllib.request

from devstack_state import Failure

OPENER = urllib.request.build_opener(urllib.request.ProxyHandler({}))
SECONDS = 30


class Answer(Exception):
    """A service said no."""

    def __init__(self, code, url, text):
        super().__init__("%s answers %s: %s" % (url, code, " ".join(text.split())[:200]))
        self.code = code


def ask(method, url, token=None, body=None):
    """A request and its answer as JSON, with the answer's headers."""
    headers = {"Accept": "application/json", "Content-Type": "application/json"}
    if token is not None:
        headers["X-Auth-Token"] = token
    data = None if body is None else json.dumps(body).encode()
    request = urllib.request.Request(url, data=data, headers=headers, method=method)
    try:
        with OPENER.open(request, timeout=SECONDS) as response:
            text = response.read().decode()
            return (json.loads(text) if text else {}), response.headers
    except urllib.error.HTTPError as error:
        raise Answer(error.code, url, error.read().decode(errors="replace")) from None
    except (OSError, ValueError) as error:
        raise Failure("%s can't be asked: %s" % (url, getattr(error, "reason", error))) from None


class Keystone:
    """A login as the cloud's administrator."""

    def __init__(self, auth_url, password):
        self.url = auth_url.rstrip("/")
        domain = {"id": "default"}
        user = {"name": "admin", "domain": domain}
        user["password"] = password
        scope = {"project": {"name": "admin", "domain": domain}}
        identity = {"methods": ["password"], "password": {"user": user}}
        answer, headers = ask("POST", self.url + "/auth/tokens", None, {"auth": {"identity": identity, "scope": scope}})
        self.token = headers["X-Subject-Token"]
        self.catalog = answer["token"].get("catalog", [])

    def get(self, path):
        return ask("GET", self.url + path, self.token)[0]

    def post(self, path, body):
        return ask("POST", self.url + path, self.token, body)[0]

    def endpoint(self, types, region):
        """Public URL of a service in a region; None when the catalogue hasn't it."""
        for service in self.catalog:
            for endpoint in service["endpoints"]:
                found = (endpoint["interface"], endpoint.get("region_id") or endpoint.get("region"))
                if service["type"] in types and found == ("public", region):
                    return endpoint["url"].rstrip("/")
        return None

    def ensure_region(self, region):
        """A region, and in it a public endpoint of this Keystone: without one nobody can log in there. Can be repeated."""
        try:
            self.get("/regions/" + region)
        except Answer as answer:
            if answer.code != 404:
                raise
            self.post("/regions", {"region": {"id": region}})
        self.ensure_endpoint("identity", region, self.url[:-3] if self.url.endswith("/v3") else self.url)

    def ensure_endpoint(self, kind, region, url):
        """A public endpoint of a service that is in the catalogue already, in a region that has none of it."""
        services = self.services(kind)
        if not services:
            raise Failure("Keystone at %s knows no service of type %s: was it stacked anew, or never?" % (self.url, kind))
        if not self.get(endpoints_of(services[0], region))["endpoints"]:
            endpoint = {"interface": "public", "service_id": services[0], "region_id": region, "url": url}
            self.post("/endpoints", {"endpoint": endpoint})

    def drop_endpoints(self, kind, region, but=None):
        """Takes a service's public endpoints in a region out of the catalogue, all but the one with a URL."""
        for service in self.services(kind):
            for endpoint in self.get(endpoints_of(service, region))["endpoints"]:
                if endpoint["url"] != but:
                    ask("DELETE", "%s/endpoints/%s" % (self.url, endpoint["id"]), self.token)

    def services(self, kind):
        """Ids of a type's services."""
        return [service["id"] for service in self.get("/services?type=" + kind)["services"]]

    def ensure_site(self, name, password):
        """A project, a user and a role of one name; the user is a member of the project and has that role in it."""
        project = self.ensure("project", {"name": name, "domain_id": "default"})
        user = self.ensure("user", {"name": name, "domain_id": "default", "default_project_id": project})
        login = {}
        login["password"] = password
        ask("PATCH", "%s/users/%s" % (self.url, user), self.token, {"user": login})
        for role in (self.ensure("role", {"name": name}), self.role("member")):
            ask("PUT", "%s/projects/%s/users/%s/roles/%s" % (self.url, project, user, role), self.token)

    def ensure(self, kind, wanted):
        """Id of a project, a user or a role with a name."""
        domain = "&domain_id=" + wanted["domain_id"] if "domain_id" in wanted else ""
        there = self.get("/%ss?name=%s%s" % (kind, wanted["name"], domain))[kind + "s"]
        return (there or [self.post("/%ss" % kind, {kind: wanted})[kind]])[0]["id"]

    def role(self, name):
        """A role's id, or None."""
        roles = self.get("/roles?name=" + name)["roles"]
        return roles[0]["id"] if roles else None


def endpoints_of(service, region):
    return "/endpoints?interface=public&service_id=%s&region_id=%s" % (service, region)


def patiently(work, seconds, pause=5):
    """Does something again until it works or the time is over; services come up one after the other."""
    end = time.monotonic() + seconds
    while True:
        try:
            return work()
        except (Failure, Answer, KeyError, IndexError) as error:
            if time.monotonic() > end:
                raise Failure(str(error)) from None
            time.sleep(pause)
