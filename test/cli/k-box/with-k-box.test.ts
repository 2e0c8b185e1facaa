import { afterEach, expect, test } from "vitest";
import { explainLogin, withKBox } from "../../../cli/k-box/with-k-box.ts";
import { LoginError } from "../../../cli/verify/connections.ts";
import { gist } from "../doctor/fakes.ts";
import { type PulumiStandIn, pulumiStandIn } from "../pulumi-stand-in.ts";

let cli: PulumiStandIn | undefined;
afterEach(() => cli?.remove());

test("says why nobody got in, and what to do", () => {
    const explain = (errors: string) => explainLogin(gist, new LoginError(errors));
    expect(explain("Host key verification failed.")).toMatch(/answers with another host key than kBox\.hostKey/);
    expect(explain("Permission denied (publickey).")).toMatch(/refuses the key k-one:kBoxKey for user root/);
    expect(explain("connect to host: Connection refused")).toBe(
        "the K-Box at 203.0.113.11 doesn't answer on SSH port 22 (nothing listens on its SSH port). Is it on, and can this computer reach it?",
    );
});

test("takes the key from the stack's own config", async () => {
    cli = pulumiStandIn(`"config get") echo "no key" ;;`);
    const work = withKBox(cli.environment, gist, new AbortController().signal, async () => "in");
    await expect(work).rejects.toThrow("k-one:kBoxKey isn't a private SSH key");
    expect(cli.calls()[0]).toMatch(/^config get k-one:kBoxKey --stack sample-gist/);
});
