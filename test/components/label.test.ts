import { expect, test } from "vitest";
import { label } from "../../components/label.ts";
import { record } from "./mocks.ts";

test("a label names the stack and the object, and is a tag as well", async () => {
    const { result } = await record(() => label("gist-router-router"), { stack: "kone-gist" });
    expect(result).toEqual({
        description: "k-one:kone-gist:gist-router-router",
        tags: ["k-one:kone-gist:gist-router-router"],
    });
});
