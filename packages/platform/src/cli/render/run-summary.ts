import type { Estimate } from '@kaizenml/contracts';
import { describeMetric } from '@kaizenml/ml/metrics';
import type { RunResult } from '../../pipelines/index.ts';
import type { Terminal } from '../terminal.ts';
import { gateLines } from './gates.ts';
import { alikeWords, leaderboardTable } from './leaderboard.ts';
import type { Look } from './render.ts';
import { sayAdvice } from './say-advice.ts';

/** Findings about how the delivered model came to be. */
const SAID_BELOW: ReadonlySet<string> = new Set([
  'MODEL_FINE_TUNED',
  'MODEL_REFITTED',
  'REFIT_LEFT_OUT',
]);

const MAX_FINDINGS = 8;
const MAX_ROWS = 6;
const MAX_REASONS = 4;

/** Share of the largest class above which accuracy says little: always naming that class is right as often. */
const MOSTLY_ONE_CLASS = 0.8;

/** The result of a run as a person reads it: the answer first, then how sure it is, then what to do next. */
export function renderRunSummary(result: RunResult, look: Look): string {
  const { style } = look;
  const lines = [
    '',
    style.bold(headline(result, result.champion.title)),
    '',
    ...metricLines(result),
    ...[result.why.task, result.why.classes, result.why.metric].flatMap((why) =>
      why === undefined ? [] : [style.dim(`  ${why}`)],
    ),
    '',
    style.bold('Leaderboard') + style.dim(` by ${label(result.primaryMetric)}, best first`),
    ...boardLines(result, look),
    ...whyLines(result, style),
  ];
  const findings = result.findings.filter(({ severity }) => severity !== 'info');
  if (findings.length > 0) {
    lines.push('', style.bold('To know before you use it'));
    for (const { message, hint, severity } of findings.slice(0, MAX_FINDINGS)) {
      lines.push(`  ${severity === 'error' ? style.red('✗') : style.yellow('!')} ${message}`);
      if (hint !== undefined) lines.push(style.dim(`    ${hint}`));
    }
    if (findings.length > MAX_FINDINGS)
      lines.push(style.dim(`  and ${findings.length - MAX_FINDINGS} more in the report`));
  }
  lines.push('', ...nextSteps(result, style));
  return lines.join('\n');
}

function headline(result: RunResult, title: string): string {
  const { target, task, metrics, baselines } = result;
  const accuracy = metrics.accuracy;
  const r2 = metrics.r2;
  const cost = metrics.mean_cost;
  if (cost) {
    const guesses = baselines.flatMap((rival) => rival.metrics.mean_cost?.value ?? []);
    const beside =
      guesses.length === 0
        ? ''
        : `; without a look at any column it is ${number(Math.min(...guesses))}`;
    return `${title} calls "${target}" at a cost of ${number(cost.value)}${between(cost, number)} per row on rows it has never seen${beside}.`;
  }
  if (task !== 'regression' && accuracy) {
    const share = `${percent(accuracy.value)}${between(accuracy, percent)}`;
    const guess = Math.max(0, ...baselines.map((rival) => rival.metrics.accuracy?.value ?? 0));
    const auc = metrics.roc_auc;
    if (auc && guess > MOSTLY_ONE_CLASS) {
      const pairs = `${percent(auc.value)}${between(auc, percent)}`;
      return `${title} puts a row with "${target}" above one without in ${pairs} of pairs it has never seen; guessing gets 50 %.`;
    }
    return `${title} predicts "${target}" right in ${share} of rows it has never seen; guessing gets ${percent(guess)}.`;
  }
  const ndcg = metrics['ndcg@10'];
  if (ndcg) {
    const guess = Math.max(0, ...baselines.map((rival) => rival.metrics['ndcg@10']?.value ?? 0));
    return `${title} ranks rows it has never seen by "${target}" with ${number(ndcg.value)}${between(ndcg, number)} of the best order's gain (NDCG@10); a random order gets ${number(guess)}.`;
  }
  const coverage = result.findings.find(({ code }) => code === 'QUANTILES_COVERAGE');
  if (coverage) return `${title} answers quantiles of "${target}": ${coverage.message}`;
  const mae = metrics.mae;
  if (!mae)
    return `${title} answers "${target}"; how well could not be measured on rows it has never seen.`;
  const off = `${number(mae.value)}${between(mae, number)}`;
  const told = r2 ? `; it explains ${percent(Math.max(0, r2.value))} of the variation` : '';
  return `${title} predicts "${target}" with a mean error of ${off} on rows it has never seen${told}.`;
}

