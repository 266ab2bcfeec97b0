import type { Estimate } from '@kaizenml/contracts';
import type { QuickResult } from '../../pipelines/index.ts';
import type { Terminal } from '../terminal.ts';

const MAX_FINDINGS = 5;

/** A quick look as a person reads it: the answer first, then what would help, then what was seen. */
export function renderQuickSummary(
  result: QuickResult,
  { style }: Pick<Terminal, 'style'>,
): string {
  const { answer, sentence, advice, rows, why, features } = result;
  const tone = { yes: style.green, maybe: style.yellow, no: style.red }[answer];
  const findings = result.findings.filter(({ severity }) => severity !== 'info');
  return [
    '',
    tone(style.bold(sentence)),
    `  ${advice}`,
    '',
    style.bold('Would it get better?'),
    `  with more rows      ${OUTLOOK[rows?.verdict ?? 'unclear']}${rows ? gains(rows) : ''}`,
    `  with other columns  ${OUTLOOK[features]}`,
    '',
    style.bold('What was tried') +
      style.dim(` (${result.nRowsLookedAt} of ${result.nTrainRows} training rows, best first)`),
    ...result.candidates.map(
      ({ title, score, scoreSd }) =>
        `  ${title.padEnd(28)} ${number(score)}${scoreSd === null ? '' : ` ± ${number(scoreSd)}`}`,
    ),
    ...[why.classes, why.metric].flatMap((each) =>
      each === undefined ? [] : [style.dim(`  ${each}`)],
    ),
    ...(findings.length === 0 ? [] : ['', style.bold('To know before you go on')]),
    ...findings.slice(0, MAX_FINDINGS).map(({ message }) => `  ${style.yellow('!')} ${message}`),
    ...(findings.length > MAX_FINDINGS
      ? [style.dim(`  and ${findings.length - MAX_FINDINGS} more in the report`)]
      : []),
    '',
    'No model was registered, and the test part was not looked at.',
    `  Read the report      ${style.cyan(result.report)}`,
    ...(answer === 'no'
      ? []
      : [`  Train for real       ${style.cyan('the same command without --quick')}`]),
  ].join('\n');
}

const OUTLOOK = { helps: 'yes', enough: 'hardly', unclear: 'cannot be told' } as const;

function gains({ gainOfTwice, gainOfTenfold }: NonNullable<QuickResult['rows']>): string {
  const say = ({ value, low, high }: Estimate) =>
    `${number(value)}${low === null || high === null ? '' : ` [${number(low)} – ${number(high)}]`}`;
  return `: twice as many gain ${say(gainOfTwice)}, ten times as many ${say(gainOfTenfold)} (90 %)`;
}

function number(value: number | null): string {
  if (value === null) return '–';
  return Math.abs(value) >= 100 ? value.toFixed(1) : String(Number(value.toPrecision(3)));
}
