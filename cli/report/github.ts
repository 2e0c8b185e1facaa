import { UserError } from "../../plan/user-error.ts";
import { Api } from "./api.ts";
import { type Forge, type Job, type Note, numberIn, required } from "./forge.ts";

/** A comment or an issue, as GitHub's REST API has it. */
interface Item {
    readonly id: number;
    readonly number: number;
    readonly body: string | null;
    readonly html_url: string;
    readonly user: { readonly login: string } | null;
    /** @default - it is no pull request, which GitHub lists among the issues */
    readonly pull_request?: object;
}

/** Who writes with the token that GitHub gives to a job. */
const actionsBot = "github-actions[bot]";

/** Where GitHub's variables say. */
export function gitHub(env: NodeJS.ProcessEnv): Job {
    const { GITHUB_TOKEN, GITHUB_REPOSITORY } = required(env, {
        GITHUB_TOKEN: "the job's own token, `env: { GITHUB_TOKEN: $" + "{{ github.token }} }`",
        GITHUB_REPOSITORY: "<owner>/<name>",
    });
    if (!/^[\w-]+\/(?!\.{1,2}$)[\w.-]+$/.test(GITHUB_REPOSITORY)) {
        throw new UserError(`GITHUB_REPOSITORY is ${JSON.stringify(GITHUB_REPOSITORY)}. Allowed: <owner>/<name>.`);
    }
    const api = new Api({
        name: "GitHub",
        url: env.GITHUB_API_URL || "https://api.github.com",
        headers: {
            accept: "application/vnd.github+json",
            authorization: `Bearer ${GITHUB_TOKEN}`,
            "x-github-api-version": "2022-11-28",
            "user-agent": "k-one",
        },
        permission: "`permissions: { pull-requests: write }` for a comment, `{ issues: write }` for an issue",
    });
    const [, number] = /^refs\/pull\/(\d+)\//.exec(env.GITHUB_REF ?? "") ?? [];
    return { forge: new GitHub(api, `/repos/${GITHUB_REPOSITORY}`), pullRequest: numberIn(number) };
}

class GitHub implements Forge {
    readonly #api: Api;
    readonly #path: string;
    #login: Promise<string> | null = null;

    constructor(api: Api, path: string) {
        this.#api = api;
        this.#path = path;
    }

    async comments(pullRequest: number): Promise<readonly Note[]> {
        return this.#own(await this.#api.all<Item>(`${this.#path}/issues/${pullRequest}/comments?per_page=100`));
    }

    async addComment(pullRequest: number, body: string): Promise<Note> {
        return toNote(await this.#api.request<Item>("POST", `${this.#path}/issues/${pullRequest}/comments`, { body }));
    }

    async editComment(_pullRequest: number, id: number, body: string): Promise<Note> {
        return toNote(await this.#api.request<Item>("PATCH", `${this.#path}/issues/comments/${id}`, { body }));
    }

    async issues(): Promise<readonly Note[]> {
        const items = await this.#api.all<Item>(`${this.#path}/issues?state=open&per_page=100`);
        const issues = items.filter((item) => item.pull_request === undefined);
        // An issue is named by its number, a comment by its id.
        return this.#own(issues.map((issue) => ({ ...issue, id: issue.number })));
    }

    async openIssue(title: string, body: string): Promise<Note> {
        return toNote(await this.#api.request<Item>("POST", `${this.#path}/issues`, { title, body }));
    }

    async editIssue(id: number, body: string): Promise<Note> {
        return toNote(await this.#api.request<Item>("PATCH", `${this.#path}/issues/${id}`, { body }));
    }

    async closeIssue(id: number, word: string): Promise<Note> {
        await this.addComment(id, word);
        const change = { state: "closed", state_reason: "completed" };
        return toNote(await this.#api.request<Item>("PATCH", `${this.#path}/issues/${id}`, change));
    }

    /** Anybody can write our mark into a comment; theirs isn't ours to change. */
    async #own(items: readonly Item[]): Promise<readonly Note[]> {
        const login = await this.#me();
        return items.filter(({ user }) => user?.login === login).map(toNote);
    }

    #me(): Promise<string> {
        this.#login ??= this.#api.request<{ readonly login: string }>("GET", "/user").then(
            ({ login }) => login,
            // A job's token has no user of its own to ask for.
            () => actionsBot,
        );
        return this.#login;
    }
}

function toNote({ id, body, html_url: url }: Item): Note {
    return { id, body: body ?? "", url };
}
