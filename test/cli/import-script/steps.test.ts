import { expect, test } from "vitest";
import { nextSteps } from "../../../cli/import-script/steps.ts";
import { sampleSite } from "./sample.ts";

const change = (owner: string, after: string) => ({ owner, path: "", before: null, after });
const sites = [sampleSite(1)];

test("the import comes first, then what the files lack, and up only after the guests are off the old net3", () => {
    const steps = nextSteps("sample", sites, [change("site1", "config: {}"), change("tower", "config: {}")], false);
    const place = (text: string) => steps.findIndex((step) => step.includes(text));
    const order = [
        "--apply",
        "k-one:kBoxKey",
        "server remove port",
        "k-one preview sample",
        "k-one up sample",
        "network delete",
    ];
    const places = order.map(place);
    expect(places).not.toContain(-1);
    expect(places.toSorted((a, b) => a - b)).toEqual(places);
    expect(steps.join("\n")).toContain("`pulumi config set --secret k-one:site1Password --stack sample-tower`");
    expect(steps.join("\n")).toContain("vm1 keeps key oldkey");
});

test("what is done or there already isn't asked for", () => {
    const whole = "config:\n  k-one:kBoxKey: {}\n  k-one:guestPublicKey: x\n";
    const steps = nextSteps("sample", sites, [change("site1", whole)], true).join("\n");
    expect(steps).not.toContain("--apply");
    expect(steps).not.toContain("config set");
});
