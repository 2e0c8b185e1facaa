import { expect, test } from "vitest";
import { freeMac } from "../../../plan/next-site/free-mac.ts";
import { planOf } from "./plan-of.ts";

test("gives the lowest prefix that no site has, and says when there is none", () => {
    const [site] = planOf({}).sites;
    if (site === undefined) throw new Error("the sample has sites");
    expect(freeMac([])).toBe("fa:16:3e:01:00:00");
    expect(freeMac([site])).toBe("fa:16:3e:02:00:00");
    const all = Array.from({ length: 255 }, (_, index) => ({
        ...site,
        baseMac: `fa:16:3e:${(index + 1).toString(16).padStart(2, "0")}:00:00`,
    }));
    expect(freeMac(all.slice(0, 254))).toBe("fa:16:3e:ff:00:00");
    expect(() => freeMac(all)).toThrow("All 255 prefixes of MAC addresses from fa:16:3e:01:00:00 to fa:16:3e:ff:00:00");
});
