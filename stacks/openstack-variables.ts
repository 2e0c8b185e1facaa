import { UserError } from "../plan/user-error.ts";

/** Where a stack's file says that OpenStack is. */
export interface CloudPlace {
    /** Entry in `clouds.yaml`. */
    readonly cloud: string;
    readonly region: string;
    /** Keystone's URL. */
    readonly authUrl: string;
}

type Environment = Readonly<Record<string, string | undefined>>;

/** What the provider takes from the environment behind the back of `clouds.yaml`, beside the ones that may agree. */
const credentials = [
    "OS_ALLOW_REAUTH",
    "OS_APPLICATION_CREDENTIAL_ID",
    "OS_APPLICATION_CREDENTIAL_NAME",
    "OS_APPLICATION_CREDENTIAL_SECRET",
    "OS_AUTH_TOKEN",
    "OS_CACERT",
    "OS_CERT",
    "OS_DEFAULT_DOMAIN",
    "OS_DELAYED_AUTH",
    "OS_DOMAIN_ID",
    "OS_DOMAIN_NAME",
    "OS_ENDPOINT_TYPE",
    "OS_INSECURE",
    "OS_KEY",
    "OS_PASSWORD",
    "OS_PROJECT_DOMAIN_ID",
    "OS_PROJECT_DOMAIN_NAME",
    "OS_PROJECT_ID",
    "OS_PROJECT_NAME",
    "OS_SWAUTH",
    "OS_SYSTEM_SCOPE",
    "OS_TENANT_ID",
    "OS_TENANT_NAME",
    "OS_TOKEN",
    "OS_USERNAME",
    "OS_USER_DOMAIN_ID",
    "OS_USER_DOMAIN_NAME",
    "OS_USER_ID",
    "OS_USE_OCTAVIA",
];

/** Throws when a variable would lead the provider elsewhere than the stack's file and its entry in `clouds.yaml`. */
export function assertNoContradiction(stack: string, place: CloudPlace, environment: Environment): void {
    const found = [...disagreeing(place, environment), ...credentialsIn(environment, place.cloud)];
    if (found.length === 0) return;
    const names = found.map(({ name }) => name);
    throw new UserError(
        [
            `stack ${stack}: ${found.length} environment variable(s) contradict its file; nothing was changed.`,
            ...found.map(({ name, why }) => `${name}: ${why}`),
            `Allowed: none of them; OS_CLIENT_CONFIG_FILE may say where clouds.yaml is. Run \`unset ${names.join(" ")}\`.`,
        ].join("\n"),
    );
}

function disagreeing({ cloud, region, authUrl }: CloudPlace, environment: Environment) {
    const expected = { OS_CLOUD: cloud, OS_REGION_NAME: region, OS_AUTH_URL: authUrl, OS_IDENTITY_API_VERSION: "3" };
    return Object.entries(expected).flatMap(([name, value]) => {
        const given = environment[name] || value;
        return given === value ? [] : [{ name, why: `is ${given}, but this stack's is ${value}.` }];
    });
}

/** Values stay unnamed: some are passwords. */
function credentialsIn(environment: Environment, cloud: string) {
    return credentials
        .filter((name) => environment[name])
        .map((name) => ({ name, why: `is set, but what it says belongs in the entry ${cloud} of clouds.yaml.` }));
}
