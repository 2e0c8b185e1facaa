"""A site's region, once its services run: waits until all answer, and registers image and flavor."""

from pathlib import Path

from k_one_box import progress
from k_one_box.machine import service_user
from k_one_box.rest import Session, answers
from k_one_box.waiting import wait_for

IMAGE = "k-one-guest"
FLAVOR = {"name": "k-one.tiny", "vcpus": 1, "ram": 96, "disk": 1}
GUEST = Path("/usr/share/k-one-lab/guest/disk.img")
PORTS = {"placement": 8778, "glance": 9292, "neutron": 9696, "nova": 8774}

# The tower may come up long after its sites; nothing here gives up before the machine is shut down.
PATIENCE = 10**6


class Region:
    """The APIs of this site, seen through one of its own service users: no site knows the cloud's administrator."""

    def __init__(self, site):
        self.site = site
        self.keystone = f"http://{site['keystone']}:5000/v3"

    def url(self, service):
        """Where this machine's own service answers."""
        return f"http://{self.site['address']}:{PORTS[service]}"

    def sign_in(self, service):
        """Signed in as a service user of this site."""
        user = service_user(service, self.site["site"])
        return Session(self.keystone, user, self.site.secret(service), "service")

    def await_tower(self):
        """Signed in as nova, as soon as the tower knows this site; a site that asks often would keep it from that."""
        progress.phase("waiting for the tower's Keystone")
        return wait_for("the tower's Keystone", lambda: self.sign_in("nova"), PATIENCE, 1)

    def bring_up(self):
        """Returns when a guest could be started."""
        self.nova = self.await_tower()
        for service in PORTS:
            progress.phase(f"waiting for {service}")
            wait_for(service, lambda name=service: answers(self.url(name)), 300)
        progress.phase("registering image and flavor")
        wait_for("the image", self.image, 120)
        wait_for("the flavor", self.flavor, 120)
        progress.phase("waiting for the hypervisor")
        wait_for("the hypervisor", self.hypervisor_up, 300)
        progress.ready()

    def hypervisor_up(self):
        """Whether nova knows its one hypervisor and counts on it."""
        found = self.nova.request("GET", f"{self.url('nova')}/v2.1/os-hypervisors")["hypervisors"]
        return any(entry["state"] == "up" and entry["status"] == "enabled" for entry in found)

    def flavor(self):
        """The guests' flavor; true when it is there."""
        flavors = f"{self.url('nova')}/v2.1/flavors"
        if FLAVOR["name"] not in [entry["name"] for entry in self.nova.request("GET", flavors)["flavors"]]:
            self.nova.request("POST", flavors, {"flavor": FLAVOR})
        return True

    def image(self):
        """The guests' image, public; a half-uploaded one of an interrupted start is made again. True when it is there."""
        glance = self.sign_in("glance")
        images = f"{self.url('glance')}/v2/images"
        for found in glance.request("GET", f"{images}?name={IMAGE}")["images"]:
            if found["status"] == "active":
                return True
            glance.request("DELETE", f"{images}/{found['id']}")
        made = glance.request("POST", images, image_entry())
        glance.request("PUT", f"{images}/{made['id']}/file", GUEST.read_bytes())
        return True


def image_entry():
    """Glance's entry: a plain PC with virtio, which is what the guest's kernel brings drivers for."""
    return {
        "name": IMAGE,
        "visibility": "public",
        "disk_format": "raw",
        "container_format": "bare",
        "hw_machine_type": "pc",
        "hw_disk_bus": "virtio",
        "hw_vif_model": "virtio",
        "hw_rng_model": "virtio",
    }


