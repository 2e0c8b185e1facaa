import { expect, test } from "vitest";
import { type ImportScriptResult, importScriptCommand, renderResult } from "../../cli/import-script.ts";
import { kOne } from "../e2e/k-one.ts";

const result: ImportScriptResult = {
    environment: "kone",
    ok: false,
    stackFiles: [{ path: "stacks/Pulumi.kone-gist.yaml", state: "new" }],
    importFiles: [".k-one/kone/import/kone-gist.json"],
    objects: [
        { site: "gist", object: "network net1", id: "n1", resource: "gist-tenant-network", action: "import", why: "x" },
    ],
    steps: ["Look.", "Go."],
    applied: [{ stack: "kone-gist", status: "failed", cause: "no such network", log: "/log" }],
};

test("the outcome names each object, each file, what failed and what comes next, in order", () => {
    const text = renderResult(result, false);
    expect(text).toContain("gist-tenant-network");
    expect(text).toContain("stacks/Pulumi.kone-gist.yaml (new)");
    expect(text).toContain("kone-gist: no such network\n  Pulumi's output: /log");
    expect(text).toMatch(/What comes next:\n1\. Look\.\n2\. Go\.$/);
});

test.each([
    [["--cloud", "x"], "required option '--regions <list>'"],
    [["--regions", "RegionOne=gist"], "required option '--cloud <entry>'"],
    [["--cloud", "x", "--regions", "RegionOne"], "Write each region once with a site of its own"],
    [["--cloud", "x", "--regions", "RegionOne=gist,RegionTwo=gist"], "Write each region once with a site of its own"],
    [["--cloud", "x", "--regions", "RegionOne=gist", "--set", "gist=1"], "Write sites.<site>.<path>=<value>"],
])("%j is refused with what is wanted", async (words, wanted) => {
    const { exitCode, stderr } = await kOne(["import-script", "kone", ...words]);
    expect(exitCode).toBe(1);
    expect(stderr).toContain(wanted);
});

test("its help says what it looks for, and that it only reads", () => {
    let text = "";
    importScriptCommand()
        .configureOutput({ writeOut: (part) => (text += part) })
        .outputHelp();
    expect(text).toContain("net1, ext-net1, R1, vm1");
    expect(text).toContain("OpenStack is only read");
});
