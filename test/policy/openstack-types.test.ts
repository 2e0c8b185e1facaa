import * as openstack from "@pulumi/openstack";
import { expect, test } from "vitest";
import { types } from "../../policy/openstack-types.ts";

test.each([
    ["floatingIp", openstack.networking.FloatingIp],
    ["image", openstack.images.Image],
    ["instance", openstack.compute.Instance],
    ["loadBalancer", openstack.loadbalancer.LoadBalancer],
    ["network", openstack.networking.Network],
    ["port", openstack.networking.Port],
    ["project", openstack.identity.Project],
    ["rbacPolicy", openstack.networking.RbacPolicyV2],
    ["role", openstack.identity.Role],
    ["router", openstack.networking.Router],
    ["routerInterface", openstack.networking.RouterInterface],
    ["routerRoute", openstack.networking.RouterRoute],
    ["securityGroup", openstack.networking.SecGroup],
    ["securityGroupRule", openstack.networking.SecGroupRule],
    ["subnet", openstack.networking.Subnet],
    ["subnetRoute", openstack.networking.SubnetRoute],
    ["trunk", openstack.networking.Trunk],
    ["user", openstack.identity.User],
] as const)("%s is what the provider's own class is called", (name, type) => {
    expect(types[name]).toBe((type as unknown as { __pulumiType: string }).__pulumiType);
});
