import type {
    DevStackSecrets,
    IniSection,
    LocalConf,
    LocalrcBlock,
    LocalrcSetting,
    PostConfig,
} from "./dev-stack-plan.ts";

/** Text of DevStack's `local.conf`, secrets in it: `[[local|localrc]]` first, then each `[[post-config|…]]`. */
export function renderLocalConf({ localrc, postConfig }: LocalConf, secrets: DevStackSecrets): string {
    const variables = localrc.map((block) => renderBlock(block, secrets));
    return [["[[local|localrc]]", ...variables].join("\n"), ...postConfig.map(renderPostConfig)].join("\n");
}

function renderBlock({ comment, settings, commands }: LocalrcBlock, secrets: DevStackSecrets): string {
    const lines = settings.map((setting) => renderSetting(setting, secrets));
    return [`# ${comment}`, ...lines, ...commands, ""].join("\n");
}

function renderSetting({ name, value }: LocalrcSetting, secrets: DevStackSecrets): string {
    return `${name}=${quote(typeof value === "string" ? value : secrets[value.secret])}`;
}

/** DevStack reads the variables with bash. In single quotes bash takes everything as it stands, but a single quote. */
function quote(value: string): string {
    if (/^[A-Za-z0-9_.,:/@%+-]+$/.test(value)) return value;
    return `'${value.replaceAll("'", "'\\''")}'`;
}

function renderPostConfig({ comment, file, sections }: PostConfig): string {
    return [`[[post-config|${file}]]`, `# ${comment}`, ...sections.map(renderSection)].join("\n");
}

function renderSection({ name, values }: IniSection): string {
    return [`[${name}]`, ...values.map(([key, value]) => `${key} = ${literal(value)}`), ""].join("\n");
}

/** DevStack hands these values to bash's `eval` in double quotes, after a `read` that eats backslashes. */
function literal(value: string): string {
    if (!/["$`\\\n]/.test(value)) return value;
    throw new Error(`${JSON.stringify(value)} would not reach a config file as it stands: bash reads it on the way.`);
}
