import { describe, expect, test } from "vitest";
import { hasPython, python } from "./python.ts";

const call = <T>(expression: string, given: unknown) =>
    python<T>(`import vtep_agent\nprint(json.dumps(vtep_agent.${expression}))`, given);
const dropIn = (mappings: string, entries: Readonly<Record<string, string>>) =>
    call<string | null>('drop_in(given["mappings"], given["entries"])', { mappings, entries });
const changesOf = (dropInText: string | null, bridge: string | null) =>
    python<{ verb: string; what: string; steps: unknown[][] }[]>(
        `from dataclasses import asdict
from types import SimpleNamespace
from vtep_agent import agent_changes
box = SimpleNamespace(agent={"present": True, "mappings": "ext:br-ex", "drop_in": given["text"]})
print(json.dumps([asdict(one) for one in agent_changes("net3", box, "net3", given["bridge"])]))`,
        { text: dropInText, bridge },
    );

describe.skipIf(!hasPython)("the mappings of Neutron's Linux bridge agent", () => {
    test("are its own files', and each shared network's beside them", () => {
        const text = dropIn("ext:br-ex, lab:br-lab", { net4: "net4:brq4", net3: "net3:brq3" });
        expect(text).toContain(
            "Environment=OS_LINUX_BRIDGE__BRIDGE_MAPPINGS=ext:br-ex,lab:br-lab,net3:brq3,net4:brq4\n",
        );
        expect(text).toContain("After=k-one-vtep@net3.service k-one-vtep@net4.service\n");
    });

    test("leave out what the files say of a network of ours: no guest is plugged in there", () => {
        expect(dropIn("ext:br-ex,net3:br-net3", { net3: "net3:brq3" })).toContain("MAPPINGS=ext:br-ex,net3:brq3\n");
    });

    test("need no file of ours when no network is left", () => {
        expect(dropIn("ext:br-ex", {})).toBeNull();
    });

    test("change with an entry, and the agent reads them again without being waited for", () => {
        const [change, ...others] = changesOf(dropIn("ext:br-ex", { net4: "net4:brq4" }), "brq3");
        expect(others).toEqual([]);
        expect(change).toMatchObject({ verb: "add", what: "bridge mapping net3:brq3" });
        expect(change?.steps[0]?.[2]).toBe(dropIn("ext:br-ex", { net3: "net3:brq3", net4: "net4:brq4" }));
        const restart = ["systemctl", "--no-block", "try-restart", "neutron-linuxbridge-agent.service"];
        expect(change?.steps.at(-1)).toEqual(["run", restart]);
        expect(changesOf(dropIn("ext:br-ex", { net3: "net3:brq3" }), "brq3")).toEqual([]);
    });

    test("lose one network's entry alone, and the file with the last", () => {
        const [both] = changesOf(dropIn("ext:br-ex", { net3: "net3:brq3", net4: "net4:brq4" }), null);
        expect(both?.steps[0]).toEqual(["write", expect.any(String), dropIn("ext:br-ex", { net4: "net4:brq4" })]);
        const [last] = changesOf(dropIn("ext:br-ex", { net3: "net3:brq3" }), null);
        expect(last?.steps[0]?.[0]).toBe("delete");
        expect(changesOf(null, null)).toEqual([]);
    });

    test("are read from the files that its command names, else from where packages put them", () => {
        const command = "argv[]=/usr/bin/agent --config-file=/etc/a.conf --config-file /etc/b.ini ; ignore_errors=no";
        expect(call("config_files(given)", command)).toEqual(["/etc/a.conf", "/etc/b.ini"]);
        expect(call<string[]>("config_files(given)", "/etc/init.d/agent systemd-start")).toContain(
            "/etc/neutron/plugins/ml2/linuxbridge_agent.ini",
        );
        const texts = [
            "[linux_bridge]\nbridge_mappings = a:br-a\n",
            "[DEFAULT]\nx = %(y)s\n",
            "[linux_bridge]\nbridge_mappings = b:br-b\n",
        ];
        expect(call("own_mappings(given)", texts)).toBe("b:br-b");
        expect(call("own_mappings(given)", [])).toBe("");
    });
});
