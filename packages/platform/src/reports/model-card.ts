import type { ExplainFile, InputField, Manifest, WeakSegment } from '@kaizenml/contracts';
import { formatNumber, formatScore, formatScoreInterval, formatShare } from '@kaizenml/ui/charts';
import { markdownList, markdownTable, markdownWord } from '../kit/index.ts';
import { modelTitle, weakSentence } from '../models/index.ts';
import { limitsOf } from './limits.ts';
import type { BaselineRow } from './report-input.ts';

/** What a model card is made of. */
export interface ModelCardInput {
  readonly manifest: Omit<Manifest, 'graph' | 'tensors'>;
  readonly explained: Pick<ExplainFile, 'importance'>;
  /** Name of the metric that the search optimized. */
  readonly primaryMetric: string;
  readonly baselines: readonly BaselineRow[];
  /** Rows in which it is weak. Default: none are known. */
  readonly weakSegments?: readonly WeakSegment[];
}

/**
 * `card.md` of a model artifact: what it predicts, when to use it and when not, how good it is, on which data.
 *
 * @source Mitchell et al. (2019), "Model Cards for Model Reporting", FAT*.
 */
export function renderModelCard(input: ModelCardInput): string {
  const { manifest, explained } = input;
  const { output, inputs } = manifest.signature;
  const { lineage } = manifest;
  return [
    `# Model card: ${markdownWord(output.name)}`,
    '## What it predicts',
    `${markdownWord(output.name)}: ${answerOf(manifest)}. ${trainedBy(manifest)}`,
    '## When to use it',
    `For rows like those it learned from, with the columns listed below. It answers from ${inputs.length} columns; most of the answer comes from ${topColumns(explained)}.`,
    '## When not to use it',
    markdownList([
      ...(input.weakSegments ?? []).map(
        (segment) => `Not without a second look: ${weakSentence(segment, output)}`,
      ),
      ...limitsOf({
        task: output.task,
        target: output.name,
        findings: manifest.findings,
        columns: inputs.map(({ name }) => name),
        ranges: rangesOf(input),
      }),
    ]),
    '## How good it is',
    ...howGood(input),
    '## What it reads',
    columnsTable(manifest),
    '## What was noticed',
    manifest.findings.length === 0
      ? 'Nothing stood out.'
      : markdownList(
          manifest.findings.map(
            ({ severity, message, hint }) => `**${severity}**: ${message}${hint ? ` ${hint}` : ''}`,
          ),
        ),
    '## Where it comes from',
    markdownList([
      `run \`${lineage.runId}\`, seed ${lineage.seed}`,
      ...(lineage.datasetName === ''
        ? []
        : [`data \`${lineage.datasetName}\`, content hash \`${lineage.datasetHash}\``]),
      ...(manifest.imported === undefined
        ? []
        : [
            `file ${markdownWord(manifest.imported.file)}, SHA-256 \`${manifest.imported.fileHash}\``,
          ]),
      `made ${manifest.createdAt} by KaizenML ${manifest.environment.kaizenml} (${manifest.environment.runtime})`,
      ...manifest.members.map(
        ({ estimator: { name, params }, states }) =>
          `\`${name}\`${states.length === 1 ? '' : ` (mean of ${states.length} fits)`}, parameters ${
            Object.entries(params)
              .map(([param, value]) => `\`${param}=${String(value)}\``)
              .join(', ') || 'none'
          }`,
      ),
    ]),
    '',
  ].join('\n\n');
}

function trainedBy({
  imported,
  members,
  combination,
  lineage,
}: ModelCardInput['manifest']): string {
  if (imported !== undefined)
    return `${markdownWord(imported.library)} trained it with the objective ${markdownWord(imported.objective)}; it was read from a file, and what it learned from is not known here.`;
  const who =
    members.length === 1
      ? `A ${markdownWord(members[0]?.estimator.name ?? '')}`
      : modelTitle({ members, combination });
  return `${who} learned it from ${formatNumber(lineage.nTrainRows)} rows of \`${lineage.datasetName}\`.`;
}

function howGood(input: ModelCardInput): readonly string[] {
  const { imported, metrics, lineage } = input.manifest;
  if (imported === undefined)
    return ['On rows that it never saw; in brackets the 95 % interval.', metricsTable(input)];
  if (Object.keys(metrics).length === 0) return ['Not known: it was never measured here.'];
  return [
    `On rows of \`${lineage.datasetName}\`, in brackets the 95 % interval. Only who trained the model knows whether it has learned from them.`,
    metricsTable(input),
  ];
}

function answerOf({ signature: { output } }: Pick<Manifest, 'signature'>): string {
  if (output.task === 'regression') {
    const range = output.range
      ? `, in training from ${formatNumber(output.range[0])} to ${formatNumber(output.range[1])}`
      : '';
    const what = {
      mean: 'a number',
      counts: 'the mean of a count, never below 0',
      quantiles: `the quantiles ${(output.quantiles ?? []).join(', ')} of a number`,
      ranking: 'a score that ranks the rows of a group, the best first',
    }[output.aim ?? 'mean'];
    return `${what}${output.unit ? ` in ${output.unit}` : ''}${range}`;
  }
  const classes = output.classes ?? [];
  const shown = classes.slice(0, 8).map(markdownWord).join(', ');
  return `one of ${classes.length} classes with their probabilities (${shown}${classes.length > 8 ? ' …' : ''})`;
}

function topColumns({ importance }: Pick<ExplainFile, 'importance'>): string {
  const top = importance.filter(({ mean }) => mean > 0).slice(0, 3);
  return top.length === 0
    ? 'no single column'
    : top.map(({ column }) => markdownWord(column)).join(', ');
}

function rangesOf({ manifest, explained }: ModelCardInput) {
  return explained.importance.flatMap(({ column }) => {
    const field = manifest.signature.inputs.find(({ name }) => name === column);
    return field?.kind === 'number' && field.range
      ? [{ column, low: field.range[0], high: field.range[1] }]
      : [];
  });
}

function metricsTable({ manifest, baselines, primaryMetric }: ModelCardInput): string {
  const rows = Object.entries(manifest.metrics).map(([name, estimate]) => [
    name === primaryMetric ? `**${name}**` : name,
    formatScoreInterval(estimate),
    ...baselines.map(({ metrics }) => (metrics[name] ? formatScore(metrics[name].value) : '–')),
  ]);
  return markdownTable(['metric', 'this model', ...baselines.map(({ title }) => title)], rows);
}

function columnsTable({ signature, imported }: ModelCardInput['manifest']): string {
  const mayMiss = (share: number) =>
    `may be missing${imported === undefined ? ` (${formatShare(share)} in training)` : ''}`;
  const rows = signature.inputs.map((field) => [
    markdownWord(field.name),
    field.kind,
    valuesOf(field),
    field.required ? 'required' : mayMiss(field.shareMissing),
  ]);
  return markdownTable(['column', 'kind', 'training values', ''], rows);
}

function valuesOf({ kind, range, levels, unit }: InputField): string {
  if (range && kind === 'date')
    return range.map((ms) => new Date(ms).toISOString().slice(0, 10)).join(' to ');
  if (range) return `${range.map(formatNumber).join(' to ')}${unit ? ` ${unit}` : ''}`;
  if (!levels) return '';
  const shown = levels.slice(0, 5).map(markdownWord).join(', ');
  return levels.length > 5 ? `${shown} and ${levels.length - 5} more` : shown;
}
