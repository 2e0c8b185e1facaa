import { expect, test } from "vitest";
import { netOneByteTooBig } from "../../../../cli/verify/checks/too-big.ts";
import { answered, fakeHands, only, samplePlan, tooLong } from "../fakes.ts";

const check = only(netOneByteTooBig, samplePlan(), "gist-guest", "korea-guest");
const run = (tooBig: string) =>
    check.run(
        fakeHands({
            guests: {
                gist: (script) => (/-s 1422 .*-s 1423 /.test(script) ? `${answered}---too-big---${tooBig}` : ""),
            },
        }),
    );

test("1451 bytes have to be refused where 1450 pass", async () => expect((await run(tooLong)).ok).toBe(true));

test("1451 bytes that pass fail", async () => expect((await run(answered)).ok).toBe(false));
