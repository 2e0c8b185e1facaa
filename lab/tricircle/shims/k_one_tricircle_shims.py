"""What lets neutron 16.4.2 and tricircle 8.0.0, of 2020, run on Python 3.11 and a kernel of today.

`k_one_tricircle_shims.pth` loads this at each start of an interpreter of their virtual environment; the packages' own files
stay as PyPI serves them. A shim for a module is applied when that module is imported, so programs that don't need it,
such as pip, pay nothing. Each says which two upstreams don't fit together, and what is seen without it.
"""

import collections
import collections.abc
import functools
import inspect
import time
import types

LINUX_BRIDGE = "Linux bridge agent"

# Netlink's flags CREATE and EXCL, which a delete request has no use for.
CREATE_AND_EXCLUSIVE = 0x600


def restore_collections(module=collections):
    """Python 3.10 took collections.Mapping and its kin away, which oslo.context 3.0, oslo.policy 3.1, neutron 16, ovs 2.13
    and voluptuous 0.11 import: `module 'collections' has no attribute 'MutableMapping'`."""
    for name in collections.abc.__all__:
        if not hasattr(module, name):
            setattr(module, name, getattr(collections.abc, name))


def restore_getargspec(module=inspect):
    """Python 3.11 took inspect.getargspec away, which decorators of that age call."""
    if not hasattr(module, "getargspec"):
        module.getargspec = module.getfullargspec


def delete_without_creating(nlsocket):
    """pyroute2 0.5.19 sends deletes with NLM_F_EXCL, whose bit means NLM_F_BULK since Linux 5.19: every delete of a link or
    neighbour ends with EOPNOTSUPP. pyroute2 0.7, which is right about that, breaks neutron 16's privileged calls."""
    original = nlsocket.NetlinkMixin.put

    def put(self, msg, msg_type, msg_flags=nlsocket.NLM_F_REQUEST, *rest, **named):
        if is_delete(msg_type):
            msg_flags &= ~CREATE_AND_EXCLUSIVE
        return original(self, msg, msg_type, msg_flags, *rest, **named)

    nlsocket.NetlinkMixin.put = put


def is_delete(msg_type):
    """Whether a message of rtnetlink deletes: they come in fours, NEW, DEL, GET, SET, from RTM_NEWLINK = 16 on."""
    return isinstance(msg_type, int) and 16 <= msg_type < 200 and msg_type % 4 == 1


def delete_mac_rules_by_place(arp_protect):
    """The ebtables of today can't find a rule with a set of addresses again to delete it (`RULE_DELETE failed (Invalid
    argument)`), and neutron 16 asks for that without end whenever a port's addresses are set anew. The agent then plugs no
    other port in: each server after it ends in ERROR. Those rules stand first in their chain, so their place finds them."""

    def delete(vif, current_rules):
        chain = arp_protect._mac_chain_name(vif)
        for rule in current_rules:
            if f"-i {vif} " in rule and "--among-src" in rule:
                arp_protect.ebtables(["-D", chain, "1"])

    arp_protect._delete_vif_mac_rules = delete


def know_linux_bridge(helper):
    """Tricircle 8 makes the stand-ins of other regions' agents for Open vSwitch only. With Linux bridges, which need no kernel
    module beyond vxlan, no region would learn where another one's ports are, and the shared network would stay dark."""
    helper.VIF_AGENT_TYPE_MAP["bridge"] = LINUX_BRIDGE
    helper.AGENT_DATA_TEMPLATE_MAP[LINUX_BRIDGE] = {
        "agent_type": LINUX_BRIDGE,
        "binary": "neutron-linuxbridge-agent",
        "host": "",
        "topic": "N/A",
        "configurations": {
            "bridge_mappings": {},
            "interface_mappings": {},
            "tunneling_ip": "",
            "tunnel_types": ["vxlan"],
            "l2_population": True,
            "extensions": [],
            "devices": 0,
        },
    }
    helper.TUNNEL_IP_HANDLE_MAP[LINUX_BRIDGE] = lambda agent: agent["configurations"]["tunneling_ip"]


