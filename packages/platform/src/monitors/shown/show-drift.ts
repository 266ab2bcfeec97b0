import type { Handler, Operations, OutputOf } from '@kaizenml/contracts/operations';
import type { ModelStore } from '../../models/index.ts';
import { assertWatched, subjectOf } from '../datasets/index.ts';
import { type Finding, isDrift } from '../finding.ts';
import { ruleKey } from '../judging/follow-rules.ts';
import { type StandingDeps, standingOf } from '../standing.ts';
import type { VerdictRecord } from '../store.ts';

type DriftCourse = OutputOf<Operations['monitors']['drift']>['columns'][number];

const LETTERS: Readonly<Record<Finding['verdict'], string>> = {
  drift: 'D',
  natural: 'N',
  'may be chance': 'C',
  'too small': 'S',
  calm: '.',
};

/** How every column moved from verdict to verdict. */
export const showDrift =
  (
    deps: StandingDeps & { readonly store: Pick<ModelStore, 'find' | 'list'> },
  ): Handler<Operations['monitors']['drift']> =>
  async ({ endpoint, limit, most }) => {
    await assertWatched(deps, endpoint);
    const verdicts = await deps.monitors.verdicts(subjectOf(endpoint), { limit });
    const { settings } = await standingOf(deps, endpoint);
    const columns = coursesOf(verdicts);
    return {
      ...{ endpoint, leastEffect: settings.leastEffect, nColumns: columns.length },
      verdicts: verdicts.map(({ findings, ...verdict }) => ({
        ...verdict,
        nDrifted: findings.filter(isDrift).length,
      })),
      columns: columns.slice(0, most),
    };
  };

/**
 * The course of every column, what moved most first: what drifts now, then what drifted most often, then what moved furthest.
 *
 * @param verdicts Oldest first.
 * @cost O(findings)
 */
export function coursesOf(verdicts: readonly VerdictRecord[]): DriftCourse[] {
  const courses = new Map<string, Course>();
  for (const [i, { end, findings }] of verdicts.entries())
    for (const finding of findings) {
      const key = ruleKey(finding);
      const course = courses.get(key) ?? startCourse(finding, verdicts);
      courses.set(key, course);
      add(course, finding, { i, end });
    }
  return [...courses.values()]
    .sort(
      (a, b) =>
        Number(b.states.at(-1) === 'D') - Number(a.states.at(-1) === 'D') ||
        b.nDrifted - a.nDrifted ||
        b.largest - a.largest,
    )
    .map(({ states, largest: _, ...course }) => ({ ...course, states: states.join('') }));
}

interface Course extends Omit<DriftCourse, 'states'> {
  readonly states: string[];
  readonly effects: (number | null)[];
  nDrifted: number;
  why: string | null;
  lastDriftAt: string | null;
  largest: number;
}

/** Of quality only damage is found: a verdict without a finding is calm. */
function startCourse(
  { check, column, measure }: Finding,
  verdicts: readonly VerdictRecord[],
): Course {
  const unseen = (judged: readonly Finding[]) =>
    check === 'quality' && judged.length > 0 ? LETTERS.calm : '-';
  return {
    ...{ check, column, measure, nDrifted: 0, why: null, lastDriftAt: null, largest: 0 },
    states: verdicts.map(({ findings }) => unseen(findings)),
    effects: verdicts.map(() => null),
  };
}

function add(
  course: Course,
  finding: Finding,
  { i, end }: { readonly i: number; readonly end: string },
): void {
  const { effect, verdict, why } = finding;
  course.states[i] = LETTERS[verdict];
  course.effects[i] = effect === null ? null : Math.round(effect * 1000) / 1000;
  course.largest = Math.max(course.largest, Math.abs(effect ?? 0));
  if (verdict !== 'drift') return;
  course.nDrifted++;
  course.why = why;
  course.lastDriftAt = end;
}
