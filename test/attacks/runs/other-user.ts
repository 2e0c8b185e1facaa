import type { RunAttack } from "../attack.ts";

export const attack: RunAttack = {
    what: "brings another user's name and token along",
    env: {
        bad: { OS_USERNAME: "k-one-korea", OS_TOKEN: "gAAAA", OS_CLOUD: "kone-korea" },
        honest: { OS_CLOUD: "kone-gist", OS_AUTH_URL: "http://203.0.113.11:5000/v3" },
    },
    says: "3 environment variable(s) contradict its file",
};
