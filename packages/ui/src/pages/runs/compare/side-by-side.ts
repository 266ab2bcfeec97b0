import type { Operations, OutputOf } from '@kaizenml/contracts/operations';

export type Hunk = OutputOf<Operations['runs']['diff-file']>['hunks'][number];

/** A line of a text with its number. */
export interface NumberedLine {
  readonly n: number;
  readonly text: string;
}

/** One row of two texts side by side. */
export interface DiffRow {
  readonly before: NumberedLine | undefined;
  readonly after: NumberedLine | undefined;
  readonly isChanged: boolean;
}

/** Lines that went beside lines that came, one by one; what is left of the longer stretch stands alone. */
export function toRows({ beforeLine, afterLine, lines }: Hunk): readonly DiffRow[] {
  const rows: DiffRow[] = [];
  let [b, a] = [beforeLine, afterLine];
  let removed: NumberedLine[] = [];
  let added: NumberedLine[] = [];
  const flush = () => {
    for (let i = 0; i < Math.max(removed.length, added.length); i++)
      rows.push({ before: removed[i], after: added[i], isChanged: true });
    removed = [];
    added = [];
  };
  for (const { kind, text } of lines) {
    if (kind === 'removed') removed.push({ n: b++, text });
    else if (kind === 'added') added.push({ n: a++, text });
    else {
      flush();
      rows.push({ before: { n: b++, text }, after: { n: a++, text }, isChanged: false });
    }
  }
  flush();
  return rows;
}
