import { planEnvironment } from "../../plan/environment.ts";
import type { EnvironmentPlan, SitePlan } from "../../plan/environment-plan.ts";
import { edited, sample, sampleFiles } from "../plan/sample.ts";

/** The planner's sample with some files' texts replaced; `null` leaves a file out. */
export function samplePlan(changes: Readonly<Record<string, string | null>> = {}): EnvironmentPlan {
    const { plan, findings } = planEnvironment(sampleFiles(changes));
    if (plan === null) throw new Error(JSON.stringify(findings, null, 4));
    return plan;
}

/** One site of a plan. */
export function siteOf(plan: EnvironmentPlan, name: string): SitePlan {
    const site = plan.sites.find((candidate) => candidate.site === name);
    if (site === undefined) throw new Error(`the sample has no site ${name}`);
    return site;
}

/** Text of a third site's file, which has nothing in common with the others. */
export const thirdSite = sample.korea
    .replaceAll("korea", "kaist")
    .replace("Korea University", "KAIST")
    .replace("RegionTwo", "RegionFive")
    .replace("az2", "az5")
    .replaceAll("203.0.113.12", "203.0.113.15")
    .replace("AAAAC3NzaC1lZDI1NTE5AAAAICAfHh0cGxoZGBcWFRQTEhEQDw4NDAsKCQgHBgUEAwIB", key(5))
    .replace("ext-net2", "ext-net5")
    .replaceAll("192.168.102.", "192.168.105.")
    .replace("router: R2", "router: R5")
    .replace("net2, cidr: 10.2.0.0/24", "net5, cidr: 10.5.0.0/24")
    .replace("10.30.0.32-10.30.0.47", "10.30.0.80-10.30.0.95")
    .replace("fa:16:3e:02:00:00", "fa:16:3e:05:00:00")
    .replace("172.16.2.0/24", "172.16.5.0/24")
    .replace("tenant: 10.2.0.10, net3: 10.30.0.36", "tenant: 10.5.0.10, net3: 10.30.0.84");

/** An ed25519 public key as `ssh-keygen` writes it, made of one byte: the sample only needs its form. */
function key(byte: number): string {
    const length = Buffer.from([0, 0, 0, 32]);
    const head = Buffer.concat([Buffer.from([0, 0, 0, 11]), Buffer.from("ssh-ed25519"), length]);
    return Buffer.concat([head, Buffer.alloc(32, byte)]).toString("base64");
}

/** The sample's first site with a control VM, on the control network too when it gets an address there. */
export function controlledSite(vm: { readonly control?: string } = {}): SitePlan {
    return siteOf(controlledPlan(vm), "gist");
}

/** The sample with a control VM at its first site. */
export function controlledPlan({ control }: { readonly control?: string } = {}): EnvironmentPlan {
    const second = "control: { physical: ctrl, cidr: 172.17.1.0/24, pool: 172.17.1.30-172.17.1.31 }";
    const management = "physical: mgmt, cidr: 172.16.1.0/24, gateway: 172.16.1.1, pool: 172.16.1.30-172.16.1.31";
    const networks = `networks: { management: { ${management} }${control ? `, ${second}` : ""} }`;
    const controlVm = `controlVm: { management: 172.16.1.31${control ? `, control: ${control}` : ""} }`;
    const old = "networks: { management: { physical: mgmt, cidr: 172.16.1.0/24 } }";
    return samplePlan(edited("gist", old, `${networks}\n    ${controlVm}`));
}
