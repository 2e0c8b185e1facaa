import { expect, test } from "vitest";
import { labEnv } from "../../lab/lab.ts";
import { describeLab } from "../../lab/names.ts";

test("labEnv points Pulumi and OpenStack's tools at the lab's own files", () => {
    const lab = describeLab("labtest");
    expect(labEnv("labtest")).toMatchObject({
        PULUMI_CONFIG_PASSPHRASE_FILE: lab.passphrase,
        OS_CLIENT_CONFIG_FILE: lab.clouds,
    });
    expect(labEnv("labtest")).not.toEqual(labEnv("lab"));
});
