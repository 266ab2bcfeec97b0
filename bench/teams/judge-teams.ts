import {
  type Combination,
  chooseCombination,
  combineAnswers,
  fitStack,
  type Library,
  outcomeOf,
  selectEnsemble,
  takeAnswers,
} from '@kaizenml/ml/combine';
import { seededRandom } from '@kaizenml/ml/math';
import { pairedGain } from '@kaizenml/ml/metrics';
import { takeTargetRows } from '@kaizenml/ml/search';
import { addFigure, type TestJudge, testJudge } from './normalized.ts';
import { asLibrary, type TeamLibrary } from './team-library.ts';

type Figures = Map<string, Map<string, number[]>>;

/** What each way of combining gains on test rows over the best single model, refitted and bagged. */
export function judgeTeams(figures: Figures, team: TeamLibrary): void {
  const library = asLibrary(team);
  const best = chooseOf(library, team, ['single']).combination.members[0];
  const judge = testJudge(team, best);
  const add = (name: string, answers: Float64Array) =>
    addFigure(figures, { name, table: tableOf(team), value: judge.gainOf(answers) });
  const single = { kind: 'single', members: [best], weights: Float64Array.of(1) } as const;
  add('single, bagged', judge.answersOf(single, 'bagged'));
  const fits: Record<string, Combination> = {
    'greedy ensemble': chooseOf(library, team, ['ensemble']).combination,
    chosen: chooseOf(library, team).combination,
  };
  for (const [name, combination] of Object.entries(fits)) {
    add(name, judge.answersOf(combination));
    add(`${name}, bagged`, judge.answersOf(combination, 'bagged'));
  }
  addFigure(figures, {
    name: 'models of the chosen one',
    table: tableOf(team),
    value: fits.chosen.members.length,
  });
  judgeTwoLayers(figures, { team, library, judge, chosen: fits.chosen });
}

/** What bagging gains, by estimator, of models that are no worse than six tenths of the best. */
export function judgeBags(figures: Figures, team: TeamLibrary): void {
  const library = asLibrary(team);
  const best = chooseOf(library, team, ['single']).combination.members[0];
  const judge = testJudge(team, best);
  for (const { id, estimator } of team.members) {
    const alone = { kind: 'single', members: [id], weights: Float64Array.of(1) } as const;
    const refit = judge.gainOf(judge.answersOf(alone));
    if (refit < -40) continue;
    const value = judge.gainOf(judge.answersOf(alone, 'bagged')) - refit;
    addFigure(figures, { name: estimator, table: tableOf(team), value });
  }
}

function chooseOf(library: Library, team: TeamLibrary, kinds?: readonly Combination['kind'][]) {
  const { metric } = metricOf(team);
  return chooseCombination(library, metric, {
    random: seededRandom(1),
    ...(kinds && { kinds }),
  });
}

function metricOf(team: TeamLibrary) {
  return testJudge(team, team.members[0].id);
}

function tableOf({ table, foldOf }: TeamLibrary): string {
  return `${table} ${foldOf.length}`;
}

/** A model of the library, given the answers of its members. */
type Learned = (answersOf: (id: string) => Float64Array) => Float64Array;

/** A greedy ensemble of all models and of a stack of them, whose own answers are cross-fitted: taken always, or where it is better out of fold. */
function judgeTwoLayers(
  figures: Figures,
  {
    team,
    library,
    judge,
    chosen,
  }: { team: TeamLibrary; library: Library; judge: TestJudge; chosen: Combination },
): void {
  const given = (id: string, rows?: Int32Array): Float64Array => {
    const answers = library.members.find((each) => each.id === id)?.answers ?? new Float64Array();
    return rows ? takeAnswers(answers, rows, widthOf(library)) : answers;
  };
  const deep = learnTwoLayers(library, judge);
  const answers = deep((id) =>
    judge.answersOf({ kind: 'single', members: [id], weights: Float64Array.of(1) }),
  );
  const gain = judge.gainOf(answers) - judge.gainOf(judge.answersOf(chosen));
  const outOfFold = crossed(library, (part, held) =>
    learnTwoLayers(part, judge)((id) => given(id, held)),
  );
  const before = chooseOf(library, team).answers;
  const theirs = outcomeOf(library.truth, before);
  const drawn = pairedGain(
    judge.metric,
    { ours: outcomeOf(library.truth, outOfFold), theirs },
    { random: seededRandom(2) },
  );
  const error = ((drawn?.high ?? 0) - (drawn?.low ?? 0)) / 3.29;
  const table = tableOf(team);
  addFigure(figures, { name: 'two layers - chosen', table, value: gain });
  for (const z of [0, 1, 2]) {
    const isTaken = drawn !== undefined && drawn.value > z * error;
    addFigure(figures, {
      name: `two layers, ${z} errors ahead`,
      table,
      value: isTaken ? gain : 0,
    });
  }
}

function learnTwoLayers(part: Library, { metric }: TestJudge): Learned {
  const inner = crossed(part, (known, held) => {
    const stack = stackOf(known);
    return combineAnswers(
      stack,
      stack.members.map((id) =>
        takeAnswers(
          part.members.find((each) => each.id === id)?.answers ?? new Float64Array(),
          held,
          widthOf(part),
        ),
      ),
    );
  });
  const stack = stackOf(part);
  const members = [...part.members, { id: 'the stack', answers: inner, microsPerRow: 1 }];
  const bags = { nBags: 12, bagShare: 0.3, minShare: 0.04, random: seededRandom(1) };
  const { weights } = selectEnsemble(
    { ...part, members },
    metric,
    part.foldOf.length <= 3000 ? bags : {},
  );
  return (answersOf) => {
    const stacked = combineAnswers(stack, stack.members.map(answersOf));
    const sum = new Float64Array(stacked.length);
    members.forEach(({ id }, m) => {
      if (weights[m] === 0) return;
      const answers = id === 'the stack' ? stacked : answersOf(id);
      for (let i = 0; i < sum.length; i++) sum[i] += weights[m] * answers[i];
    });
    return sum;
  };
}

function stackOf(part: Library) {
  const columns = widthOf(part) > 2 ? widthOf(part) : 1;
  return fitStack({ ...part, members: part.members.slice(0, Math.max(2, 30 / columns)) });
}

function crossed(
  library: Library,
  answer: (known: Library, held: Int32Array) => Float64Array,
): Float64Array {
  const width = widthOf(library);
  const all = new Float64Array(library.foldOf.length * width);
  for (const fold of new Set(library.foldOf)) {
    const rows = Int32Array.from(library.foldOf.keys());
    const held = rows.filter((row) => library.foldOf[row] === fold);
    const others = rows.filter((row) => library.foldOf[row] !== fold);
    const answers = answer(rowsOf(library, others), held);
    held.forEach((row, i) => {
      all.set(answers.subarray(i * width, (i + 1) * width), row * width);
    });
  }
  return all;
}

function rowsOf(library: Library, rows: Int32Array): Library {
  return {
    truth: takeTargetRows(library.truth, rows),
    foldOf: rows.map((row) => library.foldOf[row]),
    members: library.members.map((member) => ({
      ...member,
      answers: takeAnswers(member.answers, rows, widthOf(library)),
    })),
  };
}

function widthOf({ truth }: Library): number {
  return truth.kind === 'regression' ? 1 : truth.nClasses;
}
