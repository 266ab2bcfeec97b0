import { parseProject } from '@kaizenml/contracts/project';
import { describe, expect, it } from 'vitest';
import { thrownBy } from '../../../../test/thrown-by.ts';
import { assertAsked } from './assert-asked.ts';

const project = (given: object) => parseProject({ data: 'a.csv', ...given }, 'kaizen.yaml');
const COLUMNS = ['y', 'region', 'sex'];

describe('assertAsked', () => {
  it('lets gates name columns that are no features, and names every one that is not there', () => {
    const named = (column: string, group: string) =>
      project({
        ...{ target: 'y', ignore: ['sex'] },
        gate: {
          slices: [{ min: 0.5 }, { column, min: 0.5 }],
          fairness: [{ group, max: { accuracy_difference: 0.1 } }],
        },
      });
    expect(() => assertAsked(named('region', 'sex'), COLUMNS)).not.toThrow();
    const { code, hint, details } = thrownBy(() => assertAsked(named('regoin', 'age'), COLUMNS));
    expect(code).toBe('PROJECT_INVALID');
    expect(hint).toContain('region');
    expect(details.problems).toEqual([
      { path: 'gate.slices[1].column', problem: 'the data have no column "regoin"' },
      { path: 'gate.fairness[0].group', problem: 'the data have no column "age"' },
    ]);
  });

  it.each(['forecast', 'clusters', 'anomalies'] as const)(
    'refuses gates about rows with a target for the task %s',
    (task) => {
      const target = task === 'forecast' ? { target: 'y' } : {};
      const asked = project({ task, ...target, gate: { slices: [{ column: 'sex', min: 0.5 }] } });
      const { code, message } = thrownBy(() => assertAsked(asked, COLUMNS));
      expect(code).toBe('ARGUMENT_INVALID');
      expect(message).toBe(
        `\`gate.slices\` is for tasks whose rows have a target, got the task \`${task}\`.`,
      );
      const others = { latency: { p99Ms: 5 }, sizeMb: 1, security: {}, champion: [{}] };
      expect(() => assertAsked(project({ task, ...target, gate: others }), COLUMNS)).not.toThrow();
    },
  );
});
