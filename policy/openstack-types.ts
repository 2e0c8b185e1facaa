import { dynamicType } from "../components/tricircle/dynamic-program.ts";

/** Pulumi's types of the resources of OpenStack and Tricircle that policies look at. */
export const types = {
    floatingIp: "openstack:networking/floatingIp:FloatingIp",
    image: "openstack:images/image:Image",
    instance: "openstack:compute/instance:Instance",
    loadBalancer: "openstack:loadbalancer/loadBalancer:LoadBalancer",
    network: "openstack:networking/network:Network",
    port: "openstack:networking/port:Port",
    pod: dynamicType("Pod"),
    project: "openstack:identity/project:Project",
    pulledNetwork: dynamicType("PulledNetwork"),
    rbacPolicy: "openstack:networking/rbacPolicyV2:RbacPolicyV2",
    role: "openstack:identity/role:Role",
    roleAssignment: "openstack:identity/roleAssignment:RoleAssignment",
    router: "openstack:networking/router:Router",
    routerInterface: "openstack:networking/routerInterface:RouterInterface",
    routerRoute: "openstack:networking/routerRoute:RouterRoute",
    novaSecurityGroup: "openstack:compute/secGroup:SecGroup",
    portSecurityGroups: "openstack:networking/portSecGroupAssociate:PortSecGroupAssociate",
    interfaceAttach: "openstack:compute/interfaceAttach:InterfaceAttach",
    securityGroup: "openstack:networking/secGroup:SecGroup",
    securityGroupRule: "openstack:networking/secGroupRule:SecGroupRule",
    subnet: "openstack:networking/subnet:Subnet",
    subnetRoute: "openstack:networking/subnetRoute:SubnetRoute",
    trunk: "openstack:networking/trunk:Trunk",
    user: "openstack:identity/user:User",
} as const;
