import type { Cloud } from "../../cloud/cloud.ts";
import { interfaceAttachment, keypair, server } from "./lookup-compute.ts";
import { keystone, roleAssignment } from "./lookup-identity.ts";
import { floatingIpAssociation, neutron, routerInterface, routerRoute, subnetRoute } from "./lookup-network.ts";

/** Where a stack's objects are looked for. */
export interface Place {
    readonly cloud: Cloud;
    readonly region: string;
    /** Told what is waited for. */
    report(line: string): void;
}

/** What the program gave for a resource. */
export type Inputs = Readonly<Record<string, unknown>>;

/** Finds the objects that a pending create of these inputs may have made, as ids that Pulumi's provider would give them. */
export type Lookup = (inputs: Inputs, place: Place) => Promise<readonly string[]>;

const lookups: Readonly<Record<string, Lookup>> = {
    "openstack:networking/network:Network": neutron("networks"),
    "openstack:networking/subnet:Subnet": neutron("subnets"),
    "openstack:networking/router:Router": neutron("routers"),
    "openstack:networking/port:Port": neutron("ports"),
    "openstack:networking/secGroup:SecGroup": neutron("security-groups"),
    "openstack:networking/secGroupRule:SecGroupRule": neutron("security-group-rules"),
    "openstack:networking/floatingIp:FloatingIp": neutron("floatingips"),
    "openstack:networking/routerInterface:RouterInterface": routerInterface,
    "openstack:networking/floatingIpAssociate:FloatingIpAssociate": floatingIpAssociation,
    "openstack:networking/subnetRoute:SubnetRoute": subnetRoute,
    "openstack:networking/routerRoute:RouterRoute": routerRoute,
    "openstack:compute/instance:Instance": server,
    "openstack:compute/interfaceAttach:InterfaceAttach": interfaceAttachment,
    "openstack:compute/keypair:Keypair": keypair,
    "openstack:identity/project:Project": keystone("projects"),
    "openstack:identity/user:User": keystone("users"),
    "openstack:identity/role:Role": keystone("roles"),
    "openstack:identity/roleAssignment:RoleAssignment": roleAssignment,
};

/** Whether a create of this type can be repeated, since it leaves nothing behind or finds what is there. */
export function isRepeatable(type: string): boolean {
    return !type.startsWith("openstack:");
}

/** How objects of a type are found, or `null` when k-one doesn't know. */
export function lookupFor(type: string): Lookup | null {
    return lookups[type] ?? null;
}
