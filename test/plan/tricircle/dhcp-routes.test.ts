import { expect, test } from "vitest";
import { dhcpRoutes } from "../../../plan/tricircle/dhcp-routes.ts";
import { thirdSite } from "../../components/sample-plan.ts";
import { errorsOf } from "../sample.ts";
import { tricircleFiles } from "./sample.ts";

/** So many sites with long addresses beside the sample's two. */
const more = (sites: number) =>
    Object.fromEntries(
        Array.from({ length: sites }, (_, index) => {
            const n = 110 + index;
            return [
                `site${n}`,
                thirdSite
                    .replaceAll("kaist", `site${n}`)
                    .replace("RegionFive", `Region${n}`)
                    .replace("az5", `az${n}`)
                    .replaceAll("203.0.113.15", `203.0.113.${n}`)
                    .replace("ext-net5", `ext-net${n}`)
                    .replaceAll("192.168.105.", `192.168.${n}.`)
                    .replace("R5", `R${n}`)
                    .replace("net5, cidr: 10.5.0.0/24", `net${n}, cidr: 10.${n}.0.0/24`)
                    .replace("10.30.0.80-10.30.0.95", `10.30.0.${n + index}-10.30.0.${n + index + 1}`)
                    .replace("fa:16:3e:05", `fa:16:3e:${n - 80}`)
                    .replace("172.16.5.0", `172.16.${n}.0`)
                    .replace("10.5.0.10, net3: 10.30.0.84", `10.${n}.0.100, net3: 10.30.0.${n + index + 1}`),
            ];
        }),
    );

test("routes are one option in dnsmasq's words", () => {
    const routes = [
        { destination: "10.2.0.10/32", nextHop: "10.30.0.36" },
        { destination: "10.3.0.10/32", nextHop: "10.30.0.52" },
    ];
    expect(dhcpRoutes(routes)).toBe("10.2.0.10/32,10.30.0.36,10.3.0.10/32,10.30.0.52");
    expect(dhcpRoutes([])).toBe("");
});

test("as many guests as Neutron keeps routes for in one option pass, and one more is refused", () => {
    expect(errorsOf({ ...tricircleFiles(), ...more(8) })).toEqual([]);
    expect(errorsOf({ ...tricircleFiles(), ...more(9) })).toEqual([
        "tower.sharedNetworks.net3: 11 sites declare a guest on it, and the routes to the others take 275 characters of a " +
            "port's DHCP option. Allowed: 255, as Neutron keeps no more. Take net3 out of the guests of some sites, or use " +
            "driver: mesh.",
    ]);
});
