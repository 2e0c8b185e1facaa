import type { CheckKind } from "./check.ts";
import { floatingIp } from "./checks/floating-ip.ts";
import { netFullSize } from "./checks/full-size.ts";
import { net3 } from "./checks/net3.ts";
import { outside } from "./checks/outside.ts";
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
];
