import { remembered } from "./remembered.ts";

/** What a text holds that must be hidden, in words, or `null`. */
export const secretIn = remembered((text): string | null => readableSecretIn(text) ?? encodedSecretIn(text));

function readableSecretIn(text: string): string | null {
    return forms.find(({ form }) => form.test(text))?.what ?? assignedSecret(text);
}

/** Base64 hides nothing: Nova's user data and Kubernetes' secrets are written in it, in lines or in one. */
function encodedSecretIn(text: string): string | null {
    for (const [run] of text.matchAll(/(?:[A-Za-z0-9+/_-]{16,}\r?\n?)+/g)) {
        const decoded = run.length < 40 ? "" : Buffer.from(run, "base64").toString("latin1");
        const what = /^[\t\n\r\x20-\x7e]+$/.test(decoded) ? readableSecretIn(decoded) : null;
        if (what !== null) return `${what}, in base64,`;
    }
    return null;
}

/** Whether a value of this name is a secret: `password`, `kBoxKey` or `OS_TOKEN`, but not `publicKey` or `passwordPolicy`. */
export function namesSecret(name: string): boolean {
    const words = wordsOf(name);
    const last = words.at(-1) ?? "";
    if (harmless.has(last) || words.includes("public")) return false;
    return words.some((word) => secretWords.has(word)) || (last === "key" && words.some((word) => keyKinds.has(word)));
}

/** Whether a value stands for another one that is taken from elsewhere, such as `$PASSWORD`, or for none. */
export function isPlaceholder(value: string): boolean {
    return /^["']?(\$.*|<.*>|\{\{.*|\*+|x+|\.\.\.|…|-|none|null|true|false|yes|no|prompt|\d{1,3})?["']?$/is.test(
        value.trim(),
    );
}

const secretWords = new Set(
    [
        "password",
        "passwd",
        "passphrase",
        "pass",
        "pwd",
        "secret",
        "secrets",
        "token",
        "credential",
        "credentials",
    ].concat(["apikey", "privatekey", "adminpass", "sshpass"]),
);

/** What `key` must be joined to before it is one that nobody else may have. */
const keyKinds = new Set([
    "private",
    "secret",
    "api",
    "access",
    "box",
    "signing",
    "encryption",
    "pre",
    "psk",
    "wireguard",
]);

/** What is said of a secret, and isn't one. */
const harmless = new Set(
    [
        "id",
        "ids",
        "name",
        "names",
        "path",
        "file",
        "url",
        "uri",
        "ref",
        "policy",
        "length",
        "type",
        "ttl",
        "expiry",
    ].concat([
        "expires",
        "expiration",
        "hint",
        "prompt",
        "enabled",
        "required",
        "version",
        "socket",
        "at",
        "regex",
        "auth",
    ]),
);

/** `adminPassword`, `OS_PASSWORD` and `admin-password` are two words each. */
function wordsOf(name: string): readonly string[] {
    const spaced = name.replace(/([a-z0-9])([A-Z])/g, "$1 $2").replace(/([A-Z]+)([A-Z][a-z])/g, "$1 $2");
    return spaced.toLowerCase().split(/[^a-z0-9]+/);
}

const forms = [
    { what: "a private key", form: /-----BEGIN [A-Z0-9 ]*PRIVATE KEY-----/ },
    { what: "a Keystone token", form: /\bgAAAAA[\w-]{40,}/ },
    { what: "a signed web token", form: /\beyJ[\w-]{8,}\.eyJ[\w-]{8,}\.[\w-]{8,}/ },
    { what: "a token of GitHub", form: /\b(gh[pousr]_[A-Za-z0-9]{36,}|github_pat_\w{22,})/ },
    { what: "a token of Pulumi", form: /\bpul-[0-9a-f]{40}\b/ },
    { what: "an access key of AWS", form: /\bAKIA[0-9A-Z]{16}\b/ },
    { what: "a hashed password", form: /\$(1|2[aby]|5|6|y)\$[./A-Za-z0-9$]{20,}/ },
    { what: "a password in a URL", form: /\b[a-z][a-z0-9+.-]{1,20}:\/\/[^\s/:@'"]{1,200}:(?![$<*])[^\s/@'"]{1,200}@/i },
    { what: "a token in a header", form: /\b(?:Bearer|X-Auth-Token:|X-Subject-Token:)\s+(?![$<"'{])[\w.~+/-]{16,}/i },
    {
        what: "a password for chpasswd",
        form: /\b[a-z_][a-z0-9_-]{0,31}:(?![$<])[^\s:'"|]{3,200}['"]?\s*\|\s*(sudo\s+)?chpasswd/,
    },
    { what: "a password for sshpass", form: /\bsshpass\s+-p\s*(?!["']?\$)\S+/ },
];

/** `PASSWORD=…`, `password: …` and `--password …` in a script or a file. */
function assignedSecret(text: string): string | null {
    const options = text.matchAll(/(?:^|\s)--([a-z][a-z0-9-]{1,40})[=\s]("[^"\n]*"|'[^'\n]*'|[^\s;|&]+)/gim);
    const assignments = text.matchAll(
        /(?:^|[\s;{,(])(?:export\s+)?["']?([A-Za-z][\w-]{1,60})["']?(?:=|:\s+)("[^"\n]*"|'[^'\n]*'|[^\s;|&,{})]+)/gm,
    );
    for (const [, name = "", value = ""] of [...options, ...assignments]) {
        if (namesSecret(name) && !isPlaceholder(value) && !isCode(value)) return `a value for ${name}`;
    }
    return null;
}

/** A call or a look-up in a program, which is no value. */
function isCode(value: string): boolean {
    return !/^["']/.test(value) && (/[([\]]/.test(value) || (/^\w+\.\w+$/.test(value) && namesSecret(value)));
}
