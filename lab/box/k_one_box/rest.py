"""The few HTTP calls this package makes to OpenStack, with nothing but the standard library."""

import http.client
import json
import urllib.error
import urllib.request


class RestError(Exception):
    """An API answered with an error."""

    def __init__(self, status, message):
        super().__init__(message)
        self.status = status


class Session:
    """Signed in to Keystone as one user in one project."""

    def __init__(self, auth_url, user, password, project):
        self.auth_url = auth_url
        reply, headers = call("POST", f"{auth_url}/auth/tokens", {"auth": password_auth(user, password, project)})
        self.token = headers["X-Subject-Token"]
        self.catalog = reply["token"].get("catalog", [])
        self.project_id = reply["token"]["project"]["id"]

    def request(self, method, url, body=None, headers=None):
        """Reply's body, as JSON; bytes are sent as they are."""
        return call(method, url, body, {"X-Auth-Token": self.token, **(headers or {})})[0]


def password_auth(user, password, project):
    """Keystone's body for a password sign-in to a project, both in the default domain."""
    domain = {"id": "default"}
    return {
        "identity": {"methods": ["password"], "password": {"user": {"name": user, "domain": domain, "password": password}}},
        "scope": {"project": {"name": project, "domain": domain}},
    }


def call(method, url, body=None, headers=None, timeout=60):
    """One request; (JSON or None, headers)."""
    raw = isinstance(body, bytes)
    data = body if raw or body is None else json.dumps(body).encode()
    sent = {"Content-Type": "application/octet-stream" if raw else "application/json", **(headers or {})}
    request = urllib.request.Request(url, data=data, method=method, headers=sent)
    try:
        with urllib.request.urlopen(request, timeout=timeout) as reply:
            text = reply.read()
            return (json.loads(text) if text.strip() else None), reply.headers
    except urllib.error.HTTPError as error:
        raise RestError(error.code, f"{method} {url}: {error.code} {error.read(300).decode(errors='replace')}") from error


def answers(url):
    """Whether something speaks HTTP there and isn't broken."""
    try:
        call("GET", url, timeout=10)
        return True
    except RestError as error:
        return error.status < 500
    except (OSError, http.client.HTTPException):
        return False
