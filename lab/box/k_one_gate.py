"""Who may use this region at all: a gate behind keystonemiddleware's token check, in every service's pipeline.

The tower's Keystone gives tokens for all regions, and has no role that counts in one region only. The gate lets through who
holds this region's own role, is one of its services, or is the cloud's administrator.

It is one check before the service, not a rule in policy.d, since that would have to be hundreds: Nova, Neutron and Glance
write most of their rules out in code, Neutron answers a list that a policy forbids with an empty one instead of 403, and
some paths ask no policy. A rule that a later release adds would be open until somebody noticed; the gate is shut for it.
What may be done by those who are in stays with policy.d.
"""

import json
from pathlib import Path

ROLES_FILE = Path("/etc/k-one-gate/roles.json")


class Gate:
    """Hands requests of the roles' holders on, and refuses all others."""

    def __init__(self, app, roles):
        self.app = app
        self.roles = frozenset(roles)

    def __call__(self, environ, start_response):
        refusal = self.refusal(environ)
        return self.app(environ, start_response) if refusal is None else refuse(*refusal, start_response)

    def refusal(self, environ):
        """Status and reason, or None. The token check has taken out what a caller wrote into these headers itself."""
        if environ.get("SCRIPT_NAME", "") + environ.get("PATH_INFO", "") in ("", "/"):
            return None
        if environ.get("HTTP_X_IDENTITY_STATUS") != "Confirmed":
            return "401 Unauthorized", "A valid token is required."
        held = {role.strip() for role in environ.get("HTTP_X_ROLES", "").split(",")}
        if held & self.roles:
            return None
        return "403 Forbidden", f"This region is for the roles {', '.join(sorted(self.roles))}; the token holds none of them."


def refuse(status, reason, start_response):
    """An error as OpenStack's clients read it."""
    code, _, title = status.partition(" ")
    body = json.dumps({"error": {"code": int(code), "title": title, "message": reason}}).encode()
    start_response(status, [("Content-Type", "application/json"), ("Content-Length", str(len(body)))])
    return [body]


def behind(factory):
    """A token check's filter factory, with the gate between it and the service. Without its roles no service starts."""

    def gated(global_conf, **local_conf):
        check = factory(global_conf, **local_conf)
        roles = json.loads(ROLES_FILE.read_text())
        return lambda app: check(Gate(app, roles))

    return gated


def filter_factory(global_conf, **local_conf):
    """Stands in api-paste.ini in place of keystonemiddleware's own."""
    from keystonemiddleware import auth_token  # noqa: PLC0415 — only the machines have it

    return behind(auth_token.filter_factory)(global_conf, **local_conf)
