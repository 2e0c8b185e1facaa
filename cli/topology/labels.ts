import { factText, type Mark, type MarkedPart, signs } from "./changes.ts";

/** A line of a box, with the sign of what has become of it. */
export interface Line {
    readonly text: string;
    readonly mark: Mark;
}

/** First line of a part's box: `~ tenant network inside → net1`. */
export function headOf({ mark, kind, title, titleBefore }: MarkedPart): string {
    const name = titleBefore === null ? title : `${titleBefore} → ${title}`;
    const generic = kind === "site" || kind === "site router" || kind.endsWith("network");
    return `${signs[mark]}${generic ? `${kind} ${name}` : name}`;
}

/** The other lines of a part's box, one a fact. Of a part that comes or goes as a whole, no line has a sign of its own. */
export function factLines({ facts, mark: whole }: MarkedPart): readonly Line[] {
    return facts.map((fact) => {
        const mark = whole === "changed" ? fact.mark : "same";
        return { text: `${signs[mark]}${factText(fact)}`, mark };
    });
}