function metricLines({ metrics, baselines, primaryMetric }: RunResult): string[] {
  const names = Object.keys(metrics);
  const shown = [primaryMetric, ...names.filter((name) => name !== primaryMetric)].slice(0, 6);
  const rows = shown.map((name) => [
    label(name),
    estimate(metrics[name]),
    ...baselines.map((baseline) => number(baseline.metrics[name]?.value)),
  ]);
  return table([
    ['Test metric', 'champion [95 %]', ...baselines.map(({ title }) => title)],
    ...rows,
  ]);
}

/** The first rows, and those that are kept for what they are good at. */
function boardLines({ leaderboard, times }: RunResult, look: Look): string[] {
  const shown = leaderboard.filter(({ roles }, i) => i < MAX_ROWS || roles.length > 0);
  const rest = leaderboard.length - shown.length;
  const more = rest > 0 ? `And ${rest} more: kaizen leaderboard` : '';
  const legend = `${alikeWords(shown)}${more}`.trimEnd();
  const board = leaderboardTable({ rows: shown, times }, { ...look, width: look.width - 2 });
  return [
    ...board.split('\n').map((line) => `  ${line}`),
    ...(legend === '' ? [] : [look.style.dim(`  ${legend}`)]),
  ];
}

function whyLines({ whyItWon }: RunResult, style: Terminal['style']): string[] {
  if (whyItWon.length === 0) return [];
  const told = whyItWon.slice(0, MAX_REASONS).map((sentence) => `  ${sentence}`);
  return ['', style.bold('Why it won'), ...told];
}

function nextSteps(result: RunResult, style: Terminal['style']): string[] {
  const { champion, report, gate } = result;
  const view = [`  Read the report      ${style.cyan(report)}`];
  if (!gate.passed) {
    return [
      style.red(style.bold('The gate said no: the model is not registered.')),
      ...gateLines(gate, style),
      ...view,
    ];
  }
  const { succession } = result;
  const isChallenger = succession?.takesOver === false;
  const answering = isChallenger ? `${champion.model}/${champion.version}` : champion.model;
  return [
    style.green(
      style.bold(
        `Registered as "${champion.model}" version ${champion.version}${isChallenger ? ', a challenger' : ''}.`,
      ),
    ),
    ...gateLines(gate, style),
    ...(succession === null ? [] : [`  ${succession.sentence}`]),
    ...(champion.advice === null || champion.advice.level === 'first'
      ? []
      : [`  For callers it is ${sayAdvice(champion.advice)}`]),
    ...result.findings
      .filter(({ code }) => SAID_BELOW.has(code))
      .map(({ message }) => `  ${message}`),
    ...view,
    `  Answer new rows      ${style.cyan(`kaizen predict ${answering} new-rows.csv --out answers.csv`)}`,
    isChallenger
      ? `  Make it the champion ${style.cyan(succession.command)}`
      : `  Put it into service  ${style.cyan('kaizen serve')}`,
    ...((champion.version ?? 1) > 1
      ? [`  Champions before     ${style.cyan(`kaizen models history ${champion.model}`)}`]
      : []),
  ];
}

/** Rows as aligned columns; all but the first and the last column of text are set to the left. */
function table(rows: readonly (readonly string[])[]): string[] {
  const widths: number[] = [];
  for (const row of rows)
    row.forEach((cell, j) => {
      widths[j] = Math.max(widths[j] ?? 0, cell.length);
    });
  return rows.map((row) =>
    `  ${row.map((cell, j) => cell.padEnd(widths[j] ?? 0)).join('  ')}`.trimEnd(),
  );
}

function estimate(value: Estimate | undefined): string {
  return value === undefined ? '–' : `${number(value.value)}${between(value, number)}`;
}

function between({ low, high }: Estimate, show: (value: number) => string): string {
  return low === null || high === null ? '' : ` [${show(low)} – ${show(high)}]`;
}

function number(value: number | null | undefined): string {
  if (value === null || value === undefined) return '–';
  const size = Math.abs(value);
  if (size >= 1000) return Math.round(value).toLocaleString('en-US').replaceAll(',', ' ');
  return size >= 100 ? value.toFixed(1) : size >= 10 ? value.toFixed(2) : value.toFixed(3);
}

function percent(share: number): string {
  return `${(100 * share).toFixed(1)} %`;
}

function label(metric: string): string {
  return describeMetric(metric).title;
}
