/** Pulumi's types of the OpenStack resources that policies look at. */
export const types = {
    instance: "openstack:compute/instance:Instance",
    network: "openstack:networking/network:Network",
    port: "openstack:networking/port:Port",
    rbacPolicy: "openstack:networking/rbacPolicyV2:RbacPolicyV2",
    router: "openstack:networking/router:Router",
    routerInterface: "openstack:networking/routerInterface:RouterInterface",
    routerRoute: "openstack:networking/routerRoute:RouterRoute",
    securityGroup: "openstack:networking/secGroup:SecGroup",
    securityGroupRule: "openstack:networking/secGroupRule:SecGroupRule",
    subnet: "openstack:networking/subnet:Subnet",
} as const;
