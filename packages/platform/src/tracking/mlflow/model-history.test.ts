import { describe, expect, it } from 'vitest';
import { thrownBy } from '../../../../../test/thrown-by.ts';
import { readModel, withModel } from './model-history.ts';

const MODEL = { artifact_path: 'model', flavors: {}, run_id: 'a', utc_time_created: '2026-01-01' };

const JSON_OF_MODEL = JSON.stringify(MODEL);

describe('the models that a run logged', () => {
  it('are a list that only grows', () => {
    const model = readModel(` ${JSON.stringify({ ...MODEL, more: 1 })}\n`);
    const once = withModel(undefined, model);
    expect(JSON.parse(once)).toEqual([{ ...MODEL, more: 1 }]);
    expect(JSON.parse(withModel(once, JSON_OF_MODEL))).toEqual([{ ...MODEL, more: 1 }, MODEL]);
    for (const history of ['', '[]', ' [ ] '])
      expect(JSON.parse(withModel(history, JSON_OF_MODEL))).toEqual([MODEL]);
  });

  it('may be nested deeper than JSON is written, and are a million characters at most', () => {
    const deep = `{"artifact_path":"","run_id":"","utc_time_created":"","flavors":${'['.repeat(100_000)}${']'.repeat(100_000)}}`;
    expect(withModel(undefined, readModel(deep))).toBe(`[${deep}]`);
    const long = (length: number) => JSON.stringify({ ...MODEL, x: '' }).padEnd(length);
    expect(withModel(undefined, long(999_998))).toHaveLength(1_000_000);
    expect(thrownBy(() => withModel(undefined, long(999_999))).message).toMatch(
      /had length 1000001, which exceeded length limit of 1000000$/,
    );
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
      expect(thrownBy(() => withModel(history, JSON_OF_MODEL)).message).toBe(
        'The tag mlflow.log-model.history of a run must be a JSON list to add a model to it.',
      );
  });
});
