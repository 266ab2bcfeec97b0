import { parseProject } from '@kaizenml/contracts/project';
import { describe, expect, it } from 'vitest';
import { askedProblem, splitOf } from './asked-problem.ts';

const project = (given: object) => parseProject({ data: 'a.csv', target: 'y', ...given }, 'here');
const asked = (given: object) => askedProblem(project(given));

describe('askedProblem', () => {
  it.each([
    ['nothing', {}, {}],
    ['a task', { task: 'binary' }, { task: 'binary', aim: 'mean' }],
    ['means', { task: 'regression' }, { task: 'regression', aim: 'mean' }],
    ['counts', { task: 'counts' }, { task: 'regression', aim: 'counts' }],
    [
      'quantiles',
      { task: 'quantiles' },
      { task: 'regression', aim: 'quantiles', quantiles: [0.1, 0.5, 0.9] },
    ],
    [
      'levels alone',
      { quantiles: [0.25, 0.75] },
      { task: 'regression', aim: 'quantiles', quantiles: [0.25, 0.75] },
    ],
    [
      'a ranking',
      { task: 'ranking', group: 'query' },
      { task: 'regression', aim: 'ranking', group: 'query' },
    ],
    ['weights and a time', { weights: 'w', time: 'day' }, { weights: 'w', time: 'day' }],
    ['a split by a time that is not named', { split: { kind: 'time' } }, {}],
    ['a split by time', { split: { kind: 'time', column: 'day' } }, { time: 'day' }],
  ])('reads %s', (_what, given, wanted) => {
    expect(asked(given)).toEqual(wanted);
  });

  it.each([
    [
      'levels of another task',
      { task: 'binary', quantiles: [0.5] },
      'quantiles must be absent for the task binary, got levels of quantiles',
    ],
    [
      'a ranking without groups',
      { task: 'ranking' },
      'group must name the column in which a ranking ranks, got nothing',
    ],
    [
      'a ranking whose groups are torn apart',
      { task: 'ranking', group: 'query', split: { kind: 'random' } },
      'split.kind must be `group` for a ranking, got `random`',
    ],
    [
      'two ways to split',
      { group: 'patient', time: 'day' },
      'split.kind must say whether rows are split by `group` or by `time`, got both',
    ],
  ])('refuses %s', (_what, given, problem) => {
    expect(() => asked(given)).toThrow(
      expect.objectContaining({
        code: 'PROJECT_INVALID',
        message: `The project has a problem: ${problem}.`,
      }),
    );
  });

  it.each([[[0.9, 0.1]], [[0]], [[1]], [[]]])('refuses the levels %j', (quantiles) => {
    expect(() => project({ quantiles })).toThrow(
      expect.objectContaining({ code: 'PROJECT_INVALID' }),
    );
  });
});

describe('splitOf', () => {
  it.each([
    ['time by itself', { time: 'day' }, { kind: 'time', column: 'day' }],
    ['groups by themselves', { group: 'p' }, { kind: 'group', column: 'p' }],
    [
      'what is asked for',
      { group: 'p', time: 'day', split: { kind: 'time' } },
      { kind: 'time', column: 'day' },
    ],
    [
      'the column that is asked for',
      { time: 'day', split: { kind: 'group', column: 'p' } },
      { kind: 'group', column: 'p' },
    ],
    ['nothing', {}, { kind: undefined, column: undefined }],
  ])('follows %s', (_what, given, wanted) => {
    expect(splitOf(project(given))).toEqual(wanted);
  });
});
