/**
 * Puts a Neutron network, untagged, on a physical network of the K-Box. It is not said as `segments`: Neutron has a
 * right of its own for that, which a site's role lacks.
 */
export function flatOn(physicalNetwork: string): Record<string, string> {
    return { "provider:network_type": "flat", "provider:physical_network": physicalNetwork };
}
