import { describe, expect, it } from "vitest";
import { hasPython, python } from "./python.ts";

const gate = `
import json, sys
from k_one_gate import Gate
said = {}
app = lambda environ, start: [b"service"]
start = lambda status, headers: said.update(status=status)
body = b"".join(Gate(app, ["admin", "k-one-gist", "k-one-gist-service"])(json.loads(sys.argv[1]), start)).decode()
print(json.dumps({"status": said.get("status", "passed"), "body": body}))
`;

const answer = (environ: object) => python<{ status: string; body: string }>(gate, JSON.stringify(environ));
const request = (roles: string, path = "/v2.1/servers") =>
    answer({ PATH_INFO: path, HTTP_X_IDENTITY_STATUS: "Confirmed", HTTP_X_ROLES: roles });

describe.skipIf(!hasPython)("the gate of a region", () => {
    it.each(["member,reader,k-one-gist", "admin", "service, k-one-gist-service"])("lets %s in", (roles) => {
        expect(request(roles)).toEqual({ status: "passed", body: "service" });
    });

    it.each(["member,reader,k-one-korea", "service,k-one-korea-service", "member,reader", ""])(
        "refuses %s",
        (roles) => {
            expect(request(roles).status).toBe("403 Forbidden");
        },
    );

    it("says whom the region is for, in the form that OpenStack's clients read", () => {
        expect(JSON.parse(request("member").body)).toEqual({
            error: {
                code: 403,
                title: "Forbidden",
                message:
                    "This region is for the roles admin, k-one-gist, k-one-gist-service; the token holds none of them.",
            },
        });
    });

    it("refuses what no token check has confirmed, whatever roles it claims", () => {
        expect(answer({ PATH_INFO: "/v2/images", HTTP_X_ROLES: "admin" }).status).toBe("401 Unauthorized");
        expect(
            answer({ PATH_INFO: "/v2/images", HTTP_X_ROLES: "admin", HTTP_X_IDENTITY_STATUS: "Invalid" }).status,
        ).toBe("401 Unauthorized");
    });

    it("shows the list of versions to everybody, and nothing below it", () => {
        expect(answer({ SCRIPT_NAME: "", PATH_INFO: "/" }).status).toBe("passed");
        expect(answer({ SCRIPT_NAME: "/v2.0", PATH_INFO: "/" }).status).toBe("401 Unauthorized");
    });
});

const behind = `
import json, sys, tempfile, pathlib
import k_one_gate
k_one_gate.ROLES_FILE = pathlib.Path(tempfile.mkdtemp()) / "roles.json"
if sys.argv[1] == "with roles":
    k_one_gate.ROLES_FILE.write_text('["admin"]')
order = []
def factory(conf, **local):
    def check(app):
        return lambda environ, start: order.append("token check") or app(environ, start)
    return check
try:
    service = lambda environ, start: order.append("service") or []
    app = k_one_gate.behind(factory)({})(service)
    app({"PATH_INFO": "/x", "HTTP_X_IDENTITY_STATUS": "Confirmed", "HTTP_X_ROLES": "admin"}, None)
except FileNotFoundError:
    order.append("stopped")
print(json.dumps(order))
`;

describe.skipIf(!hasPython)("a service behind the gate", () => {
    it("sees a request after the token check", () => {
        expect(python(behind, "with roles")).toEqual(["token check", "service"]);
    });

    it("doesn't start when it can't know whom to let in", () => {
        expect(python(behind, "without")).toEqual(["stopped"]);
    });
});
