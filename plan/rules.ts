import type { Rule } from "./draft.ts";
import { blocks } from "./rules/blocks.ts";
import { boxes } from "./rules/boxes.ts";
import { centralRegion } from "./rules/central-region.ts";
import { clusterNetworks } from "./rules/cluster-networks.ts";
import { controlVm } from "./rules/control-vm.ts";
import { devStack } from "./rules/dev-stack.ts";
import { externalNetwork } from "./rules/external-network.ts";
import { glance } from "./rules/glance.ts";
import { guest } from "./rules/guest.ts";
import { host } from "./rules/host.ts";
import { identity } from "./rules/identity.ts";
import { mtu } from "./rules/mtu.ts";
import { names } from "./rules/names.ts";
import { notYet } from "./rules/not-yet.ts";
import { ownIdentity } from "./rules/own-identity.ts";
import { routes } from "./rules/routes.ts";
import { unknownSharedNetworks, vniTwice } from "./rules/shared-networks.ts";
import { sharedPools } from "./rules/shared-pools.ts";
import { transport } from "./rules/transport.ts";
import { unique } from "./rules/unique.ts";
import { centralRoom } from "./tricircle/central-room.ts";
import { dhcpRoutesFit } from "./tricircle/dhcp-routes.ts";
import { exactMtu } from "./tricircle/exact-mtu.ts";
import { noControlVm } from "./tricircle/no-control-vm.ts";
import { nothingImported } from "./tricircle/nothing-imported.ts";
import { oneDriver } from "./tricircle/one-driver.ts";
import { ownSegments } from "./tricircle/own-segments.ts";

/** Every rule that an environment is held against; their order doesn't matter. */
export const rules: readonly Rule[] = [
    blocks,
    boxes,
    centralRegion,
    centralRoom,
    clusterNetworks,
    controlVm,
    devStack,
    dhcpRoutesFit,
    exactMtu,
    externalNetwork,
    glance,
    guest,
    host,
    identity,
    mtu,
    names,
    noControlVm,
    nothingImported,
    notYet,
    oneDriver,
    ownIdentity,
    ownSegments,
    routes,
    sharedPools,
    transport,
    unique,
    unknownSharedNetworks,
    vniTwice,
];
