import type { CheckKind } from "./check.ts";
import { floatingIp } from "./checks/floating-ip.ts";
import { foreignCluster } from "./checks/foreign-cluster.ts";
import { foreignKeystone } from "./checks/foreign-keystone.ts";
import { foreignRegion } from "./checks/foreign-region.ts";
import { foreignRouter } from "./checks/foreign-router.ts";
import { foreignSite } from "./checks/foreign-site.ts";
import { forgedSource } from "./checks/forged-source.ts";
import { netFullSize } from "./checks/full-size.ts";
import { net3 } from "./checks/net3.ts";
import { outside } from "./checks/outside.ts";
import { ownCluster } from "./checks/own-cluster.ts";
import { silentKBox } from "./checks/silent-k-box.ts";
import { strangers } from "./checks/strangers.ts";
import { tcp } from "./checks/tcp.ts";
import { tenantOverNet3 } from "./checks/tenant-over-net3.ts";
import { netOneByteTooBig } from "./checks/too-big.ts";
import { underlayMtu } from "./checks/underlay-mtu.ts";
import { underlayTooBig } from "./checks/underlay-too-big.ts";

/** Every kind of check, in the order in which they are shown. */
export const kinds: readonly CheckKind[] = [
    net3,
    tenantOverNet3,
    netFullSize,
    netOneByteTooBig,
    tcp,
    floatingIp,
    outside,
    underlayMtu,
    underlayTooBig,
    ownCluster,
    foreignSite,
    foreignRegion,
    foreignKeystone,
    foreignCluster,
    forgedSource,
    foreignRouter,
    silentKBox,
    strangers,
];