def keep_port_ids(local_plugin):
    """Since neutron 15, ML2's create_port_bulk makes ids of its own. Tricircle 8 counts on a stand-in port having the id of
    the port it stands for: else every second run of its job ends with MacAddressInUse, and stand-ins outlive their port."""
    original = local_plugin.TricirclePlugin.__init__

    def start(self):
        original(self)
        core = self.core_plugin
        core.create_port_bulk = lambda context, ports: [core.create_port(context, port) for port in ports["ports"]]

    local_plugin.TricirclePlugin.__init__ = start


def give_bridge_pool_an_owner(central_plugin):
    """Neutron 16 wants a project for a shared subnet pool; Tricircle 8 makes the one of its bridge networks without:
    `Field 'project_id' cannot be None`, and every router over several regions answers 500."""
    original = central_plugin.TricirclePlugin._get_bridge_subnet_pool_id

    def pool(self, t_ctx, q_ctx, project_id, pod):
        return original(self, t_ctx, q_ctx, project_id or q_ctx.project_id or t_ctx.tenant, pod)

    central_plugin.TricirclePlugin._get_bridge_subnet_pool_id = pool


def take_for_net_delete(local_plugin):
    """Neutron 16.4 tells _handle_segment_change whether its network goes, too; Tricircle 8 overrides it with the older
    signature, and each delete of a network logs a TypeError and keeps the segment's identifier."""
    original = local_plugin.TricirclePlugin._handle_segment_change

    def handle(self, rtype, event, trigger, context, segment, for_net_delete=False):
        if not for_net_delete:
            return original(self, rtype, event, trigger, context, segment)
        if event == local_plugin.events.PRECOMMIT_DELETE:
            self.type_manager.release_network_segment(context, segment)
        return None

    local_plugin.TricirclePlugin._handle_segment_change = handle


def let_region_choose_mtu(local_plugin):
    """Central Neutron of tricircle 8 has no MTU to give, and ML2 of neutron 16 takes a network without one for 1500 bytes:
    `Requested MTU is too big, maximum is 1450`. With 0 it takes what the underlay carries, and tells the guests."""
    original = local_plugin.TricirclePlugin._adapt_network_body

    def adapt(network):
        original(network)
        network.setdefault("mtu", 0)

    local_plugin.TricirclePlugin._adapt_network_body = staticmethod(adapt)


def pull_as_administrator(local_plugin):
    """A region copies a shared network when a guest's owner first names it. Neutron 16 then makes the default security group
    of the network's owner, in the name of the guest's, who may not see it: `'NoneType' object is not subscriptable`."""
    original = local_plugin.TricirclePlugin.__init__

    def start(self):
        original(self)
        for name in ("create_network", "create_subnet", "create_port"):
            setattr(self.core_plugin, name, elevated(getattr(self.core_plugin, name)))

    local_plugin.TricirclePlugin.__init__ = start


def elevated(method):
    """The method, called with the rights that the plugin itself has; who may call it was asked before."""
    return lambda context, body: method(context.elevated(), body)


def find_dhcp_port_as_service(local_plugin):
    """Central Neutron keeps one port a subnet for the regions' DHCP servers. On a shared network it is the owner's, and the
    user whose guest brings a region there may not see it: DhcpPortNotFound, and for what the region has already `409 the mac
    address is in use`. The region asks as itself, both of them."""
    original = local_plugin.TricirclePlugin._ensure_subnet_dhcp_port

    def ensure(self, t_ctx, q_ctx, subnet):
        token = t_ctx.auth_token
        if token:
            t_ctx.auth_token = local_plugin.client.Client.get_admin_token()
        try:
            return original(self, t_ctx, q_ctx.elevated(), subnet)
        finally:
            t_ctx.auth_token = token

    local_plugin.TricirclePlugin._ensure_subnet_dhcp_port = ensure


