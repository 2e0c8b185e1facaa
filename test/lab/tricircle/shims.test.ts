import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { hasPython } from "../box/python.ts";
import { python } from "./python.ts";

const folder = join(import.meta.dirname, "../../../lab/tricircle");

/** Runs a shim on stand-ins for what it mends. */
const shim = <T>(code: string) =>
    python<T>(`import json\nimport types\nimport k_one_tricircle_shims as shims\n${code}`);

/** A plugin whose core plugin tells how it was called. */
const localPlugin = `
class Context:
    is_admin = False
    def elevated(self):
        other = Context()
        other.is_admin = True
        return other
class Core:
    def create_port(self, context, body): return ["port", context.is_admin, body]
    def create_network(self, context, body): return ["network", context.is_admin, body]
    def create_subnet(self, context, body): return ["subnet", context.is_admin, body]
class TricirclePlugin:
    def __init__(self): self.core_plugin = Core()
    def _handle_segment_change(self, rtype, event, trigger, context, segment): return "older"
    @staticmethod
    def _adapt_network_body(network): network.pop("availability_zone_hints", None)
    def _ensure_subnet_dhcp_port(self, t_ctx, q_ctx, subnet): return [t_ctx.auth_token, q_ctx]
tokens = types.SimpleNamespace(get_admin_token=lambda: "region's")
module = types.SimpleNamespace(
    TricirclePlugin=TricirclePlugin,
    client=types.SimpleNamespace(Client=tokens),
    events=types.SimpleNamespace(PRECOMMIT_DELETE="delete"),
)
`;

