import type { Lookup, Place } from "./lookup.ts";
import { text } from "./lookup-network.ts";

interface KeystoneObject {
    readonly id: string;
    readonly name: string;
    /** @default - none */
    readonly description?: string;
}

interface Assignment {
    readonly role: { readonly id: string };
    readonly scope: { readonly project?: { readonly id: string } };
    /** @default - the assignment is a group's */
    readonly user?: { readonly id: string };
}

/** Projects, users or roles of the name; the description, where the program gives one, tells ours from another's. */
export function keystone(collection: string): Lookup {
    return async (inputs, place) => {
        const name = text(inputs, "name");
        const found = await list<KeystoneObject>(place, collection, new URLSearchParams({ name }));
        const { description } = inputs;
        const ours = found.filter((object) => typeof description !== "string" || object.description === description);
        return ours.filter((object) => object.name === name).map(({ id }) => id);
    };
}

/** A role of a user in a project. */
export const roleAssignment: Lookup = async (inputs, place) => {
    const [project, user, role] = [text(inputs, "projectId"), text(inputs, "userId"), text(inputs, "roleId")];
    const query = new URLSearchParams({ "scope.project.id": project, "user.id": user, "role.id": role });
    const found = await list<Assignment>(place, "role_assignments", query);
    const ours = found.filter(
        (one) => one.role.id === role && one.user?.id === user && one.scope.project?.id === project,
    );
    // Domain, project, group, user, role: the provider makes the id up like this.
    return ours.slice(0, 1).map(() => `/${project}//${user}/${role}`);
};

async function list<T>({ cloud, region }: Place, collection: string, query: URLSearchParams): Promise<readonly T[]> {
    const body = await cloud.request<Record<string, T[]>>("identity", region, `/${collection}?${query}`);
    return body[collection] ?? [];
}
