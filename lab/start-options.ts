import type { BootstrapWords } from "./bootstrap.ts";
import type { GoldenKindName } from "./golden-kinds.ts";
import type { PulumiTool } from "./pulumi.ts";

/** How a lab is started. */
export interface StartOptions extends BootstrapWords {
    /**
     * How many sites it has at least.
     * @default as many as it has, or 2
     */
    readonly sites?: number;
    /**
     * Site whose K-Box the tower of a new lab lives on.
     * @default the tower is a machine of its own; a lab that is there keeps its form
     */
    readonly host?: string;
    /**
     * How a new lab's shared network is realised: `mesh` or `tricircle`.
     * @default mesh; a lab that is there keeps its driver
     */
    readonly driver?: string | undefined;
    /**
     * Who knows the users of a new lab: `shared`, the tower's Keystone, or `own`, each site's; then there is no tower.
     * @default shared; a lab that is there stays as it is
     */
    readonly identity?: string;
    /**
     * Called with a line for each thing that takes time.
     * @default nothing is shown
     */
    readonly log?: (line: string) => void;
    /**
     * Pulumi's CLI.
     * @default the toolchain's, made first when it isn't there
     */
    readonly tool?: PulumiTool;
    /**
     * Gives the folder of the root file system for new machines of a kind; it must lie in `.k-one/`.
     * @default the kind's golden root, built first when it isn't there
     */
    readonly golden?: (kind: GoldenKindName) => Promise<string>;
}
