import { type EnvironmentPlan, hasKeystone, type SharedTowerPlan, type SitePlan } from "../../plan/environment-plan.ts";
import type { DoctorCheck } from "./check.ts";
import { apis } from "./checks/apis.ts";
import { authentication } from "./checks/authentication.ts";
import { availabilityZone } from "./checks/availability-zone.ts";
import { cloudsEntry } from "./checks/clouds-entry.ts";
import { devStack } from "./checks/dev-stack.ts";
import { extensions } from "./checks/extensions.ts";
import { flavor } from "./checks/flavor.ts";
import { hostKey } from "./checks/host-key.ts";
import { image } from "./checks/image.ts";
import { kBoxAnswers } from "./checks/k-box-answers.ts";
import { keystone } from "./checks/keystone.ts";
import { login } from "./checks/login.ts";
import { memberRole } from "./checks/member-role.ts";
import { physicalNetwork } from "./checks/physical-network.ts";
import { region } from "./checks/region.ts";
import { sharedNetworkMtu } from "./checks/shared-network-mtu.ts";
import { tools } from "./checks/tools.ts";
import { underlay } from "./checks/underlay.ts";
import { vtep } from "./checks/vtep.ts";

/** What is looked at for each site, in the order in which it is shown. */
const siteChecks: readonly DoctorCheck<SitePlan>[] = [
    cloudsEntry,
    devStack,
    authentication,
    region,
    kBoxAnswers,
    apis,
    extensions,
    physicalNetwork,
    image,
    flavor,
    availabilityZone,
    sharedNetworkMtu,
    hostKey,
    login,
    tools,
    underlay,
    vtep,
];

/** What is looked at for the tower. */
export const towerChecks: readonly DoctorCheck<SharedTowerPlan>[] = [keystone, cloudsEntry, authentication, memberRole];

/** What is looked at for each site of an environment: its own Keystone, too, where each has one. */
export function siteChecksOf({ tower }: EnvironmentPlan): readonly DoctorCheck<SitePlan>[] {
    return hasKeystone(tower) ? siteChecks : [keystone, ...siteChecks];
}
