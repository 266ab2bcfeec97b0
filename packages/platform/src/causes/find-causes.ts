import type { Counted, Finding, VerdictRecord } from '../monitors/index.ts';
import type { Answerer } from '../runtimes/index.ts';
import type { Causes, ColumnCause, UpstreamChange } from './cause.ts';
import { movedAnswers } from './moved-answers.ts';
import { sayCauses } from './say-causes.ts';
import { sinceWhen } from './since-when.ts';

/** What causes are looked for in. */
export interface CauseParts {
  readonly endpoint: string;
  /** Verdicts of one version, oldest first; the last one is explained. */
  readonly verdicts: readonly VerdictRecord[];
  readonly answerer: Pick<Answerer, 'signature' | 'explain' | 'answer'>;
  /** A column of the windows of the last verdict and of what they are compared with. */
  readonly columnOf: (
    name: string,
  ) => { readonly reference: Counted; readonly current: Counted } | undefined;
  /** What else changed since an instant. */
  readonly findUpstream: (from: string) => Promise<readonly UpstreamChange[]>;
}

/** Columns that the model is asked about. */
const MOST_ASKED = 5;
/** Time before a change in which its cause is looked for. */
const LOOK_BACK_MS = 24 * 3_600_000;

/** Why the last verdict is what it is, from what is stored: no row is read. */
export async function findCauses(parts: CauseParts): Promise<Causes> {
  const { endpoint, verdicts } = parts;
  const last = verdicts.at(-1);
  const moved = (last?.findings ?? []).filter(({ verdict }) => verdict === 'drift');
  const columns = await rankColumns(
    moved.filter(({ check }) => check === 'inputs'),
    parts,
  );
  const answer = moved.find(({ check }) => check === 'predictions');
  const starts = columns.flatMap(({ since }) => (since === null ? [] : [since.low])).sort();
  const from = starts[0] ?? last?.start;
  const upstream =
    from === undefined || moved.length === 0
      ? []
      : await parts.findUpstream(new Date(Date.parse(from) - LOOK_BACK_MS).toISOString());
  const causes = {
    ...{ columns, answers: answer?.why ?? null, upstream },
    since: columns.flatMap(({ since }) => (since === null ? [] : [since.at])).sort()[0] ?? null,
    beside: moved.filter(({ check }) => check !== 'inputs' && check !== 'predictions'),
    natural: (last?.findings ?? []).flatMap(({ verdict, column }) =>
      verdict === 'natural' ? [column] : [],
    ),
    next: nextCommand(endpoint, moved),
  };
  return { ...causes, ...sayCauses(endpoint, causes) };
}

/** By what each does to the answers; of those that nobody asked about, by effect and importance. */
async function rankColumns(
  moved: readonly Finding[],
  parts: CauseParts,
): Promise<readonly ColumnCause[]> {
  const { verdicts, answerer } = parts;
  const { importance } = answerer.explain;
  const total = importance.reduce((sum, { mean }) => sum + Math.max(0, mean), 0);
  const shares = new Map(
    importance.map(({ column, mean }) => [column, Math.max(0, mean) / (total || 1)]),
  );
  const weight = ({ column, effect }: Finding) =>
    (effect ?? 0) * (0.01 + (shares.get(column) ?? 0));
  const ranked = [...moved].sort((a, b) => weight(b) - weight(a));
  const causes: ColumnCause[] = [];
  for (const [i, finding] of ranked.entries()) {
    const { column, why, effect } = finding;
    const counted = i < MOST_ASKED ? parts.columnOf(column) : undefined;
    const answers = counted && (await movedAnswers({ ...counted, column, answerer }));
    causes.push({
      ...{ column, moved: why ?? 'it moved', effect: effect ?? 0 },
      importance: total > 0 ? (shares.get(column) ?? 0) : null,
      since: sinceWhen(seriesOf(verdicts, finding)) ?? null,
      answers: answers ?? null,
    });
  }
  return causes.sort((a, b) => moveOf(b) - moveOf(a));
}

function moveOf({ answers }: ColumnCause): number {
  return answers === null ? 0 : Math.abs(answers.after - answers.before);
}

function seriesOf(
  verdicts: readonly VerdictRecord[],
  { check, column }: Finding,
): { readonly start: string; readonly effect: number }[] {
  return verdicts.flatMap(({ start, findings }) => {
    const found = findings.find((one) => one.check === check && one.column === column);
    return found?.effect == null ? [] : [{ start, effect: found.effect }];
  });
}

/** Damaged values are mended where they come from; a world that changed is learned. */
function nextCommand(endpoint: string, moved: readonly Finding[]): string {
  if (moved.length === 0) return `kaizen monitors show ${endpoint}`;
  return moved.some(({ check }) => check === 'quality')
    ? `kaizen predictions list ${endpoint}`
    : `kaizen monitors history ${endpoint}`;
}
