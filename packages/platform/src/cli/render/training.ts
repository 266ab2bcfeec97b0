import type { Operations, OutputOf } from '@kaizenml/contracts/operations';
import { formatDuration, formatNumber } from '../format.ts';
import { renderPairs, renderSections, renderTable } from '../table.ts';
import type { Look } from './render.ts';

type Plan = OutputOf<Operations['runs']['plan']>;
type Started = OutputOf<Operations['runs']['start']>;
type Progress = OutputOf<Operations['runs']['progress']>;
type Trial = Progress['trials'][number];

const MOST_CLASSES = 10;

/** What a run would predict. */
export function renderPlan(plan: Plan, { style }: Look): string {
  const { dataset, target, task, why, nRows, nMissing, classes, metric } = plan;
  const { settings, notes, problems } = plan;
  const more = classes.length > MOST_CLASSES ? `, and ${classes.length - MOST_CLASSES} more` : '';
  const shown = classes.slice(0, MOST_CLASSES).map((one) => `${one.name} (${one.nRows})`);
  const head = renderPairs(
    [
      ['dataset', dataset],
      ...(target === null ? [] : [['target', target] as const]),
      ['task', `${task}: ${why}`],
      ['rows', `${nRows}${nMissing === 0 ? '' : `, ${nMissing} without a target are left out`}`],
      ...(classes.length === 0 ? [] : [['classes', shown.join(', ') + more] as const]),
      ...(metric === null ? [] : [['metric', metric.why] as const]),
    ],
    style,
  );
  const told = renderPairs(
    settings.map(({ name, value, says }) => [
      name,
      value === null ? says : `${value} ${style.dim(`· ${says}`)}`,
    ]),
    style,
  );
  const refused = problems.map(
    ({ setting, message }) =>
      `${style.red('✗')} ${setting === null ? '' : `${setting}: `}${message}`,
  );
  return renderSections(
    [
      ['', head],
      ['What it may be told', told],
      ['To know before', notes.map((note) => `${style.yellow('!')} ${note}`).join('\n')],
      ['Why it cannot begin', refused.join('\n')],
    ],
    style,
  );
}

/** A run that has begun, and what to do with it. */
export function renderStarted({ id, name }: Started, { style }: Look): string {
  const hint = `Watch it with \`kaizen runs progress ${id}\`, stop it with \`kaizen runs stop ${id}\`.`;
  return `${name} is run ${id}.\n${style.dim(hint)}`;
}

/** How far a run is, best candidates first. */
export function renderProgress(progress: Progress, { style }: Look): string {
  const { id, status, stage, msLeft, metric, trials, nTrials, nPlanned, resumes, lastWords } =
    progress;
  const head = renderPairs(
    [
      ['run', id],
      ['status', status],
      ...(resumes === null ? [] : [['goes on with', resumes] as const]),
      ...(lastWords === null ? [] : [['said at its end', lastWords] as const]),
      ...(stage === null ? [] : [['stage', stage.name] as const]),
      ...(msLeft === null ? [] : [['left', formatDuration(msLeft)] as const]),
      ['candidates', nPlanned === null ? String(nTrials) : `${nTrials} of ${nPlanned}`],
    ],
    style,
  );
  const sign = metric?.better === 'lower' ? 1 : -1;
  const ranked = trials.toSorted(
    (a, b) => b.nFolds - a.nFolds || sign * ((a.score ?? 0) - (b.score ?? 0)) || a.n - b.n,
  );
  const table = renderTable<Trial>(
    ranked,
    [
      { title: 'candidate', cell: ({ name }) => name },
      { title: 'model', cell: ({ title }) => title },
      { title: metric?.name ?? 'score', align: 'right', cell: scoreOf },
      { title: 'folds', align: 'right', cell: ({ nFolds }) => String(nFolds) },
      { title: 'fit', align: 'right', cell: ({ fitMs }) => formatDuration(fitMs) },
    ],
    style,
  );
  return renderSections(
    [
      ['', head],
      ['Candidates', table],
    ],
    style,
  );
}

function scoreOf({ score, status }: Trial): string {
  return score === null ? status : formatNumber(score);
}
