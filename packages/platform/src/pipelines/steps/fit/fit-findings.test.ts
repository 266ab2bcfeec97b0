import { expect, it } from 'vitest';
import type { ModelPlan } from '../model-plan.ts';
import { fitFindings } from './fit-findings.ts';

const planned: ModelPlan = { candidates: [], isBagged: true };

it('says what the budget kept models from, and nothing where it did not', () => {
  const all = { nRows: 800, nTrainRows: 800, leftOut: [] };
  expect(fitFindings(planned, planned, all)).toEqual([]);
  const cut = fitFindings(
    planned,
    { ...planned, isBagged: false },
    { nRows: 200, nTrainRows: 800, leftOut: ['small', 'interpretable'] },
  );
  expect(cut.map(({ code }) => code)).toEqual(['TEAM_CUT_SHORT', 'FIT_ROWS_CUT', 'ROLES_LEFT_OUT']);
  expect(cut.map(({ message }) => message).slice(1)).toEqual([
    'The budget left time for the champion to learn from 200 of 800 training rows (25 %), drawn at random.',
    'The budget left no time to train the small model and the interpretable model beside the champion.',
  ]);
});
