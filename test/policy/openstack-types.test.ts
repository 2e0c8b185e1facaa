import * as openstack from "@pulumi/openstack";
import { expect, test } from "vitest";
import { types } from "../../policy/openstack-types.ts";

test.each([
    ["instance", openstack.compute.Instance],
    ["network", openstack.networking.Network],
    ["port", openstack.networking.Port],
    ["rbacPolicy", openstack.networking.RbacPolicyV2],
    ["router", openstack.networking.Router],
    ["routerInterface", openstack.networking.RouterInterface],
    ["routerRoute", openstack.networking.RouterRoute],
    ["securityGroup", openstack.networking.SecGroup],
    ["securityGroupRule", openstack.networking.SecGroupRule],
    ["subnet", openstack.networking.Subnet],
] as const)("%s is what the provider's own class is called", (name, type) => {
    expect(types[name]).toBe((type as unknown as { __pulumiType: string }).__pulumiType);
});
