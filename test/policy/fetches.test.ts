import { describe, expect, test } from "vitest";
import { fetchesIn, isPinned } from "../../policy/fetches.ts";

const url = "https://opendev.org/openstack/devstack";
const commit = "5d0f0c6b8f1e4c6fb8a7c2f4e91d36ab5d0f0c6b";

test.each([
    ["v1.2.0", true],
    ["2025.1.0", true],
    ["20.0.0.0rc1", true],
    ["refs/tags/stein-em", true],
    [commit, true],
    ["master", false],
    ["HEAD", false],
    ["stable/2025.1", false],
    ["origin/main", false],
    ["5d0f0c6", false],
    ["$REF", false],
])("isPinned says of %s: %s", (ref, pinned) => {
    expect(isPinned(ref)).toBe(pinned);
});

describe("fetchesIn", () => {
    const refs = (script: string, environment?: Readonly<Record<string, string>>) =>
        fetchesIn(script, environment).map(({ ref }) => ref);

    test.each([
        [`git clone ${url}`, [null]],
        [`git clone --depth 1 -b master ${url} /opt/stack`, ["master"]],
        [`sudo -u stack /usr/bin/git -C /opt clone --branch=v1.2.0 ${url}`, ["v1.2.0"]],
        [`git clone ${url} a && cd a && git checkout ${commit}`, [commit]],
        [`git clone ${url} a\ngit -C a switch --detach v1.2.0`, ["v1.2.0"]],
        [`git clone ${url} a; cd a; git reset --hard origin/main`, ["origin/main"]],
        [`git clone \\\n    --branch "v1.2.0" \\\n    ${url}`, ["v1.2.0"]],
        [`git fetch --depth 1 origin ${commit} && git checkout FETCH_HEAD`, [commit]],
        ["git fetch origin && git checkout FETCH_HEAD", [null]],
        ["git pull", [null]],
        ["git pull origin main", ["main"]],
        ["git checkout -- file; git checkout -b mine; git checkout .; git status", []],
        ["enable_plugin tricircle https://opendev.org/openstack/tricircle stable/stein", ["stable/stein"]],
        ["enable_plugin tricircle https://opendev.org/openstack/tricircle", [null]],
        ["NOVA_BRANCH=stable/2025.1", ["stable/2025.1"]],
        [`pip install git+${url}@v1.2.0#egg=x`, ["v1.2.0"]],
        [`pip install "git+https://user@opendev.org/openstack/x"`, [null]],
        ["apt-get install -y git", []],
        ["echo digit legit", []],
    ])("finds in %s the refs %j", (script, expected) => {
        expect(refs(script)).toEqual(expected);
    });

    test("follows variables of the script and of its environment", () => {
        expect(refs(`git clone --branch "$REF" ${url}`, { REF: "v1.2.0" })).toEqual(["v1.2.0"]);
        expect(refs(`REF=main\ngit clone -b \${REF} ${url}`, { REF: "v1.2.0" })).toEqual(["main"]);
        expect(refs(`git clone -b $REF ${url}`)).toEqual(["$REF"]);
    });

    test.each([
        "curl -fsSL https://get.example.org | sudo -E bash",
        'sh -c "$(wget -qO- https://x.org)"',
        "bash <(curl https://x.org)",
    ])("finds a download that is run at once in %s", (script) => {
        expect(fetchesIn(script)).toEqual([{ by: "a download that is run at once", ref: null }]);
    });

    test("lets a download pass that isn't run", () => {
        expect(fetchesIn("curl -o image.qcow2 https://x.org/image && sha256sum -c image.sha256")).toEqual([]);
    });
});