def answer_policies(central_plugin):
    """Neutron's policies ask for a network's owner alone, and tricircle 8 looks the answer's id up: `KeyError: 'id'`, and
    nobody but an administrator may add a subnet or port to a network of their own."""
    original = central_plugin.TricirclePlugin.get_network

    def get_network(self, context, network_id, fields=None):
        network = original(self, context, network_id)
        return {name: network[name] for name in fields if name in network} if fields else network

    central_plugin.TricirclePlugin.get_network = get_network


def keep_options_of_ports(central_plugin):
    """Tricircle 8 takes a port's allowed address pairs and DHCP options and forgets them, so that no region hears of them when
    it pulls the port. A guest could neither be reached at its tenant address over the shared network nor learn its routes."""
    from neutron.db.allowedaddresspairs_db import AllowedAddressPairsMixin  # noqa: PLC0415 — only its own environment has it

    pairs = AllowedAddressPairsMixin()
    plugin = central_plugin.TricirclePlugin
    create, update = plugin.create_port, plugin.update_port

    def create_port(self, context, port):
        made = create(self, context, port)
        wanted = port["port"].get("allowed_address_pairs")
        made["allowed_address_pairs"] = pairs._process_create_allowed_address_pairs(context, made, wanted)
        self._process_port_create_extra_dhcp_opts(context, made, port["port"].get("extra_dhcp_opts"))
        return made

    def update_port(self, context, port_id, port):
        wanted = {"port": dict(port["port"])}
        former = {"allowed_address_pairs": pairs.get_allowed_address_pairs(context, port_id)}
        changed = update(self, context, port_id, port)
        pairs.update_address_pairs_on_port(context, port_id, wanted, former, changed)
        self._update_extra_dhcp_opts_on_port(context, port_id, wanted, changed)
        return changed

    plugin.create_port, plugin.update_port = create_port, update_port


def share_names_of_physical_networks(type_flat):
    """Regions may call their physical networks alike, and Tricircle 8 means to allow it; but the failed insert it waits for
    takes the whole transaction of neutron 16 with it: the second site's flat network of that name answers 500. So nothing is
    reserved in Central Neutron: each region judges its own."""

    def reserve(self, context, segment, filters=None):
        return segment | {type_flat.api.MTU: None, type_flat.api.NETWORK_TYPE: self.get_type()}

    type_flat.FlatTypeDriver.reserve_provider_segment = reserve


def delete_router_once_it_is_free(central_plugin):
    """XJob takes a router's ports away in its region a moment after Central Neutron has said that they are gone. Until then the
    region's router stays (409), and a client that has just been told so gives up."""
    from neutronclient.common.exceptions import Conflict  # noqa: PLC0415 — as above

    original = central_plugin.TricirclePlugin.delete_router

    def delete_router(self, context, _id):
        for pause in (2,) * 30:
            try:
                return original(self, context, _id)
            except Conflict:
                time.sleep(pause)
        return original(self, context, _id)

    central_plugin.TricirclePlugin.delete_router = delete_router


def list_what_is_allowed(resource_handle):
    """To list ports, Central Neutron asks every region with the caller's token, and fails when one refuses. Here each region
    refuses the users of the others: a list shows what its reader may see, and the rest is left out."""
    original = resource_handle.NeutronResourceHandle.handle_list

    def handle_list(self, context, resource, filters):
        try:
            return original(self, context, resource, filters)
        except resource_handle.q_exceptions.Forbidden:
            return []
        except resource_handle.exceptions.EndpointNotAvailable:
            # A region that is down must not stop another one's user; who may see everything must know what is missing.
            if context.is_admin:
                raise
            return []

    resource_handle.NeutronResourceHandle.handle_list = handle_list


def answer_as_region_did(api_common):
    """Central Neutron of tricircle 8 answers 500 to whatever a region refuses, and a region to whatever Central Neutron refuses.
    Clients wait when something is still in use (409) and give up at 500; and nobody learns who said no to what."""
    original = api_common.convert_exception_to_http_exc
    api_common.convert_exception_to_http_exc = lambda error, *rest: original(refusal_of(error), *rest)


