import { expect, test } from "vitest";
import { apis } from "../../../../cli/doctor/checks/apis.ts";
import { findings, gist } from "../fakes.ts";

const all = { "network /extensions": {}, "compute /flavors": {}, "image /images": {} };
const away = { network: "http://192.0.2.9:9696", compute: "http://192.0.2.9:8774", image: "http://192.0.2.9:9292" };

test("asks each of them", async () => {
    expect(await findings(apis, gist, { answers: all })).toEqual(["ok: network, compute, image answer"]);
    expect(await findings(apis, gist, { answers: { ...all, "image /images": undefined } })).toEqual([
        "wrong: image doesn't answer.",
    ]);
});

test("of a K-Box that is off, its own line is enough; of APIs elsewhere it is not", async () => {
    expect(await findings(apis, gist, { silence: "off" })).toEqual(["elsewhere: "]);
    expect(await findings(apis, gist, { silence: "off", endpoints: away })).toHaveLength(3);
});
