import { describe, expectTypeOf, test } from "vitest";
import type {
    AcceptancePlan,
    BoxPlan,
    ClusterNetworkPlan,
    ClusterNetworksPlan,
    ExternalNetworkPlan,
    GuestPlan,
    PolicyExceptionPlan,
    SharedNetworkPlan,
    SitePlan,
    SshTarget,
    TenantNetworkPlan,
    TowerPlan,
    UnderlayPlan,
} from "../../plan/environment-plan.ts";
import type {
    AccessFile,
    BoxFile,
    ClusterNetworkFile,
    ClusterNetworksFile,
    ExternalNetworkFile,
    KBoxFile,
    SiteFile,
    TenantNetworkFile,
    VtepFile,
} from "../../plan/site-file.ts";
import type { Acceptance, GuestKind, PolicyException, SharedNetworkFile, TowerFile } from "../../plan/tower-file.ts";

/** Fields of a plan that a file has, too. */
type Common<Plan, File> = Pick<Plan, keyof Plan & keyof File>;

// The schemas' own tests hold the files' interfaces equal to the schemas' output; this holds the plan's to the files'.
describe("a plan says the same as the file that it comes from", () => {
    test("of a site, all but what is planned further", () => {
        type Planned = "external" | "tenant" | "guest" | "networks" | "controlVm" | "boxes";
        expectTypeOf<Omit<Common<SitePlan, SiteFile>, Planned>>().toEqualTypeOf<
            Omit<Common<SiteFile, SitePlan>, Planned>
        >();
        expectTypeOf<SitePlan["sshFrom"]>().toEqualTypeOf<AccessFile["sshFrom"]>();
    });

    test("of the K-Box, the K-Cluster's networks and its boxes", () => {
        expectTypeOf<SshTarget>().toEqualTypeOf<KBoxFile>();
        expectTypeOf<keyof ClusterNetworksPlan>().toEqualTypeOf<keyof ClusterNetworksFile>();
        expectTypeOf<ClusterNetworkPlan>().toEqualTypeOf<Omit<ClusterNetworkFile, "pool">>();
        expectTypeOf<Omit<BoxPlan, "role" | "hostKey">>().toEqualTypeOf<Omit<BoxFile, "role" | "hostKey">>();
        expectTypeOf<BoxPlan["role"]>().toEqualTypeOf<Exclude<BoxFile["role"], "k-fabric">>();
    });

    test("of the networks, all but the pool, which is text in a file", () => {
        expectTypeOf<Omit<ExternalNetworkPlan, "pool">>().toEqualTypeOf<Omit<ExternalNetworkFile, "pool">>();
        expectTypeOf<Omit<TenantNetworkPlan, "dns">>().toEqualTypeOf<TenantNetworkFile>();
        expectTypeOf<TenantNetworkPlan["dns"]>().toEqualTypeOf<TowerFile["dns"]>();
        expectTypeOf<UnderlayPlan>().toEqualTypeOf<Omit<VtepFile, "switch">>();
        expectTypeOf<Pick<SharedNetworkPlan, "cidr" | "vni" | "mtu">>().toEqualTypeOf<
            Pick<SharedNetworkFile, "cidr" | "vni" | "mtu">
        >();
        expectTypeOf<SharedNetworkPlan["driver"]>().toExtend<SharedNetworkFile["driver"]>();
    });

    test("of the tower, all but the sites, which it knows by name", () => {
        type Planned = "sharedNetworks" | "glance";
        expectTypeOf<Omit<Common<TowerPlan, TowerFile>, Planned>>().toEqualTypeOf<
            Omit<Common<TowerFile, TowerPlan>, Planned>
        >();
        expectTypeOf<AcceptancePlan>().toEqualTypeOf<Acceptance>();
        expectTypeOf<PolicyExceptionPlan>().toEqualTypeOf<PolicyException>();
        expectTypeOf<Pick<GuestPlan, keyof GuestKind>>().toEqualTypeOf<GuestKind>();
    });
});
