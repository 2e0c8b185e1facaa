import type { StackState, StateResource } from "../../../cli/recover/state.ts";
import { samplePlan } from "../verify/fakes.ts";

/** Site gist as it is planned with mesh. */
export const gist = (() => {
    const [site] = samplePlan().sites;
    if (site === undefined) throw new Error("the sample has no site");
    return site;
})();

const stack = "urn:pulumi:sample-gist::k-one::k-one:index:Site";
/** URN of a resource in the site, such as `SiteRouter$openstack:networking/router:Router::gist-router-router`. */
export const urn = (path: string) => `${stack}$k-one:index:${path}`;

const central = `${urn("CentralRegion$pulumi:providers:openstack::gist-central-provider")}::c-provider`;
/** Reference of the provider of the site's own region. */
export const own = `${urn("Region$pulumi:providers:openstack::gist-region-provider")}::r-provider`;
const dynamic = "urn:pulumi:sample-gist::k-one::pulumi:providers:pulumi-nodejs::default::d-provider";
const pulledType = "pulumi-nodejs:dynamic/k-one:PulledNetwork";

function made(
    path: string,
    type: string,
    id: string,
    properties: Readonly<Record<string, unknown>>,
    more: Partial<StateResource> = {},
): StateResource {
    const parent = urn(path)
        .replace(/\$[^$]*$/, "")
        .concat(
            `::${path
                .split("::")
                .at(-1)
                ?.replace(/-[^-]*$/, "")}`,
        );
    const outputs = { ...properties, id, region: "CentralRegion" };
    return { urn: urn(path), type, custom: true, id, parent, provider: central, inputs: properties, outputs, ...more };
}

const network = "openstack:networking/network:Network";
const rule = {
    ...{ direction: "ingress", ethertype: "IPv4", protocol: "icmp", remoteIpPrefix: "0.0.0.0/0" },
    ...{ securityGroupId: "c-group", description: "k-one:sample-gist:gist-guest-icmp" },
};

/** URN of the copy of net3 that the site pulled. */
export const pulled = urn(`PulledShare$${pulledType}::gist-net3-network`);
const tenantPulled = urn(`TenantNetwork$${pulledType}::gist-tenant-pulled`);

/** State of site gist's stack as Tricircle's driver leaves it, in the parts that matter. */
export const centralState: StackState = {
    version: 3,
    deployment: {
        resources: [
            {
                urn: dynamic.split("::d-")[0] ?? "",
                type: "pulumi:providers:pulumi-nodejs",
                custom: true,
                id: "d-provider",
            },
            { urn: `${stack}::gist`, type: "k-one:index:Site" },
            {
                ...{
                    urn: own.split("::r-")[0] ?? "",
                    type: "pulumi:providers:openstack",
                    custom: true,
                    id: "r-provider",
                },
                inputs: { region: "Region1" },
            },
            { urn: urn("CentralRegion::gist-central"), type: "k-one:index:CentralRegion" },
            {
                ...{ urn: central.split("::c-")[0] ?? "", type: "pulumi:providers:openstack", custom: true },
                id: "c-provider",
            },
            made(`TenantNetwork$${network}::gist-tenant-network`, network, "net1-id", {
                name: "net1",
                availabilityZoneHints: ["Region1"],
            }),
            made(`ExternalNetwork$${network}::gist-external-network`, network, "c-external", { name: "ext-net1" }),
            made(
                "TenantNetwork$openstack:networking/subnet:Subnet::gist-tenant-subnet",
                "openstack:networking/subnet:Subnet",
                "subnet1-id",
                { name: "net1-subnet", networkId: "net1-id" },
            ),
            {
                ...{ urn: tenantPulled, type: pulledType, custom: true, id: "net1-id", provider: dynamic },
                outputs: { id: "net1-id", subnetId: "subnet1-id" },
            },
            made(
                "SiteRouter$openstack:networking/router:Router::gist-router-router",
                "openstack:networking/router:Router",
                "c-router",
                { availabilityZoneHints: ["Region1"], vendorOptions: { setRouterGatewayAfterCreate: true } },
                { dependencies: [tenantPulled], propertyDependencies: { externalNetworkId: [] } },
            ),
            made(
                "SiteRouter$openstack:networking/routerInterface:RouterInterface::gist-router-tenant",
                "openstack:networking/routerInterface:RouterInterface",
                "c-interface",
                { routerId: "c-router", subnetId: "subnet1-id" },
            ),
            { urn: urn("PulledShare::gist-net3"), type: "k-one:index:PulledShare", parent: `${stack}::gist` },
            {
                ...{ urn: pulled, type: pulledType, custom: true, id: "net3-id", provider: dynamic },
                parent: urn("PulledShare::gist-net3"),
                outputs: { id: "net3-id", subnetId: "subnet3-id" },
            },
            made(
                "Guest$openstack:networking/secGroup:SecGroup::gist-guest-security-group",
                "openstack:networking/secGroup:SecGroup",
                "c-group",
                { name: "gist-guest" },
            ),
            made(
                "Guest$openstack:networking/secGroupRule:SecGroupRule::gist-guest-icmp",
                "openstack:networking/secGroupRule:SecGroupRule",
                "c-rule",
                rule,
                { deletedWith: urn("Guest$openstack:networking/secGroup:SecGroup::gist-guest-security-group") },
            ),
            made(
                "Guest$openstack:networking/port:Port::gist-guest-port-net3",
                "openstack:networking/port:Port",
                "port3-id",
                { networkId: "net3-id", securityGroupIds: ["c-group"], __pulumi_raw_state_delta: {} },
                { dependencies: [pulled], propertyDependencies: { networkId: [pulled] } },
            ),
            {
                ...{ urn: urn("Guest$openstack:compute/instance:Instance::gist-guest-instance"), custom: true },
                ...{ type: "openstack:compute/instance:Instance", id: "server-id", provider: own },
                inputs: { networks: [{ port: "port3-id" }] },
                dependencies: [pulled],
            },
            made(
                "Guest$openstack:networking/floatingIp:FloatingIp::gist-guest-floating-ip",
                "openstack:networking/floatingIp:FloatingIp",
                "c-floating",
                { address: "192.168.101.100" },
            ),
            made(
                "Guest$openstack:networking/floatingIpAssociate:FloatingIpAssociate::gist-guest-floating-ip-association",
                "openstack:networking/floatingIpAssociate:FloatingIpAssociate",
                "c-floating",
                { floatingIp: "192.168.101.100", portId: "port1-id" },
            ),
        ],
    },
};
