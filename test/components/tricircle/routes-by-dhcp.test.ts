import { expect, test } from "vitest";
import { routesByDhcp } from "../../../components/tricircle/routes-by-dhcp.ts";
import { named } from "../mocks.ts";
import { recordSite } from "./site.ts";

const routes = [{ site: "korea", destination: "10.2.0.10/32", nextHop: "10.30.0.36" }];

test("a port has the routes as one DHCP option, and none with a mesh or without routes", () => {
    expect(routesByDhcp({ driver: "tricircle", routes })).toEqual({
        extraDhcpOptions: [{ name: "classless-static-route", value: "10.2.0.10/32,10.30.0.36" }],
    });
    expect(routesByDhcp({ driver: "mesh", routes })).toEqual({});
    expect(routesByDhcp({ driver: "tricircle", routes: [] })).toEqual({});
});

test("the guest's port on net3 alone has them", async () => {
    const made = await recordSite();
    expect(named(made, "gist-guest-port-net3").inputs).toMatchObject(routesByDhcp({ driver: "tricircle", routes }));
    expect(named(made, "gist-guest-port").inputs.extraDhcpOptions).toBeUndefined();
});
