import type { TowerDevStackFile } from "../dev-stack/dev-stack-file.ts";
import type { Draft, EnvironmentDraft, SiteDraft } from "../draft.ts";
import { error, type Finding } from "../finding.ts";

/** Why a way to keep images isn't offered. */
const refused = {
    "shared-distributed":
        "shared-distributed is refused: DevStack makes no storage over several sites, and a boot would wait for the others",
    distributed:
        "distributed is refused: Glance brings no image from one region to another by itself, and of two copies that differ " +
        "none is the right one",
} as const;

/** Who keeps the images, and that a guest's image is among them: a region that DevStack makes is new. */
export function* glance(environment: EnvironmentDraft): Iterable<Finding> {
    const { glance: mode } = environment.tower;
    if (mode === "shared-distributed" || mode === "distributed") {
        yield error("tower.glance", `${refused[mode]}. Allowed: separate, shared.`);
    }
    if (mode === "shared") yield* shared(environment);
    if (mode === "separate") yield* separate(environment);
}

/** One Glance for all regions stands beside the tower's Keystone. */
function* shared({ tower, sites }: EnvironmentDraft): Iterable<Finding> {
    const host = sites.find(({ name }) => name === tower.host);
    for (const { name, file } of sites) {
        if (file.bootstrap === "adopt") yield error(`sites.${name}.bootstrap`, existing(name === tower.host));
        if (name === tower.host || !file.devstack?.images?.length) continue;
        const place = tower.host === null ? "tower.devstack.images" : `sites.${tower.host}.devstack.images`;
        yield error(
            `sites.${name}.devstack.images`,
            `is for a region with a Glance of its own, and with tower.glance: shared this one has none. Write them into ${place}.`,
        );
    }
    if (tower.host === null && tower.bootstrap === "adopt") yield error("tower.bootstrap", existing(true));
    const keeper = tower.host === null ? { at: "tower", ...tower } : host && { at: `sites.${host.name}`, ...host.file };
    if (keeper?.bootstrap === "devstack" && sites.some(({ file }) => file.guest)) {
        yield* guestImage(keeper.at, keeper.devstack, tower, "the Glance of all regions");
    }
}

function existing(keeps: boolean): string {
    const why = keeps ? "the Glance of all regions must be one that DevStack makes" : "an existing region has its own";
    return `adopt can't be with tower.glance: shared, since ${why}. Write devstack, or tower.glance: separate.`;
}

function* separate({ tower, sites }: EnvironmentDraft): Iterable<Finding> {
    for (const { name, file } of sites.filter(makesGuest)) {
        yield* guestImage(`sites.${name}`, file.devstack, tower, "a new region");
    }
}

function makesGuest({ file }: SiteDraft): boolean {
    return file.bootstrap === "devstack" && Boolean(file.guest);
}

function* guestImage(
    path: string,
    devstack: Draft<TowerDevStackFile | null> | undefined,
    { guest }: EnvironmentDraft["tower"],
    keeper: string,
): Iterable<Finding> {
    const image = guest?.image;
    const images = (devstack?.images ?? []).filter((url) => url !== undefined);
    if (image === undefined || images.some((url) => imageName(url) === image)) return;
    yield error(
        `${path}.devstack.images`,
        `no image is named ${image}, which tower.guest.image asks for; ${keeper} has only these: ` +
            `${images.length === 0 ? "none" : images.map(imageName).join(", ")}. Add the URL of ${image}.qcow2 or ${image}.img.`,
    );
}

/** DevStack names an image after its file. */
function imageName(url: string): string {
    return url.replace(/^.*\//, "").replace(/\.(qcow2|img|raw)$/, "");
}
