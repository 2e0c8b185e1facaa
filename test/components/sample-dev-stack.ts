import type { DevStackPlan, DevStackSecrets } from "../../plan/dev-stack/dev-stack-plan.ts";
import { samplePlan, siteOf } from "./sample-plan.ts";

/** What a sample's `local.conf` holds; each has a character that URLs, shells or JSON write in another way. */
export const devStackSecrets: DevStackSecrets = {
    admin: "adm/Secret+1 ok",
    database: 'dat"Secret_2@yy8',
    rabbit: "rab-Secret_3_xx7longer",
    service: "ser'Secret_4%ww6",
    serviceToken: "tok-Secret_5_vv5",
};

/** The sample's K-Box gist with a whole region to be made on it. */
export function devStackPlan(changes: Partial<DevStackPlan> = {}): DevStackPlan {
    const { kBox } = siteOf(samplePlan(), "gist");
    const setting = (name: string, secret: keyof DevStackSecrets) => ({ name, value: { secret } });
    return {
        name: "gist",
        machine: kBox,
        jump: null,
        role: "first region",
        region: "RegionOne",
        release: "2025.2",
        source: {
            gitBase: "https://opendev.org",
            ref: "1".repeat(40),
            branch: "stable/2025.2",
            services: { nova: "2".repeat(40) },
        },
        systems: [{ id: "debian", version: "12", name: "Debian 12" }],
        identity: { authUrl: `http://${kBox.address}/identity/v3`, regions: ["CentralRegion"], image: null },
        localConf: {
            localrc: [
                {
                    comment: "What this machine is",
                    settings: [
                        { name: "HOST_IP", value: kBox.address },
                        { name: "REGION_NAME", value: "RegionOne" },
                        setting("ADMIN_PASSWORD", "admin"),
                        setting("DATABASE_PASSWORD", "database"),
                        setting("RABBIT_PASSWORD", "rabbit"),
                        setting("SERVICE_PASSWORD", "service"),
                        setting("SERVICE_TOKEN", "serviceToken"),
                        { name: "NOVA_BRANCH", value: "2".repeat(40) },
                    ],
                    commands: [],
                },
            ],
            postConfig: [],
        },
        openVSwitch: {
            datapath: "system",
            bridges: [
                { name: "br-ex", physical: "ext", interface: null, address: "192.168.101.1/24", masquerade: true },
                { name: "br-net3", physical: "net3", interface: null, address: null, masquerade: false },
            ],
            bridgeMappings: "ext:br-ex,net3:br-net3",
        },
        gate: null,
        mirrors: { apt: null, pip: null, proxy: null, noProxy: [] },
        onDestroy: "remove",
        offline: false,
        timeout: 90,
        controller: null,
        ...changes,
    };
}
