/** Widths in parts of the font's size, of the widest generic fonts that readers have (DejaVu Sans, Verdana). */
const narrow = 0.42;
const usual = 0.66;
const broad = 1.02;

/** Hangul, kana and Chinese characters, and what is drawn as wide as they are (Unicode's East Asian width W and F). */
const wide =
    /[\u1100-\u115f\u2e80-\u303e\u3041-\u33ff\u3400-\u4dbf\u4e00-\u9fff\ua000-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe4f\uff00-\uff60\uffe0-\uffe6]/u;

/** Width that a text has at most, in pixels. */
export function widthOf(text: string, size: number, bold = false): number {
    const parts = [...text].reduce((sum, sign) => sum + widthOfSign(sign), 0);
    return Math.ceil(parts * size * (bold ? 1.12 : 1));
}

function widthOfSign(sign: string): number {
    if (wide.test(sign) || (sign.codePointAt(0) ?? 0) > 0xffff) return broad;
    if (/[ .,:;'|!()[\]/\\iIjltfr-]/.test(sign)) return narrow;
    if (/[mwMW%@+~<>=→−]/.test(sign)) return broad;
    return /[A-Z]/.test(sign) ? 0.8 : usual;
}

/** The text, or its beginning and `…` where it is wider than there is room. */
export function fitted(text: string, room: number, size: number, bold = false): string {
    if (widthOf(text, size, bold) <= room) return text;
    const signs = [...text];
    while (signs.length > 0 && widthOf(`${signs.join("")}…`, size, bold) > room) signs.pop();
    return `${signs.join("").trimEnd()}…`;
}

/** Text as XML takes it in content and in attributes; signs that XML forbids are replaced. */
export function escapeXml(text: string): string {
    // biome-ignore lint/suspicious/noControlCharactersInRegex: XML 1.0 has no way to write them.
    const allowed = text.replaceAll(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]|\p{Surrogate}/gu, "\ufffd");
    const entities: Readonly<Record<string, string>> = {
        "&": "&amp;",
        "<": "&lt;",
        ">": "&gt;",
        '"': "&quot;",
        "'": "&#39;",
    };
    return allowed.replaceAll(/[&<>"']/g, (sign) => entities[sign] ?? sign);
}
