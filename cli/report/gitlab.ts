import { Api } from "./api.ts";
import { type Forge, type Job, type Note, numberIn, required } from "./forge.ts";

/** A note or an issue, as GitLab's REST API has it. */
interface Item {
    readonly id: number;
    /** @default - it is a note */
    readonly iid?: number;
    /** @default - it is an issue */
    readonly body?: string;
    /** @default - it is a note */
    readonly description?: string;
    /** @default - it is a note, which has no page of its own in the API */
    readonly web_url?: string;
    readonly author: { readonly username: string };
}

/** Where GitLab's variables say. A job's own token may not write, so it takes a project access token. */
export function gitLab(env: NodeJS.ProcessEnv): Job {
    const { GITLAB_TOKEN, CI_PROJECT_ID, CI_API_V4_URL } = required(env, {
        GITLAB_TOKEN: "a project access token with scope `api`, as a masked and protected variable",
        CI_PROJECT_ID: "GitLab CI sets it",
        CI_API_V4_URL: "GitLab CI sets it",
    });
    const api = new Api({
        name: "GitLab",
        url: CI_API_V4_URL,
        headers: { "private-token": GITLAB_TOKEN, "user-agent": "k-one" },
        permission: "the scope `api` and the role Reporter",
    });
    const path = `/projects/${encodeURIComponent(CI_PROJECT_ID)}`;
    return { forge: new GitLab(api, path), pullRequest: numberIn(env.CI_MERGE_REQUEST_IID) };
}

class GitLab implements Forge {
    readonly #api: Api;
    readonly #path: string;

    constructor(api: Api, path: string) {
        this.#api = api;
        this.#path = path;
    }

    comments(pullRequest: number): Promise<readonly Note[]> {
        return this.#own(`${this.#path}/merge_requests/${pullRequest}/notes?per_page=100`);
    }

    addComment(pullRequest: number, body: string): Promise<Note> {
        return this.#send("POST", `/merge_requests/${pullRequest}/notes`, { body });
    }

    editComment(pullRequest: number, id: number, body: string): Promise<Note> {
        return this.#send("PUT", `/merge_requests/${pullRequest}/notes/${id}`, { body });
    }

    issues(): Promise<readonly Note[]> {
        return this.#own(`${this.#path}/issues?state=opened&scope=created_by_me&per_page=100`);
    }

    openIssue(title: string, description: string): Promise<Note> {
        return this.#send("POST", "/issues", { title, description });
    }

    editIssue(id: number, description: string): Promise<Note> {
        return this.#send("PUT", `/issues/${id}`, { description });
    }

    async closeIssue(id: number, word: string): Promise<Note> {
        await this.#send("POST", `/issues/${id}/notes`, { body: word });
        return this.#send("PUT", `/issues/${id}`, { state_event: "close" });
    }

    async #send(method: string, path: string, body: object): Promise<Note> {
        return toNote(await this.#api.request<Item>(method, this.#path + path, body));
    }

    /** Anybody can write our mark into a note; theirs isn't ours to change. */
    async #own(path: string): Promise<readonly Note[]> {
        const { username } = await this.#api.request<Item["author"]>("GET", "/user");
        const items = await this.#api.all<Item>(path);
        return items.filter(({ author }) => author.username === username).map(toNote);
    }
}

function toNote({ id, iid, body, description, web_url: url }: Item): Note {
    return { id: iid ?? id, body: body ?? description ?? "", url: url ?? `note ${id}` };
}
