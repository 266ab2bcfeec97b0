import { expectation, FINDINGS, type ParamSpec, type ParamSpecs } from '@kaizenml/contracts';
import { DRIFT_TESTS, type DriftTest } from '@kaizenml/ml/drift';
import { MEAN_COST, METRICS } from '@kaizenml/ml/metrics';
import { ESTIMATORS } from '@kaizenml/ml/models';
import { TRANSFORMERS } from '@kaizenml/ml/preprocess';
import { GENERATED_NOTE, markdownTable, page } from './markdown.ts';

/** `docs/reference/estimators.md`: every learning algorithm and transformer with its parameters. */
export function estimatorsReference(): string {
  return page([
    GENERATED_NOTE,
    '# Estimators',
    'Learning algorithms, simplest first, then the transformers that prepare columns for them. A search varies the parameters that have a search range.',
    ...ESTIMATORS.flatMap(({ name, title, params, traits, source }) => [
      `## ${name}`,
      `${title}: ${tasksOf(traits)}, on \`${traits.features}\` features${traits.ignoresFeatures ? '; a baseline, which ignores them' : ''}.`,
      paramsTable(params),
      `Source: ${source}`,
    ]),
    '# Transformers',
    ...TRANSFORMERS.flatMap(({ name, params, accepts, source }) => [
      `## ${name}`,
      `For columns of kind ${accepts.join(', ')}.`,
      paramsTable(params),
      `Source: ${source}`,
    ]),
  ]);
}

/** `docs/reference/metrics.md`: every metric, drift test and finding. */
export function metricsReference(): string {
  return page([
    GENERATED_NOTE,
    '# Metrics',
    'On the untouched test part, with 95 % intervals over its rows.',
    markdownTable(
      ['name', 'what it says', 'tasks', 'better', 'values', 'source'],
      [...METRICS, MEAN_COST].map(({ name, doc, tasks, better, bounds, source }) => [
        `\`${name}\``,
        doc,
        tasks.join(', '),
        better,
        `${bound(bounds[0])} to ${bound(bounds[1])}`,
        source,
      ]),
    ),
    '# Drift tests',
    'Names and thresholds are the customary ones. Beside its score every test gives the size of the effect and a p-value.',
    markdownTable(
      ['name', 'title', 'compares', 'drift where', 'what it says', 'effect', 'source'],
      DRIFT_TESTS.map((test) => [
        `\`${test.name}\``,
        test.title,
        test.takes.join(', '),
        driftWhere(test),
        test.doc,
        test.effect,
        test.source,
      ]),
    ),
    '# Findings',
    'Things noticed about data and models: expected outcomes, not errors.',
    markdownTable(
      ['code', 'what it means'],
      Object.entries(FINDINGS).map(([code, meaning]) => [`\`${code}\``, meaning]),
    ),
  ]);
}

function driftWhere({ score, threshold, isDriftAtThreshold }: DriftTest): string {
  if (score === 'p-value') return `p ${isDriftAtThreshold ? '≤' : '<'} ${threshold}`;
  return `${score} ${isDriftAtThreshold ? '≥' : '>'} ${threshold}`;
}

function tasksOf({ regression, classification }: { regression: boolean; classification: boolean }) {
  if (regression && classification) return 'numbers and classes';
  return regression ? 'numbers' : 'classes';
}

function paramsTable(params: ParamSpecs): string {
  const rows = Object.entries(params).map(([name, spec]) => [
    `\`${name}\``,
    spec.doc,
    expectation(spec),
    `\`${String(spec.default)}\``,
    searchText(spec),
  ]);
  return rows.length === 0
    ? 'No parameters.'
    : markdownTable(['parameter', 'what it does', 'values', 'default', 'search'], rows);
}

function searchText(spec: ParamSpec): string {
  if (spec.kind !== 'number') return spec.search ? 'all values' : '';
  if (!spec.search) return '';
  const [low, high] = spec.search.range;
  return `${low} to ${high}, ${spec.search.scale}`;
}

function bound(value: number): string {
  if (value === Number.POSITIVE_INFINITY) return '∞';
  return value === Number.NEGATIVE_INFINITY ? '−∞' : String(value);
}
