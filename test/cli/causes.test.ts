import { describe, expect, test } from "vitest";
import { explainFailures } from "../../cli/causes.ts";
import type { SitePlan } from "../../plan/environment-plan.ts";

const kBox = { address: "203.0.113.11", port: 22, user: "root", hostKey: "ssh-ed25519 AAAA" };
const site = { site: "gist", stack: "lab-gist", kBox } as SitePlan;
const explain = (message: string, resource: string | null = "gist-net3-vtep-config") =>
    explainFailures([{ resource, message }], site);

describe("explainFailures", () => {
    test.each([
        "root@203.0.113.11:22 has host key ssh-ed25519 SHA256:a, but hostKey says ssh-ed25519 SHA256:b. Either this",
        "root@203.0.113.11:22 has no host key of the kind that hostKey says (ssh-ed25519); it has ssh-rsa",
        "ssh: handshake failed: ssh: host key mismatch",
    ])("another host key: %s", (message) =>
        expect(explain(message)).toMatch(
            /^the K-Box at 203\.0\.113\.11 answers with another host key than kBox\.hostKey in stacks\/Pulumi\.lab-gist\.yaml/,
        ),
    );

    test.each(["connect: connection refused", "i/o timeout", "connect: no route to host"])("a K-Box: %s", (reason) =>
        expect(explain(`after 3 failed attempts: dial tcp 203.0.113.11:22: ${reason}`)).toMatch(
            /^the K-Box at 203\.0\.113\.11 doesn't answer on SSH port 22 \((connection refused|i\/o timeout|no route to host)\)/,
        ),
    );

    test.each([
        [
            "no answer from root@203.0.113.11:22 within 10 seconds: is the machine up, and is the address right?",
            "no answer",
        ],
        ["connection refused by root@203.0.113.11:22: is sshd running and listening there?", "connection refused"],
        ["no route to root@203.0.113.11:22 (3 attempts)", "no route"],
    ])("a K-Box in our own plugin's words: %s", (message, reason) =>
        expect(explain(message)).toContain(
            `the K-Box at 203.0.113.11 doesn't answer on SSH port 22 (${reason}). Is it on`,
        ),
    );

    test("a key that the K-Box refuses, in our own plugin's words", () =>
        expect(explain("root@203.0.113.11:22 doesn't let us in with what we have: a private key")).toContain(
            "refuses the key",
        ));

    test("an API that doesn't answer", () =>
        expect(
            explain("Post http://203.0.113.10:5000/v3: dial tcp 203.0.113.10:5000: connect: connection refused"),
        ).toBe(
            "OpenStack at 203.0.113.10:5000 doesn't answer (connection refused). Is the machine on, and can this computer reach it?",
        ));

    test("a key that the K-Box refuses", () =>
        expect(
            explain("ssh: handshake failed: ssh: unable to authenticate, attempted methods [none publickey]"),
        ).toContain("refuses the key k-one:kBoxKey for user root"));

    test.each([
        [
            'error: failed to load Pulumi policy project located at "/p/policy": open /p/policy/PulumiPolicy.yaml: no such file',
            "open /p/policy/PulumiPolicy.yaml: no such file",
        ],
        [
            'error: policy pack "/p/policy" failed to start: Error: it broke\n    at start (/p/policy/start.cjs:1:7)',
            "Error: it broke",
        ],
        [
            "error: policy pack not started: could not read policy pack port: io: read/write on closed pipe",
            "could not read policy pack port: io: read/write on closed pipe",
        ],
        [
            'error: could not start policy pack "/p" because the built-in analyzer plugin is missing: no analyzer plugin found',
            "no analyzer plugin found",
        ],
    ])("a policy pack that isn't loaded, without a stack: %s", (message, reason) =>
        expect(explain(message, null)).toBe(
            `the policy pack can't be loaded, so nothing was judged, and nothing goes on without it: ${reason}. ` +
                "Restore the folder policy/, run `npm ci`, and see `npx k-one toolchain`.",
        ),
    );

    test("who holds the lock", () =>
        expect(
            explain(
                "the stack is currently locked by 1 lock(s).\n  file:///l: created by ann@vm (pid 9) at 2026-03-01T12:00:00Z",
                null,
            ),
        ).toContain("held by ann@vm (process 9) since 2026-03-01T12:00:00Z"));

    test("a missing passphrase", () =>
        expect(explain("error: passphrase must be set with PULUMI_CONFIG_PASSPHRASE", null)).toContain(
            "PULUMI_CONFIG_PASSPHRASE_FILE",
        ));

    test("anything else in Pulumi's words, with the resource and without a stack", () =>
        expect(explain("quota exceeded\n    at Object.<anonymous> (x.ts:1)\n", "gist-router")).toBe(
            "gist-router: quota exceeded",
        ));

    test("the provider's own source files tell nobody anything", () =>
        expect(
            explain("sdk-v2/provider2.go:572: sdk.helper_schema: Error creating server: no: provider=openstack@3.15.2"),
        ).toBe("gist-net3-vtep-config: Error creating server: no"));

    test("a failed DevStack with its last phase, the failing command and its log, also where Pulumi counts errors", () => {
        const lines = ["DevStack failed: stack.sh ended with exit code 1.", "Last phase: Starting Keystone"];
        const more = ["Failing command: + lib/keystone:1 : false", "The disk is full.", "The log: /opt/stack/logs/1"];
        const told = `1 error occurred:\n\t* the command failed\nstderr: ${[...lines, ...more].join("\n")}\nIts end:\n    x`;
        expect(explain(told, "gist-devstack-stack")).toBe(
            `gist-devstack-stack: the command failed stderr: ${[...lines, ...more].join(" ")}`,
        );
    });

    test("a resource's error tells more than the run's", () => {
        const failures = [
            { resource: null, message: "error: preview failed" },
            { resource: "gist-router", message: "quota exceeded" },
        ];
        expect(explainFailures(failures, site)).toBe("gist-router: quota exceeded");
    });
});
