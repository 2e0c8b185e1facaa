// Makes a site's project, user and role in the site's own Keystone, as the tower's stack does in a shared one. Runs in a
// process of its own inside the lab's WAN; takes {authUrl, admin, name, password} on standard input, where nobody else can
// read it. Every step looks first, so it can run again.
import { text } from "node:stream/consumers";

const { authUrl, admin, name, password } = JSON.parse(await text(process.stdin));
const domain = { id: "default" };
const login = {
    identity: { methods: ["password"], password: { user: { name: "admin", domain, password: admin } } },
    scope: { project: { name: "admin", domain } },
};
const headers = { "Content-Type": "application/json" };
const { headers: answered } = await ask("POST", "/auth/tokens", { auth: login });
headers["X-Auth-Token"] = answered.get("X-Subject-Token");

const project = await ensure("project", { name, domain_id: "default" });
const user = await ensure("user", { name, domain_id: "default", default_project_id: project });
await ask("PATCH", `/users/${user}`, { user: { password } });
for (const role of [await ensure("role", { name }), await ensure("role", { name: "member" })]) {
    await ask("PUT", `/projects/${project}/users/${user}/roles/${role}`);
}

/** Id of a project, a user or a role by its name. */
async function ensure(kind, wanted) {
    const query = new URLSearchParams({ name: wanted.name, ...(wanted.domain_id && { domain_id: "default" }) });
    const found = await (await ask("GET", `/${kind}s?${query}`)).json();
    if (found[`${kind}s`].length > 0) return found[`${kind}s`][0].id;
    const made = await (await ask("POST", `/${kind}s`, { [kind]: wanted })).json();
    return made[kind].id;
}

async function ask(method, path, body) {
    const answer = await fetch(`${authUrl}${path}`, {
        method,
        headers,
        body: body && JSON.stringify(body),
        signal: AbortSignal.timeout(30_000),
    });
    if (!answer.ok) throw new Error(`${method} ${path}: Keystone answered ${answer.status}`);
    return answer;
}
