import { describe, expect, test } from "vitest";
import { hasPython, pythonIn } from "../python.ts";

const python = pythonIn("dev-stack");

/** What a Keystone is asked, whose answers are given by method and path; what isn't given is not found. */
const asked = (work: string, answers: Readonly<Record<string, unknown>>) =>
    python<readonly string[]>(
        `
import devstack_keystone as module
asked = []
def ask(method, url, token=None, body=None):
    asked.append(method + " " + url[len("http://k/v3"):] + ("" if body is None else " " + json.dumps(body, sort_keys=True)))
    if method == "GET" and url[len("http://k/v3"):] not in given:
        raise module.Answer(404, url, "")
    return given.get(url[len("http://k/v3"):], {}), {"X-Subject-Token": "token"}
module.ask = ask
given["/auth/tokens"] = {"token": {"catalog": []}}
keystone = module.Keystone("http://k/v3", "secret")
asked.clear()
${work}
print(json.dumps(asked))
`,
        answers,
    );

describe.skipIf(!hasPython)("what the bootstrap asks of Keystone", () => {
    const service = { "/services?type=identity": { services: [{ id: "s" }] } };
    const query = "/endpoints?interface=public&service_id=s&region_id=RegionTwo";

    test("makes a region and its identity endpoint, without which nobody can log in there", () => {
        const empty = { ...service, [query]: { endpoints: [] } };
        expect(asked('keystone.ensure_region("RegionTwo")', empty)).toEqual([
            "GET /regions/RegionTwo",
            'POST /regions {"region": {"id": "RegionTwo"}}',
            "GET /services?type=identity",
            `GET ${query}`,
            'POST /endpoints {"endpoint": {"interface": "public", "region_id": "RegionTwo", "service_id": "s", "url": "http://k"}}',
        ]);
    });

    test("makes neither a second time", () => {
        const there = { ...service, "/regions/RegionTwo": {}, [query]: { endpoints: [{}] } };
        const requests = asked('keystone.ensure_region("RegionTwo")', there);
        expect(requests.filter((request) => request.startsWith("POST"))).toEqual([]);
    });

    test("takes image endpoints of a region away that lead elsewhere than wanted", () => {
        const urls = [
            { id: "old", url: "http://b/image" },
            { id: "right", url: "http://a/image" },
        ];
        const there = { "/services?type=image": { services: [{ id: "s" }] }, [query]: { endpoints: urls } };
        const dropped = (but: string) =>
            asked(`keystone.drop_endpoints("image", "RegionTwo"${but})`, there).filter((one) =>
                one.startsWith("DELETE"),
            );
        expect(dropped(', "http://a/image"')).toEqual(["DELETE /endpoints/old"]);
        expect(dropped("")).toEqual(["DELETE /endpoints/old", "DELETE /endpoints/right"]);
    });

    test("says that a region which is to share images comes before the one that keeps them", () => {
        const work = `
try:
    keystone.ensure_endpoint("image", "RegionTwo", "http://a/image")
except module.Failure as failure:
    asked = [str(failure)]
`;
        expect(asked(work, { "/services?type=image": { services: [] } })).toEqual([
            "Keystone at http://k/v3 knows no service of type image: was it stacked anew, or never?",
        ]);
    });

    test("makes a site's project, user and role once, and its password each time", () => {
        const there = {
            "/projects?name=k-one-gist&domain_id=default": { projects: [{ id: "p" }] },
            "/users?name=k-one-gist&domain_id=default": { users: [{ id: "u" }] },
            "/roles?name=k-one-gist": { roles: [] },
            "/roles": { role: { id: "r" } },
            "/roles?name=member": { roles: [{ id: "m" }] },
        };
        expect(
            asked('keystone.ensure_site("k-one-gist", "planted")', there).filter((one) => !one.startsWith("GET")),
        ).toEqual([
            'PATCH /users/u {"user": {"password": "planted"}}',
            'POST /roles {"role": {"name": "k-one-gist"}}',
            "PUT /projects/p/users/u/roles/r",
            "PUT /projects/p/users/u/roles/m",
        ]);
    });
});
