import type { ParamSpecs } from '@kaizenml/contracts';
import { decide } from './decide.ts';
import type { Arm, Guard, PerArm, Verdict } from './guard.ts';
import { assertSameSettings } from './refusals.ts';
import { type ResolvedOptions, resolveOptions, toEvidence, toVerdict } from './verdict.ts';

/** The group of all who are in none that was named. */
export const OTHER_GROUP = '(other)';

/** A value and whose it is. */
export interface GroupedValue<Value> {
  readonly group: string;
  readonly value: Value;
}

/** A state per named group, in their order, and one for all others. */
export interface GroupedState<State> {
  readonly groups: readonly string[];
  readonly counted: readonly PerArm<number>[];
  readonly states: readonly State[];
}

/**
 * A guard for each group, so that a version that is worse for one group only is seen, with the level shared out evenly.
 *
 * The groups are named before the first request: with as many as happen to come, no level could be kept. Its e-value is the mean over the
 * groups. No harm is said once it is sure of every group that has requests. The numbers are of the group with the strongest evidence of harm.
 *
 * @param guard Applied to each group, B of the group against A of the group.
 * @param groups Different names, at least one.
 */
export function perGroup<P extends ParamSpecs, Value, State>(
  guard: Guard<P, Value, State>,
  groups: readonly string[],
): Guard<P, GroupedValue<Value>, GroupedState<State>> {
  const names = [...groups.filter((name) => name !== OTHER_GROUP), OTHER_GROUP];
  const places = new Map(names.map((name, place) => [name, place]));
  const name = `${guard.name}-per-group`;
  return {
    name,
    title: `${guard.title} per group`,
    doc: `${guard.doc} Asked of each group.`,
    source: guard.source,
    unit: guard.unit,
    params: guard.params,
    empty: (settings) => ({
      groups: names,
      counted: names.map(() => ({ a: 0, b: 0 })),
      states: names.map(() => guard.empty(settings)),
    }),
    update(state, arm: Arm, { group, value }) {
      const place = places.get(group) ?? names.length - 1;
      guard.update(state.states[place], arm, value);
      state.counted[place][arm]++;
    },
    merge(one, other) {
      assertSameSettings(
        name,
        { groups: one.groups.join(', ') },
        { groups: other.groups.join(', ') },
      );
      return {
        groups: one.groups,
        counted: one.counted.map(({ a, b }, place) => ({
          a: a + other.counted[place].a,
          b: b + other.counted[place].b,
        })),
        states: one.states.map((state, place) => guard.merge(state, other.states[place])),
      };
    },
    judge: (state, options) => judgeGroups(guard, state, resolveOptions(options)),
  };
}

function judgeGroups<P extends ParamSpecs, Value, State>(
  guard: Guard<P, Value, State>,
  { groups, counted, states }: GroupedState<State>,
  options: ResolvedOptions,
): Verdict {
  const { level, margin, tolerance } = options;
  const watches = groups.map((name, place) => {
    return { name, guard, state: states[place], margin, tolerance };
  });
  const { harm, findings } = decide(watches, { level });
  const seen = findings.filter((_, place) => counted[place].a + counted[place].b > 0);
  const told = seen.length === 0 ? findings : seen;
  const strongest = told.reduce((one, other) =>
    other.verdict.harm.logE > one.verdict.harm.logE ? other : one,
  );
  const noHarm = Math.min(...told.map(({ verdict }) => verdict.noHarm.logE));
  const { a, b, difference, interval, part } = strongest.verdict;
  const place = part === null ? strongest.name : `${strongest.name}, ${part}`;
  const numbers = { a, b, difference, interval, harm, noHarm: toEvidence(noHarm), part: place };
  return toVerdict(numbers, options);
}
