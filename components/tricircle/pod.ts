import * as pulumi from "@pulumi/pulumi";
import { dynamicProgram, dynamicType } from "./dynamic-program.ts";
import type { PodInputs } from "./pod-provider.ts";

/** A region as Tricircle's Admin API knows it. */
export class Pod extends pulumi.CustomResource {
    declare readonly region: pulumi.Output<string>;

    constructor(name: string, inputs: PodInputs, opts: pulumi.CustomResourceOptions) {
        super(dynamicType("Pod"), name, { ...inputs, __provider: dynamicProgram("Pod") }, opts);
    }
}
