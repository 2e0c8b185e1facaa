import { join } from "node:path";
import { execa } from "execa";
import { expect, it } from "vitest";
import { buildEnv, projectPlace } from "../../toolchain/place.ts";

const place = projectPlace();

/** Runs `go` with the toolchain's own caches, which a build of the toolchain has filled. */
async function go(module: string, ...args: string[]): Promise<string> {
    const cwd = join(place.sources, module);
    const result = await execa("go", args, {
        cwd,
        env: { ...buildEnv(place) },
        extendEnv: false,
        all: true,
        reject: false,
    });
    return result.failed ? `${result.all}` : "";
}

it.each(["language host and command provider", "openstack provider"])(
    "go vet finds nothing in the %s",
    async (name) => {
        const openstack = name.startsWith("openstack");
        const packages = openstack ? ["./cmd/pulumi-resource-openstack", "./bridge"] : ["./langhost", "./command/..."];
        expect(await go(openstack ? "openstack" : ".", "vet", ...packages)).toBe("");
    },
    600_000,
);

it("go test passes", async () => expect(await go(".", "test", "./langhost", "./command/...")).toBe(""), 600_000);

it("go.mod and go.sum are complete", async () => {
    for (const module of [".", "openstack"]) {
        expect(await go(module, "list", "-mod=readonly", "-deps", "-f", "{{with .Error}}{{.}}{{end}}", "./...")).toBe(
            "",
        );
    }
}, 600_000);
