import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterAll, beforeEach, describe, expect, test } from "vitest";
import { source } from "../../../components/remote-script.ts";
import { hasPython, pythonIn } from "../python.ts";

const folder = mkdtempSync(join(tmpdir(), "k-one-gate-"));
const packages = "home/data/venv/lib/python3.11/site-packages";
afterAll(() => rmSync(folder, { recursive: true }));

const install = (shares = false) =>
    pythonIn("dev-stack", { K_ONE_DEVSTACK_ROOT: folder, K_ONE_DEVSTACK_HOME: join(folder, "home") })<string>(
        `
import devstack_gate as gate
gate.LIBRARY = given
gate.restart = lambda unit: None
try:
    gate.install("k-one-gist", ${shares ? "True" : "False"})
    print(json.dumps("shut"))
except gate.Failure as failure:
    print(json.dumps(str(failure)))
`,
        folder,
    );

const pipeline = "[filter:authtoken]\npaste.filter_factory = keystonemiddleware.auth_token:filter_factory\n";

function write(name: string, text: string): void {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), text);
}

function read(name: string): string {
    return readFileSync(join(folder, name), "utf8");
}

describe.skipIf(!hasPython)("the gate of a region that DevStack made", () => {
    beforeEach(() => {
        rmSync(folder, { recursive: true, force: true });
        mkdirSync(join(folder, packages), { recursive: true });
        write("k_one_gate.py", source("../lab/box/k_one_gate.py"));
        for (const name of ["nova/api-paste.ini", "neutron/api-paste.ini", "glance/glance-api-paste.ini"]) {
            write(`etc/${name}`, pipeline);
        }
        write("etc/placement/placement-uwsgi.ini", "module = placement.wsgi.api:application\n");
    });

    test("stands behind every token check, also the second time", () => {
        for (const _ of ["first", "second"]) {
            expect(install()).toBe("shut");
            expect(read("etc/nova/api-paste.ini")).toContain("= k_one_gate:filter_factory\n");
            expect(read("etc/placement/placement-uwsgi.ini")).toBe("module = k_one_placement:application\n");
        }
        expect(read(`${packages}/k_one_gate.py`)).toContain("class Gate");
        expect(JSON.parse(read("etc/k-one-gate/roles.json"))).toEqual(["admin", "service", "k-one-gist"]);
    });

    test("tells Placement's versions to whoever asks, as Nova does without a token, and nothing else", () => {
        install();
        const answers = pythonIn("dev-stack", { PYTHONPATH: join(folder, packages) })<readonly (string | null)[]>(
            `
import types
for name in ("placement", "placement.wsgi", "placement.wsgi.api"):
    sys.modules[name] = types.ModuleType(name)
sys.modules["placement"].auth = types.SimpleNamespace(filter_factory=None)
sys.modules["placement.wsgi.api"].application = None
import k_one_placement
gate = k_one_placement.k_one_gate.Gate(None, ["k-one-gist"])
asked = [{"SCRIPT_NAME": "/placement", "PATH_INFO": path} for path in given]
print(json.dumps([(gate.refusal(environ) or [None])[0] for environ in asked]))
`,
            ["/", "", "/resource_providers"],
        );
        expect(answers).toEqual([null, null, "401 Unauthorized"]);
    });

    test("lets the site's user make its external network, and names its own role alone", () => {
        install();
        const policies = read("etc/neutron/policy.d/k-one.yaml");
        expect(policies).toContain('"k_one_site": "role:admin or role:k-one-gist"\n');
        expect(policies).toContain('"create_network:router:external": "rule:k_one_site"\n');
    });

    test("is open for every site's user at a Glance that keeps all regions' images, and nowhere else", () => {
        expect(install(true)).toBe("shut");
        expect(read("etc/glance/glance-api-paste.ini")).toContain("= k_one_images:filter_factory\n");
        expect(read("etc/nova/api-paste.ini")).toContain("= k_one_gate:filter_factory\n");
        const file = pythonIn("dev-stack", { PYTHONPATH: join(folder, packages) })<string>(
            "import k_one_images\nprint(json.dumps(str(k_one_images.k_one_gate.ROLES_FILE)))",
            null,
        );
        expect(JSON.parse(read(file))).toEqual(["admin", "service", "member"]);
        expect(JSON.parse(read("etc/k-one-gate/roles.json"))).toEqual(["admin", "service", "k-one-gist"]);
    });

    test("isn't called shut where a service checks tokens in another way", () => {
        write("etc/neutron/api-paste.ini", "[filter:authtoken]\npaste.filter_factory = another:factory\n");
        expect(install()).toContain("neutron/api-paste.ini has no keystonemiddleware");
    });

    test("isn't called shut where DevStack left no services", () => {
        rmSync(join(folder, "home"), { recursive: true });
        expect(install()).toContain("DevStack left no virtual environment");
    });
});