def refusal_of(error):
    """The same answer for the caller, if another Neutron gave it; unreachable ones are 503. Any other error stays."""
    from neutronclient.common.exceptions import ConnectionFailed, NeutronClientException  # noqa: PLC0415 — as above
    from tricircle.common.exceptions import EndpointNotAvailable  # noqa: PLC0415
    from webob.exc import status_map  # noqa: PLC0415

    if isinstance(error, (ConnectionFailed, EndpointNotAvailable)):
        return status_map[503](str(error))
    code = getattr(error, "status_code", None) if isinstance(error, NeutronClientException) else None
    return status_map[code](str(error)) if code in status_map and 400 <= code < 500 else error


def list_jobs_of_every_project(controller):
    """The Admin API of tricircle 8 is for administrators, and lists one the jobs of its own project alone. A job belongs to the
    project of what it carries to a region: nobody would ever be shown that one failed for a site."""

    def of_every_project(original):
        return lambda context, filters, *rest: original(
            context, [one for one in filters if one["key"] != "project_id"], *rest
        )

    listing = {name: of_every_project(getattr(controller.db_api, name)) for name in ("list_jobs", "list_jobs_from_log")}
    controller.db_api = types.SimpleNamespace(**{**vars(controller.db_api), **listing})


def delete_pods_that_were_used(pod):
    """A pod keeps its region's endpoints and agents in tables of its own, which point at it: tricircle 8 forgets to empty them,
    and answers 500 to the delete of every pod that was ever asked for anything."""
    core, models = pod.core, pod.models

    def delete_resource(context, model, key):
        for kept in (models.CachedEndpoint, models.ShadowAgent):
            context.session.query(kept).filter_by(pod_id=key).delete()
        return core.delete_resource(context, model, key)

    pod.core = types.SimpleNamespace(**{**vars(core), "delete_resource": delete_resource})


def run_jobs_as_service(xmanager):
    """XJob carries a change to all regions with the token of the user who made it, and here each region refuses the users of
    the others: the job fails, and its turn to be done again, as the administrator, comes minutes later."""
    for name, method in list(vars(xmanager.XManager).items()):
        # A static method has that, too.
        if inspect.isfunction(method) and hasattr(method, "__wrapped__"):
            setattr(xmanager.XManager, name, as_service(method))


def as_service(job):
    """The job, with the rights that XJob itself has."""

    def run(self, context, payload):
        context.auth_token, context.is_admin = None, True
        return job(self, context, payload=payload)

    return run


SHIMS = {
    "pyroute2.netlink.nlsocket": (delete_without_creating,),
    "neutron.api.api_common": (answer_as_region_did,),
    "neutron.plugins.ml2.drivers.linuxbridge.agent.arp_protect": (delete_mac_rules_by_place,),
    "tricircle.api.controllers.job": (list_jobs_of_every_project,),
    "tricircle.api.controllers.pod": (delete_pods_that_were_used,),
    "tricircle.common.resource_handle": (list_what_is_allowed,),
    "tricircle.network.helper": (know_linux_bridge,),
    "tricircle.network.local_plugin": (
        pull_as_administrator,
        find_dhcp_port_as_service,
        keep_port_ids,
        take_for_net_delete,
        let_region_choose_mtu,
    ),
    "tricircle.network.central_plugin": (
        give_bridge_pool_an_owner,
        answer_policies,
        keep_options_of_ports,
        delete_router_once_it_is_free,
    ),
    "tricircle.network.drivers.type_flat": (share_names_of_physical_networks,),
    "tricircle.xjob.xmanager": (run_jobs_as_service,),
}


@functools.cache
def install():
    """Mends Python itself now, and each module of SHIMS as soon as it is imported."""
    restore_collections()
    restore_getargspec()
    try:
        from wrapt import when_imported  # noqa: PLC0415 — pip runs before wrapt is there
    except ImportError:
        return
    for module, shims in SHIMS.items():
        for shim in shims:
            when_imported(module)(shim)
