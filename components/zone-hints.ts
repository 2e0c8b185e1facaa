/**
 * Where Central Neutron makes a network or router: the site's own region, and no other; nothing where a site's own Neutron
 * makes it.
 */
export type ZoneHints = Readonly<Record<string, never>> | { readonly availabilityZoneHints: string[] };

/** Hints of a site for whatever it makes in Central Neutron; none where `central` is `null`. */
export function zoneHints({
    central,
    region,
}: {
    readonly central: string | null;
    readonly region: string;
}): ZoneHints {
    return central === null ? {} : { availabilityZoneHints: [region] };
}
