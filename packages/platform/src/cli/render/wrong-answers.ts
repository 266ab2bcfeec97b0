import type { Operations, OutputOf } from '@kaizenml/contracts/operations';
import { formatEstimate, formatInstant, formatNumber } from '../format.ts';
import { renderSections, renderTable } from '../table.ts';
import type { Look } from './render.ts';

type Errors = OutputOf<Operations['predictions']['errors']>;
type WrongAnswer = Errors['items'][number];
type Tagged = OutputOf<Operations['predictions']['tag']>;

const MOST_LETTERS = 60;

/** Wrong answers to look through, below what was found in those that were. */
export function renderErrors(errors: Errors, { style }: Look): string {
  const { name, items, tags, nFound } = errors;
  const [first] = items;
  return renderSections(
    [
      ['', sayErrors(errors)],
      [
        nFound === 0 ? '' : `What was found in ${nFound} of them`,
        renderTable(
          tags,
          [
            { title: 'cause', cell: ({ tag }) => tag },
            { title: 'rows', align: 'right', cell: ({ nRows }) => String(nRows) },
            { title: 'share of the error', cell: ({ share }) => formatEstimate(share) },
            {
              title: `most that can be won, ${errors.loss?.metric ?? 'error'}`,
              cell: ({ gain }) => (gain === null ? '' : formatEstimate(gain)),
            },
          ],
          style,
        ),
      ],
      [
        '',
        renderTable<WrongAnswer>(
          items,
          [
            { title: 'request', cell: ({ requestId }) => requestId },
            { title: 'row', align: 'right', cell: ({ row }) => String(row) },
            { title: 'at', cell: ({ at }) => formatInstant(at) },
            { title: 'answer', cell: ({ prediction }) => say(prediction) },
            { title: 'in truth', cell: ({ label }) => say(label) },
            { title: 'found', cell: ({ found }) => sayFound(found) },
            { title: 'of', cell: ({ values }) => sayValues(values) },
          ],
          style,
        ),
      ],
      [
        '',
        first === undefined || first.found !== null
          ? ''
          : style.dim(
              `Say what made one wrong: kaizen predictions tag ${name} ${first.requestId}${first.row === 1 ? '' : ` --row ${first.row}`} --tags "a cause"`,
            ),
      ],
    ],
    style,
  );
}

/** That a finding was kept. */
export function renderTagged({ requestId, row, tags, note }: Tagged, { style }: Look): string {
  const causes = tags.length === 0 ? 'no cause was seen' : tags.join(', ');
  return `${style.green('✓')} row ${row} of ${requestId}: ${causes}${note === null ? '' : `; ${note}`}.`;
}

function sayErrors({ name, nAnswers, isCut, nLabelled, nWrong, loss, from }: Errors): string {
  const read = `${isCut ? 'the newest ' : ''}${nAnswers} rows that ${name} answered since ${formatInstant(from)}`;
  if (loss === null)
    return `Of ${read} none has a label: nobody knows which answers were wrong. Send labels with \`kaizen predictions label ${name} labels.csv\`.`;
  return `Of ${read}, ${nLabelled} have a label and ${nWrong} of these were ${loss.metric === 'error rate' ? 'wrong' : 'off'}: ${loss.metric} ${formatEstimate(loss)}.`;
}

function say(value: string | number | boolean): string {
  return typeof value === 'number' ? formatNumber(value) : String(value);
}

function sayFound(found: WrongAnswer['found']): string {
  if (found === null) return '';
  return found.tags.length === 0 ? 'no cause seen' : found.tags.join(', ');
}

function sayValues(values: WrongAnswer['values']): string {
  const text = Object.entries(values)
    .map(
      ([column, value]) => `${column}=${typeof value === 'string' ? value : JSON.stringify(value)}`,
    )
    .join(' ');
  return text.length <= MOST_LETTERS ? text : `${text.slice(0, MOST_LETTERS - 1)}…`;
}