describe.skipIf(!hasPython)("the shims of a Tricircle machine", () => {
    it("give a module of today's Python back what it lost, and leave what it has", () => {
        const names = `
module = types.SimpleNamespace(Mapping="own")
shims.restore_collections(module)
old = types.SimpleNamespace(getfullargspec=len)
shims.restore_getargspec(old)
print(json.dumps([module.Mapping, module.MutableMapping.__name__, old.getargspec is len]))`;
        expect(shim(names)).toEqual(["own", "MutableMapping", true]);
    });

    it("take the flags of creating from deletes, and from nothing else", () => {
        const put = `
class NetlinkMixin:
    def put(self, msg, msg_type, msg_flags=1): return msg_flags
shims.delete_without_creating(types.SimpleNamespace(NetlinkMixin=NetlinkMixin, NLM_F_REQUEST=1))
put = NetlinkMixin().put
new_link, delete_link, delete_neighbour = 16, 17, 29
print(json.dumps([put("", kind, 0x605) for kind in (new_link, delete_link, delete_neighbour, "ctrl")] + [put("", 17)]))`;
        expect(shim(put)).toEqual([0x605, 0x005, 0x005, 0x605, 1]);
    });

    it("delete a port's rules of addresses by their place, and no other port's", () => {
        const remove = `
asked = []
arp_protect = types.SimpleNamespace(_mac_chain_name=lambda vif: f"neutronMAC-{vif}", ebtables=asked.append)
shims.delete_mac_rules_by_place(arp_protect)
rules = ["-i tapa --among-src fa:16:3e:d:2d:8d -j RETURN", "-i tapb --among-src fa:16:3e:1:2:3 -j RETURN", "-j DROP",
         "-i tapa --among-src fa:16:3e:d:2d:8e -j RETURN", "-i tapa -j neutronMAC-tapa"]
arp_protect._delete_vif_mac_rules("tapa", rules)
print(json.dumps(asked))`;
        expect(shim(remove)).toEqual([
            ["-D", "neutronMAC-tapa", "1"],
            ["-D", "neutronMAC-tapa", "1"],
        ]);
    });

    it("make stand-ins for Linux bridge agents, too", () => {
        const know = `
helper = types.SimpleNamespace(VIF_AGENT_TYPE_MAP={}, AGENT_DATA_TEMPLATE_MAP={}, TUNNEL_IP_HANDLE_MAP={})
shims.know_linux_bridge(helper)
kind = helper.VIF_AGENT_TYPE_MAP["bridge"]
agent = {"configurations": {"tunneling_ip": "203.0.113.11"}}
print(json.dumps([kind, helper.AGENT_DATA_TEMPLATE_MAP[kind]["agent_type"], helper.TUNNEL_IP_HANDLE_MAP[kind](agent)]))`;
        expect(shim(know)).toEqual(["Linux bridge agent", "Linux bridge agent", "203.0.113.11"]);
    });

    it("keep the ids of ports made in bulk, and copy what a region pulls with the plugin's own rights", () => {
        const pull = `${localPlugin}
shims.pull_as_administrator(module)
shims.keep_port_ids(module)
core = TricirclePlugin().core_plugin
print(json.dumps([core.create_network(Context(), 1), core.create_port_bulk(Context(), {"ports": [{"id": "a"}, {"id": "b"}]})]))`;
        expect(shim(pull)).toEqual([
            ["network", true, 1],
            [
                ["port", true, { id: "a" }],
                ["port", true, { id: "b" }],
            ],
        ]);
    });

    it("release a segment once when its network goes, and hand on what is no delete of a network", () => {
        const handle = `${localPlugin}
released = []
shims.take_for_net_delete(module)
plugin = TricirclePlugin()
plugin.type_manager = types.SimpleNamespace(release_network_segment=lambda context, segment: released.append(segment))
handle = plugin._handle_segment_change
results = [handle("r", "delete", "t", "c", 7, for_net_delete=True), handle("r", "after", "t", "c", 8, for_net_delete=True),
           handle("r", "delete", "t", "c", 9)]
print(json.dumps([results, released]))`;
        expect(shim(handle)).toEqual([[null, null, "older"], [7]]);
    });

    it("let a region take the MTU that its underlay carries, unless the network brings one", () => {
        const adapt = `${localPlugin}
shims.let_region_choose_mtu(module)
one, other = {"availability_zone_hints": ["az1"]}, {"mtu": 1400}
for network in (one, other): TricirclePlugin()._adapt_network_body(network)
print(json.dumps([one, other]))`;
        expect(shim(adapt)).toEqual([{ mtu: 0 }, { mtu: 1400 }]);
    });

    it("ask for the DHCP port as the region, and for all else as the user again", () => {
        const ask = `${localPlugin}
shims.find_dhcp_port_as_service(module)
user, agent = types.SimpleNamespace(auth_token="user's"), types.SimpleNamespace(auth_token=None)
local = types.SimpleNamespace(elevated=lambda: "administrator")
ensure = TricirclePlugin()._ensure_subnet_dhcp_port
print(json.dumps([ensure(user, local, ""), user.auth_token, ensure(agent, local, "")]))`;
        expect(shim(ask)).toEqual([["region's", "administrator"], "user's", [null, "administrator"]]);
    });

    it("wait with a router's delete until its region's is free, and say no other error later", () => {
        const remove = `
import sys
class Conflict(Exception): pass
sys.modules["neutronclient"] = sys.modules["neutronclient.common"] = types.ModuleType("neutronclient")
sys.modules["neutronclient.common.exceptions"] = types.SimpleNamespace(Conflict=Conflict)
answers, waited = [Conflict(), Conflict(), "gone", ValueError()], []
class TricirclePlugin:
    def delete_router(self, context, _id):
        answer = answers.pop(0)
        if isinstance(answer, Exception): raise answer
        return answer
shims.time = types.SimpleNamespace(sleep=waited.append)
shims.delete_router_once_it_is_free(types.SimpleNamespace(TricirclePlugin=TricirclePlugin))
results = [TricirclePlugin().delete_router("", "7")]
try: TricirclePlugin().delete_router("", "7")
except ValueError: results.append("as it was")
print(json.dumps([results, waited]))`;
        expect(shim(remove)).toEqual([
            ["gone", "as it was"],
            [2, 2],
        ]);
    });

    it("let physical networks of several regions have one name, however many are made at once", () => {
        const reserve = `
class FlatTypeDriver:
    def get_type(self): return "flat"
module = types.SimpleNamespace(FlatTypeDriver=FlatTypeDriver, api=types.SimpleNamespace(MTU="mtu", NETWORK_TYPE="type"))
shims.share_names_of_physical_networks(module)
print(json.dumps([FlatTypeDriver().reserve_provider_segment("", {"physical_network": "ext"}) for _ in range(2)]))`;
        const segment = { physical_network: "ext", mtu: null, type: "flat" };
        expect(shim(reserve)).toEqual([segment, segment]);
    });

    it("answer a policy that asks for a network's owner alone", () => {
        const answer = `
class TricirclePlugin:
    def get_network(self, context, network_id, fields=None): return {"id": network_id, "tenant_id": "gist", "name": "net1"}
    def _get_bridge_subnet_pool_id(self, t_ctx, q_ctx, project_id, pod): return project_id
module = types.SimpleNamespace(TricirclePlugin=TricirclePlugin)
shims.answer_policies(module)
shims.give_bridge_pool_an_owner(module)
plugin, context = TricirclePlugin(), types.SimpleNamespace(project_id="gist", tenant="gist")
print(json.dumps([plugin.get_network("", "7", fields=["tenant_id"]), plugin.get_network("", "7"),
                  plugin._get_bridge_subnet_pool_id(context, context, None, ""),
                  plugin._get_bridge_subnet_pool_id(context, context, "korea", "")]))`;
        expect(shim(answer)).toEqual([
            { tenant_id: "gist" },
            { id: "7", tenant_id: "gist", name: "net1" },
            "gist",
            "korea",
        ]);
    });

    it("leave out of a list what a region refuses to show, and for a site's user what is down, and nothing else", () => {
        const list = `
class Forbidden(Exception): pass
class Away(Exception): pass
class NeutronResourceHandle:
    def handle_list(self, context, resource, filters):
        if filters: raise filters
        return ["port"]
module = types.SimpleNamespace(NeutronResourceHandle=NeutronResourceHandle, q_exceptions=types.SimpleNamespace(Forbidden=Forbidden), exceptions=types.SimpleNamespace(EndpointNotAvailable=Away))
shims.list_what_is_allowed(module)
handle = NeutronResourceHandle().handle_list
def failure(is_admin, problem):
    try: return handle(types.SimpleNamespace(is_admin=is_admin), "port", problem)
    except (ValueError, Away) as error: return type(error).__name__
print(json.dumps([handle("", "port", None), handle("", "port", Forbidden()),
                  failure(False, ValueError()), failure(False, Away()), failure(True, Away())]))`;
        expect(shim(list)).toEqual([["port"], [], "ValueError", [], "Away"]);
    });

    it("list an administrator the jobs of every project, with the other filters as they were", () => {
        const jobs = `
def list_jobs(context, filters, *rest): return [one["key"] for one in filters] + list(rest)
db_api = types.SimpleNamespace(list_jobs=list_jobs, list_jobs_from_log=list_jobs, get_job="one job")
module = types.SimpleNamespace(db_api=db_api)
shims.list_jobs_of_every_project(module)
filters = [{"key": "status"}, {"key": "project_id"}]
print(json.dumps([module.db_api.list_jobs("", filters, 7), module.db_api.list_jobs_from_log("", filters),
                  module.db_api.get_job, db_api.list_jobs("", filters)]))`;
        expect(shim(jobs)).toEqual([["status", 7], ["status"], "one job", ["status", "project_id"]]);
    });

    it("forget a pod's endpoints and agents before the pod itself", () => {
        const remove = `
gone = []
class Query:
    def __init__(self, model): self.model = model
    def filter_by(self, pod_id): self.pod = pod_id; return self
    def delete(self): gone.append([self.model, self.pod])
core = types.SimpleNamespace(delete_resource=lambda context, model, key: gone.append([model, key]), get="other")
pod = types.SimpleNamespace(core=core, models=types.SimpleNamespace(CachedEndpoint="endpoints", ShadowAgent="agents"))
shims.delete_pods_that_were_used(pod)
pod.core.delete_resource(types.SimpleNamespace(session=types.SimpleNamespace(query=Query)), "pods", "7")
print(json.dumps([gone, pod.core.get]))`;
        expect(shim(remove)).toEqual([
            [
                ["endpoints", "7"],
                ["agents", "7"],
                ["pods", "7"],
            ],
            "other",
        ]);
    });

    it("are applied each to its module, once, when Python starts", () => {
        const applied = `
names = [shim.__name__ for mends in shims.SHIMS.values() for shim in mends]
print(json.dumps([len(names) == len(set(names)), len(names)]))`;
        expect(shim(applied)).toEqual([true, 18]);
        expect(readFileSync(join(folder, "shims/k_one_tricircle_shims.pth"), "utf8")).toBe(
            "import k_one_tricircle_shims; k_one_tricircle_shims.install()\n",
        );
    });
});

describe("what a Tricircle machine gets from PyPI", () => {
    it.each(["requirements.txt", "build-requirements.txt"])("is pinned to the byte in %s", (file) => {
        const lines = readFileSync(join(folder, "golden", file), "utf8")
            .trim()
            .split("\n");
        expect(lines.length).toBeGreaterThan(3);
        for (const line of lines) expect(line).toMatch(/^[\w.-]+==[\w.]+ --hash=sha256:[0-9a-f]{64}$/);
    });
});
