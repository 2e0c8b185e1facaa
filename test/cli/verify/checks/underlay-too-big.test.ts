import { expect, test } from "vitest";
import { underlayTooBig } from "../../../../cli/verify/checks/underlay-too-big.ts";
import { answered, fakeHands, only, samplePlan, unanswered } from "../fakes.ts";

const check = only(underlayTooBig, samplePlan(), "gist K-Box", "korea K-Box");
const run = (tooBig: string) =>
    check.run(
        fakeHands({
            kBoxes: {
                gist: (script) =>
                    /-I 203.0.113.11 .*-s 1472 203.0.113.12.*-s 1473 /.test(script)
                        ? `${answered}---too-big---${tooBig}`
                        : "",
            },
        }),
    );

test("1501 bytes have to be refused where 1500 pass", async () => expect((await run(unanswered)).ok).toBe(true));

test("1501 bytes that pass fail", async () => expect((await run(answered)).ok).toBe(false));
