import { describe, expect, test } from "vitest";
import { assertNoContradiction } from "../../stacks/openstack-variables.ts";

const place = { cloud: "lab-gist", region: "RegionOne", authUrl: "http://203.0.113.10:5000/v3" };
const check = (environment: Record<string, string>) => () => assertNoContradiction("lab-gist", place, environment);

describe("assertNoContradiction", () => {
    test("lets through variables that say the same as the stack's file", () => {
        const same = { OS_CLOUD: place.cloud, OS_REGION_NAME: place.region, OS_AUTH_URL: place.authUrl };
        expect(check({ ...same, OS_IDENTITY_API_VERSION: "3" })).not.toThrow();
    });

    test("lets through the place of clouds.yaml, and what has nothing to do with it", () => {
        expect(check({ OS_CLIENT_CONFIG_FILE: "/etc/clouds.yaml", OS_DEBUG: "1", PATH: "/bin" })).not.toThrow();
    });

    test("takes an empty variable as unset", () => {
        expect(check({ OS_REGION_NAME: "", OS_PASSWORD: "" })).not.toThrow();
    });

    test.each(["OS_CLOUD", "OS_REGION_NAME", "OS_AUTH_URL", "OS_IDENTITY_API_VERSION"])(
        "refuses a %s that says something else, and tells both",
        (name) => {
            expect(check({ [name]: "elsewhere" })).toThrow(new RegExp(`${name}: is elsewhere, but this stack's is `));
        },
    );

    test.each([
        "OS_USERNAME",
        "OS_PASSWORD",
        "OS_PROJECT_NAME",
        "OS_TOKEN",
        "OS_APPLICATION_CREDENTIAL_SECRET",
        "OS_INSECURE",
    ])("refuses %s without telling its value", (name) => {
        expect(check({ [name]: "geheim" })).toThrow(new RegExp(`${name}: is set`));
        expect(check({ [name]: "geheim" })).not.toThrow("geheim");
    });

    test("names all of them at once, with the command that mends it", () => {
        expect(check({ OS_REGION_NAME: "RegionTwo", OS_USERNAME: "admin", OS_PASSWORD: "geheim" })).toThrow(
            "unset OS_REGION_NAME OS_PASSWORD OS_USERNAME",
        );
    });
});
