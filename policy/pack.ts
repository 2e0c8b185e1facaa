import { PolicyPack } from "@pulumi/policy";
import { policies } from "./index.ts";
import { toPulumi } from "./to-pulumi.ts";

new PolicyPack("k-one", { policies: toPulumi(policies), enforcementLevel: "mandatory" });
