import { expect, test } from "vitest";
import { renderPlan } from "../../../cli/plan/tables.ts";
import { planEnvironment } from "../../../plan/environment.ts";
import { samplePlan } from "../../components/sample-plan.ts";
import { manySeeds, stackFiles } from "../../plan/arbitrary.ts";

test("a plan's tables say what each site gets", () => {
    expect(renderPlan(samplePlan())).toMatchInlineSnapshot(`
      "lab: the tower is a machine of its own, Keystone at http://203.0.113.10:5000/v3.

      ┌───────┬───────────┬──────┬──────────────┬─────────────────────────────────┬────────┬──────────────────┬───────────┐
      │ site  │ region    │ zone │ K-Box        │ external network                │ router │ tenant network   │ guest     │
      ├───────┼───────────┼──────┼──────────────┼─────────────────────────────────┼────────┼──────────────────┼───────────┤
      │ gist  │ RegionOne │ az1  │ 203.0.113.11 │ ext-net1 192.168.101.0/24       │ R1     │ net1 10.1.0.0/24 │ 10.1.0.10 │
      │       │           │      │              │ gateway 192.168.101.1           │        │                  │           │
      │       │           │      │              │ 192.168.101.100-192.168.101.254 │        │                  │           │
      ├───────┼───────────┼──────┼──────────────┼─────────────────────────────────┼────────┼──────────────────┼───────────┤
      │ korea │ RegionTwo │ az2  │ 203.0.113.12 │ ext-net2 192.168.102.0/24       │ R2     │ net2 10.2.0.0/24 │ 10.2.0.10 │
      │       │           │      │              │ gateway 192.168.102.1           │        │                  │           │
      │       │           │      │              │ 192.168.102.100-192.168.102.254 │        │                  │           │
      └───────┴───────────┴──────┴──────────────┴─────────────────────────────────┴────────┴──────────────────┴───────────┘

      net3: mesh, 10.30.0.0/24, VNI 70003, MTU 1450
      ┌───────┬───────────────────────┬────────────┬────────────────────┬───────────┬────────────────────┬─────────────────────────────┐
      │ site  │ pool                  │ guest      │ VTEP               │ transport │ peers              │ routes                      │
      ├───────┼───────────────────────┼────────────┼────────────────────┼───────────┼────────────────────┼─────────────────────────────┤
      │ gist  │ 10.30.0.16-10.30.0.31 │ 10.30.0.20 │ 203.0.113.11       │ public    │ korea 203.0.113.12 │ 10.2.0.10/32 via 10.30.0.36 │
      │       │                       │            │ vx70003 in br-net3 │ MTU 1500  │                    │                             │
      ├───────┼───────────────────────┼────────────┼────────────────────┼───────────┼────────────────────┼─────────────────────────────┤
      │ korea │ 10.30.0.32-10.30.0.47 │ 10.30.0.36 │ 203.0.113.12       │ public    │ gist 203.0.113.11  │ 10.1.0.10/32 via 10.30.0.20 │
      │       │                       │            │ vx70003 in br-net3 │ MTU 1500  │                    │                             │
      └───────┴───────────────────────┴────────────┴────────────────────┴───────────┴────────────────────┴─────────────────────────────┘"
    `);
});

test("a cell names no more than 19 peers of a large environment, and how many more there are", () => {
    const { plan } = planEnvironment(stackFiles(manySeeds(30)));
    if (plan === null) throw new Error("30 sites are no mistake");
    expect(renderPlan({ ...plan, sites: plan.sites.slice(0, 1) })).toContain("and 10 more");
});

test("an environment of own Keystones names each site's", () => {
    const plan = samplePlan();
    const own = renderPlan({ ...plan, tower: { ...plan.tower, identityMode: "own" } });
    expect(own.split("\n")[0]).toBe("lab: each site has a Keystone of its own, and the tower is a file.");
    expect(own).toContain("http://203.0.113.10:5000/v3");
});
