"""Stands for a region's APIs, as far as the health gate asks: tokens, the catalogue, and what is up."""

import json
import socket
import sys
import time
from http.server import BaseHTTPRequestHandler, HTTPServer

settings = json.load(open("/opt/stack/data/api.json"))
if sys.argv[1] != "keystone":
    while True:
        time.sleep(3600)

base = "http://%s" % settings["host"]
endpoints = {"identity": "/identity", "network": "/networking", "compute": "/compute/v2.1", "image": "/image"}
catalog = [
    {"type": kind, "endpoints": [{"interface": "public", "region_id": settings["region"], "url": base + path}]}
    for kind, path in endpoints.items()
]


def hypervisor(name, address):
    return {"hypervisor_hostname": name, "host_ip": address, "service": {"host": name}, "state": "up"}


def agent(name):
    return {"agent_type": "OVN Controller agent", "host": name, "alive": True}


hypervisors = [hypervisor(socket.gethostname(), settings["host"])]
agents = [agent(socket.gethostname())]
# Compute nodes that nobody has discovered yet.
waiting = []
answers = {
    "/identity/v3/regions/%s" % settings["region"]: {},
    "/identity/v3/roles?name=member": {"roles": [{"id": "0123456789abcdef0123456789abcdef"}]},
    "/identity/v3/services?type=identity": {"services": [{"id": "keystone"}]},
    "/image/v2/images?limit=1": {"images": []},
    "/networking/v2.0/agents": {"agents": agents},
    "/compute/v2.1/os-hypervisors/detail": {"hypervisors": hypervisors},
}


class Api(BaseHTTPRequestHandler):
    def do_POST(self):
        body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        if self.path == "/stand-in/nodes":
            waiting.append(hypervisor(body["hypervisor_hostname"], body["host_ip"]))
            agents.append(agent(body["hypervisor_hostname"]))
        if self.path == "/stand-in/discovery":
            hypervisors.extend(waiting)
            waiting.clear()
        if self.path != "/identity/v3/auth/tokens":
            return self.answer(201, {})
        if body["auth"]["identity"]["password"]["user"]["password"] != settings["password"]:
            return self.answer(401, {})
        self.answer(201, {"token": {"catalog": catalog}}, {"X-Subject-Token": "token"})

    def do_GET(self):
        if self.headers["X-Auth-Token"] != "token":
            return self.answer(401, {})
        found = answers.get(self.path, {"endpoints": [{}]} if "/endpoints?" in self.path else None)
        self.answer(404 if found is None else 200, found or {})

    def answer(self, code, body, headers={}):
        self.send_response(code)
        for name, value in headers.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(json.dumps(body).encode())

    def log_message(self, *_):
        pass


# As the real one's behind Apache, on port 80, which the user stack may not open by itself.
HTTPServer(("0.0.0.0", 80), Api).serve_forever()
