import { appendFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";
import { fingerprint, RECIPES } from "../../toolchain/part.ts";
import { makeWorkshop, type Workshop } from "./workshop.ts";

let place: Workshop;
beforeEach(() => {
    place = makeWorkshop();
});
afterEach(() => place.remove());

const fingerprints = () => Object.fromEntries(RECIPES.map((recipe) => [recipe.name, fingerprint(place, recipe)]));

/** Names of the parts that a change of the sources builds again. */
function changedBy(change: () => void): string[] {
    const before = fingerprints();
    change();
    const after = fingerprints();
    return RECIPES.map((recipe) => recipe.name).filter((name) => before[name] !== after[name]);
}

it("has a fingerprint that changes with the part's own sources alone", () => {
    expect(changedBy(() => {})).toEqual([]);
    expect(changedBy(() => appendFileSync(join(place.sources, "command", "main.go"), "//"))).toEqual(["command"]);
    expect(changedBy(() => writeFileSync(join(place.sources, "openstack", "new.go"), ""))).toEqual(["openstack"]);
    const ours = ["pulumi", "pulumi-language-nodejs", "command"];
    expect(changedBy(() => appendFileSync(join(place.sources, "go.mod"), "//"))).toEqual(ours);
});

it("doesn't depend on Go's tests, nor on where the project is", () => {
    expect(changedBy(() => writeFileSync(join(place.sources, "command", "new_test.go"), ""))).toEqual([]);
    const elsewhere = makeWorkshop();
    try {
        expect(RECIPES.map((recipe) => fingerprint(elsewhere, recipe))).toEqual(Object.values(fingerprints()));
    } finally {
        elsewhere.remove();
    }
});
