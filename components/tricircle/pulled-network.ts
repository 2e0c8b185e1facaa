import * as pulumi from "@pulumi/pulumi";
import { dynamicProgram, dynamicType } from "./dynamic-program.ts";
import type { PulledNetworkInputs } from "./pulled-network-provider.ts";

/** A network of Central Neutron as a site's own region has it; its id is the network's, in both. */
export class PulledNetwork extends pulumi.CustomResource {
    declare readonly subnetId: pulumi.Output<string>;

    constructor(name: string, inputs: PulledNetworkInputs, opts: pulumi.CustomResourceOptions) {
        const __provider = dynamicProgram("PulledNetwork");
        super(dynamicType("PulledNetwork"), name, { ...inputs, subnetId: undefined, __provider }, opts);
    }
}
