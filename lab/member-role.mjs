// Prints the id of Keystone's role `member`. Runs in a process of its own inside the lab's WAN, since a process can't
// enter a network namespace alone; takes {authUrl, password} on standard input, where nobody else can read it.
import { text } from "node:stream/consumers";

const { authUrl, password } = JSON.parse(await text(process.stdin));
const domain = { id: "default" };
const auth = {
    identity: { methods: ["password"], password: { user: { name: "admin", domain, password } } },
    scope: { project: { name: "admin", domain } },
};

const headers = { "Content-Type": "application/json" };
const login = await ask("/auth/tokens", { method: "POST", headers, body: JSON.stringify({ auth }) });
const token = login.headers.get("X-Subject-Token") ?? "";
const found = await ask("/roles?name=member", { headers: { "X-Auth-Token": token } });
const { roles } = await found.json();
process.stdout.write(roles[0].id);

async function ask(path, init) {
    const answer = await fetch(`${authUrl}${path}`, { ...init, signal: AbortSignal.timeout(30_000) });
    if (!answer.ok) throw new Error(`${path}: Keystone answered ${answer.status}`);
    return answer;
}
