import { addressPairs } from "./address-pairs.ts";
import { controlVm } from "./control-vm.ts";
import { currentDriver } from "./current-driver.ts";
import { hiddenSecrets } from "./hidden-secrets.ts";
import { openIngress } from "./open-ingress.ts";
import { ownGrants } from "./own-grants.ts";
import { ownKBox } from "./own-k-box.ts";
import { ownProviderAndRegion } from "./own-provider-and-region.ts";
import { ownRouters } from "./own-routers.ts";
import { pinnedSources } from "./pinned-sources.ts";
import { plannedNamesAndRanges } from "./planned-names-and-ranges.ts";
import { plannedTunnels } from "./planned-tunnels.ts";
import { privateNetworks } from "./private-networks.ts";
import { protectedProduction } from "./protected-production.ts";
import { publicTransport } from "./public-transport.ts";
import type { SitePolicy } from "./site-policy.ts";
import { smallStacks } from "./small-stacks.ts";

/**
 * Every policy of the pack, in the order of its documentation.
 *
 * How to add one:
 * - A policy is one file, `policy/<name>.ts`, that exports one {@link SitePolicy} as its name in camel case; its spec in
 *   `test/policy/<name>.test.ts` has at least a case that passes, one that fails and one with an unknown value.
 * - It yields a violation for each thing that is wrong, and never stops at the first. A violation says what was found,
 *   where, what is allowed and how to mend it; the framework makes the sentence.
 * - `checkResource` sees one resource's inputs before anything is changed, in a preview and in an `up`: whatever can be
 *   said of one resource belongs there. `checkStack` sees all resources with what their values come from; Pulumi runs it
 *   after the last change of an `up`, so `k-one up` previews first. `get` reads inputs in both.
 * - A value that isn't known in a preview is `notKnown`. Where honest stacks always know it, that is a violation.
 *   Where they may not, yield `{ resource, unknown: "<input>" }`: a preview says that it can't tell yet, and `up`, which
 *   knows the value, decides.
 * - A policy that must know what is a secret, or which program a dynamic resource runs, sets `readsSecrets` and asks
 *   `isSecret` or `program`, in `checkResource`.
 * - What is allowed comes from the environment's plan in `check`, never from the resources themselves.
 * - An exception in the tower's file is applied by the framework. A policy doesn't look at them.
 * - Work over a stack's resources is O(n): one pass, or an index made once in `checkStack`.
 */
export const policies: readonly SitePolicy[] = [
    ownProviderAndRegion,
    ownKBox,
    ownGrants,
    ownRouters,
    privateNetworks,
    controlVm,
    addressPairs,
    openIngress,
    plannedTunnels,
    publicTransport,
    hiddenSecrets,
    pinnedSources,
    protectedProduction,
    plannedNamesAndRanges,
    smallStacks,
    currentDriver,
];
