import { describe, expect, it } from 'vitest';
import { thrownBy } from '../../../../../test/thrown-by.ts';
import { readModel, withModel } from './model-history.ts';

const MODEL = { artifact_path: 'model', flavors: {}, run_id: 'a', utc_time_created: '2026-01-01' };

describe('the models that a run logged', () => {
  it('are a list that only grows', () => {
    const model = readModel(JSON.stringify({ ...MODEL, more: 1 }));
    const once = withModel(undefined, model);
    expect(JSON.parse(once)).toEqual([{ ...MODEL, more: 1 }]);
    expect(JSON.parse(withModel(once, MODEL))).toEqual([{ ...MODEL, more: 1 }, MODEL]);
    expect(withModel('', MODEL)).toBe(JSON.stringify([MODEL]));
  });

  it('are refused where they are no models', () => {
    const { run_id: _, flavors: __, ...less } = MODEL;
    expect(thrownBy(() => readModel(JSON.stringify(less))).message).toBe(
      "Model json is missing mandatory fields: {'flavors', 'run_id'}",
    );
    for (const json of ['{', '[]', 'null', '1'])
      expect(thrownBy(() => readModel(json)).message).toBe(
        `Malformed model info. \n ${json} \n is not a valid JSON.`,
      );
  });

  it('are not added to what is no list', () => {
    for (const history of ['{}', 'x', '1'])
      expect(thrownBy(() => withModel(history, MODEL)).message).toBe(
        'The tag mlflow.log-model.history of a run must be a JSON list to add a model to it.',
      );
  });
});
