"""A site's region, once its services run: k_one_box's, and the agents that its own Neutron needs."""

from k_one_box import progress
from k_one_box.region import Region
from k_one_box.waiting import wait_for

AGENTS = {"Linux bridge agent", "L3 agent", "DHCP agent", "Metadata agent"}


def apply(machine):
    """Waits for the agents first, since k_one_box says at its end that the region is ready."""
    region = TricircleRegion(machine)
    region.await_agents()
    region.bring_up()


class TricircleRegion(Region):
    """A region whose Neutron works through agents."""

    def await_agents(self):
        """Returns when every kind of agent is alive on this machine."""
        self.await_tower()
        progress.phase("waiting for Neutron's agents")
        neutron = wait_for("a token for Neutron", lambda: self.sign_in("neutron"), 60)
        wait_for("Neutron's agents", lambda: self.alive(neutron) >= AGENTS, 300)

    def alive(self, neutron):
        """Kinds of this machine's agents that Neutron has heard of lately."""
        agents = neutron.request("GET", f"{self.url('neutron')}/v2.0/agents?host={self.site['name']}")["agents"]
        return {agent["agent_type"] for agent in agents if agent["alive"]}
