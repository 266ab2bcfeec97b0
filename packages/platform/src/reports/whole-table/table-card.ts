import type { Estimate } from '@kaizenml/contracts';
import { formatNumber } from '@kaizenml/ui/charts';

/** What the card of a model without a target is made of. */
export interface TableCardInput {
  readonly title: string;
  /** What an answer is, without a full stop. */
  readonly answers: string;
  /** What was found, in Markdown. */
  readonly lines: readonly string[];
  readonly metrics: Readonly<Record<string, Estimate>>;
  /** Columns that it reads. */
  readonly columns: readonly string[];
  readonly notFor: string;
}

/** `card.md` of a model that was learned without a target. */
export function renderTableCard(input: TableCardInput): string {
  const { title, answers, lines, metrics, columns, notFor } = input;
  const figures = Object.entries(metrics).map(
    ([name, { value }]) => `- ${name.replaceAll('_', ' ')}: ${formatNumber(value)}`,
  );
  return [
    `# Model card: ${title}`,
    '## What it answers',
    `${answers}.`,
    '## What was found',
    lines.length === 0 ? 'Nothing stood out.' : lines.map((line) => `- ${line}`).join('\n'),
    '## Figures',
    figures.join('\n') || 'None.',
    '## What it reads',
    columns.map((column) => `- \`${column.replaceAll('`', "'")}\``).join('\n'),
    '## When not to use it',
    notFor,
    '',
  ].join('\n\n');
}
