import type { Operations, OutputOf } from '../operations/index.ts';
import { answerShape } from './answer-shape.ts';

type Guide = OutputOf<Operations['endpoints']['guide']>;
type Field = Guide['signature']['inputs'][number];

const LATER =
  'Keep `requestId`: what turns out to be true, or what it brought, is sent under it later. What cannot be answered comes as `application/problem+json`: `detail` says what is wrong, `hint` what to do, and `details.issues` every value of every row.';

/** The guide of an endpoint as Markdown. */
export function guideText(guide: Guide): string {
  const { endpoint, predictUrl, model, whenNotToUse, signature, samples, protocols } = guide;
  const { output, inputs } = signature;
  return [
    `# ${endpoint}`,
    `\`POST ${predictUrl}\` answers \`${output.name}\` (${output.unlabeled ?? output.aim ?? model.task}) with version ${model.version}: ${model.title}, made ${model.createdAt}.`,
    '## How good it is',
    ...table(
      ['Metric', 'Value', '95 % interval'],
      Object.entries(model.metrics).map(([name, { value, low, high }]) => [
        name === model.primaryMetric.name
          ? `**${name}** (${model.primaryMetric.better} is better)`
          : name,
        digits(value),
        low === null || high === null ? '–' : `${digits(low)} to ${digits(high)}`,
      ]),
    ),
    ...(whenNotToUse.length === 0
      ? []
      : ['## When not to use it', whenNotToUse.map((sentence) => `- ${sentence}`).join('\n')]),
    ...(inputs.length === 0
      ? []
      : [
          '## What it reads',
          ...table(
            ['Column', 'Kind', 'Needed', 'In training', 'Typical'],
            inputs.map((field) => [
              `\`${field.name}\``,
              field.integer === true ? 'whole number' : field.kind,
              field.required ? 'yes' : 'no',
              sayRange(field),
              field.typical === null ? '–' : String(field.typical),
            ]),
          ),
        ]),
    '## What it answers',
    ...(output.classes === undefined
      ? []
      : [`One of ${output.classes.map((label) => `\`${label}\``).join(', ')}.`]),
    ...(guide.sampleRow === null ? [] : [`\`\`\`json\n${answerShape(guide)}\n\`\`\``, LATER]),
    '## How to ask',
    'The key is read from the environment variable `KAIZEN_KEY`; a server of this machine alone asks for none.',
    ...samples.flatMap(({ title, language, code, needs }) => [
      `### ${title}`,
      ...(needs === undefined ? [] : [needs]),
      `\`\`\`${language === 'shell' ? 'sh' : language}\n${code}\n\`\`\``,
    ]),
    ...(protocols.length === 0
      ? []
      : [
          '## Other protocols',
          protocols.map(({ name, method, url }) => `- ${name}: \`${method} ${url}\``).join('\n'),
        ]),
    '',
  ].join('\n\n');
}

/** Names of levels that a table lists. */
const MOST_LEVELS = 12;

function sayRange({ kind, range, levels }: Field): string {
  if (range !== undefined)
    return range
      .map((end) => (kind === 'date' ? new Date(end).toISOString().slice(0, 10) : digits(end)))
      .join(' to ');
  if (levels === undefined) return '–';
  const more = levels.length > MOST_LEVELS ? ` and ${levels.length - MOST_LEVELS} more` : '';
  return (
    levels
      .slice(0, MOST_LEVELS)
      .map((level) => `\`${level}\``)
      .join(', ') + more
  );
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string[] {
  if (rows.length === 0) return ['Nothing was measured.'];
  const line = (cells: readonly string[]) =>
    `| ${cells.map((cell) => cell.replaceAll('|', '\\|').replaceAll('\n', ' ')).join(' | ')} |`;
  return [[line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n')];
}

function digits(value: number): string {
  return String(Number(value.toPrecision(4)));
}
