/** Colours of one theme. */
interface Theme {
    readonly page: string;
    readonly site: string;
    readonly box: string;
    readonly line: string;
    readonly text: string;
    readonly quiet: string;
    readonly shared: string;
    /** Fill and stroke of what is added, removed and changed. */
    readonly marks: Readonly<Record<"added" | "removed" | "changed", readonly [string, string]>>;
}

const light: Theme = {
    page: "#ffffff",
    site: "#f6f8fa",
    box: "#ffffff",
    line: "#59636e",
    text: "#1f2328",
    quiet: "#424a53",
    shared: "#0550ae",
    marks: { added: ["#dafbe1", "#116329"], removed: ["#ffebe9", "#a40e26"], changed: ["#fff8c5", "#7d4e00"] },
};

const dark: Theme = {
    page: "#0d1117",
    site: "#161b22",
    box: "#0d1117",
    line: "#9198a1",
    text: "#f0f6fc",
    quiet: "#c9d1d9",
    shared: "#79c0ff",
    marks: { added: ["#12261e", "#56d364"], removed: ["#2d1418", "#ff7b72"], changed: ["#2b2111", "#e3b341"] },
};

/** A picture's style sheet: it follows the reader's light or dark mode, and names generic fonts only. */
export function styleSheet(): readonly string[] {
    return [
        "<style>",
        "text { font-family: sans-serif; font-size: 11px }",
        "text.head { font-size: 13px; font-weight: bold }",
        "text.title { font-size: 18px; font-weight: bold }",
        "rect { stroke-width: 1 }",
        ".added rect, .removed rect, .changed rect { stroke-width: 2 }",
        ".removed rect, path.removed { stroke-dasharray: 5 3 }",
        "path { fill: none; stroke-width: 1.5 }",
        "path.shared { stroke-width: 4 }",
        "path.control { stroke-width: 1.5; stroke-dasharray: 2 4; stroke-linecap: round }",
        ".site text { paint-order: stroke; stroke-width: 5; stroke-linejoin: round }",
        "text.now-added, text.now-removed, text.now-changed { font-weight: bold }",
        ...rules(light),
        `@media (prefers-color-scheme: dark) { ${rules(dark).join(" ")} }`,
        "</style>",
    ];
}

function rules({ page, site, box, line, text, quiet, shared, marks }: Theme): readonly string[] {
    return [
        `rect { fill: ${box}; stroke: ${line} }`,
        `.page { fill: ${page}; stroke: none }`,
        `.site rect { fill: ${site} }`,
        `.site text { stroke: ${site} }`,
        `text { fill: ${text} }`,
        `text.fact { fill: ${quiet} }`,
        `path { stroke: ${line} }`,
        `path.shared { stroke: ${shared} }`,
        `.shared-network rect, .end rect { stroke: ${shared} }`,
        ...Object.entries(marks).flatMap(([mark, [fill, stroke]]) => [
            `.${mark} rect { fill: ${fill}; stroke: ${stroke} }`,
            `.site.${mark} text { stroke: ${fill} }`,
            `path.${mark} { stroke: ${stroke} }`,
            `text.now-${mark} { fill: ${stroke} }`,
        ]),
    ];
}
