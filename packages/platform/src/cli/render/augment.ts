import type { Operations, OutputOf } from '@kaizenml/contracts/operations';
import { renderSections, renderTable } from '../table.ts';
import { renderFindings } from './findings.ts';
import type { Look } from './render.ts';

type AugmentOutput = OutputOf<Operations['datasets']['augment']>;
type ClassRow = AugmentOutput['classes'][number];

/** What was made, and how the classes stand now. */
export function renderAugment(made: AugmentOutput, look: Look): string {
  const { classes, findings } = made;
  return renderSections(
    [
      ['', [headLine(made), ...restLines(made)].join('\n')],
      [
        'Rows per class',
        renderTable(
          classes,
          [
            { title: 'class', cell: (row) => row.class },
            { title: 'before', align: 'right', cell: ({ nBefore }) => String(nBefore) },
            { title: 'now', align: 'right', cell: ({ nAfter }) => String(nAfter) },
            { title: '', cell: changeOf },
          ],
          look.style,
        ),
      ],
      ['Findings', renderFindings(findings, look)],
    ],
    look.style,
  );
}

function headLine({ isNew, name, version, nRows, from }: AugmentOutput): string {
  return `${isNew ? 'Made' : 'Already there:'} ${name}@${version} with ${nRows} rows from ${from}.`;
}

function restLines(made: AugmentOutput): string[] {
  const { classes, nUnknown, leftOut } = made;
  const lines = [madeLine(made)];
  if (nUnknown > 0) lines.push(`${nUnknown} rows without a class stay as they are.`);
  if (leftOut.length > 0)
    lines.push(`Left out: ${leftOut.join(', ')}, since a made row is nobody.`);
  const capped = classes.find(({ isCapped }) => isCapped);
  if (capped !== undefined)
    lines.push(
      `No class ${isGrown(capped) ? 'grows to more than 10 times' : 'shrinks to less than a tenth of'} its rows; \`--ratio 1\` makes all equal.`,
    );
  return lines;
}

function madeLine({ algorithm, nRows, nMade, classes }: AugmentOutput): string {
  const nLeft = classes.reduce((sum, { nBefore, nAfter }) => sum + nBefore - nAfter, 0);
  if (algorithm === 'fewer rows') return `${nLeft} rows were left out at random.`;
  const verb = algorithm.startsWith('SMOTE') ? 'were made by' : 'are';
  return `Rows ${nRows - nMade + 1} to ${nRows} ${verb} ${algorithm}.`;
}

const isGrown = ({ nBefore, nAfter }: ClassRow): boolean => nAfter > nBefore;

function changeOf(row: ClassRow): string {
  const change = row.nAfter - row.nBefore;
  if (change === 0) return '';
  const said = isGrown(row) ? `+${change}` : `−${-change}`;
  return row.isCapped ? `${said} (the most)` : said;
}
