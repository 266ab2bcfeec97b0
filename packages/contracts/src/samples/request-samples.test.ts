import { describe, expect, it } from 'vitest';
import { pythonLiteral } from './literals.ts';
import { requestSamples } from './request-samples.ts';

const url = 'http://127.0.0.1:7400';
const codeOf = (id: string, model: string, row: Record<string, unknown>) =>
  requestSamples({
    url,
    model,
    question: {
      kind: 'row',
      row,
      inputs: Object.keys(row).map((name) => ({ name, kind: 'text' as const })),
    },
  }).find((sample) => sample.id === id)?.code ?? '';

describe('requestSamples', () => {
  it('quotes a row so that a shell passes it on as it is', () => {
    const row = { name: "O'Hara", age: 4 };
    expect(codeOf('command', 'churn/2', row)).toBe(
      `kaizen models predict churn/2 '[{"name":"O'\\''Hara","age":4}]'`,
    );
    const curl = codeOf('curl', 'churn/2', row);
    expect(curl).toContain(`curl ${url}/api/v1/models/churn%2F2/predict \\`);
    expect(curl).toContain(`-d '{"rows":[{"name":"O'\\''Hara","age":4}]}'`);
  });

  it('names a version as each protocol does', () => {
    expect(codeOf('typescript', 'churn/2', { x: 1 })).toContain('name: "churn/2"');
    expect(codeOf('python-triton', 'churn/2', { x: 1 })).toContain('model_version="2"');
    expect(codeOf('python-mlflow', 'churn/2', { x: 1 })).toContain('model=churn%2F2');
  });

  it('writes values as Python does', () => {
    expect(pythonLiteral({ a: [true, null, 1.5], b: 'x "y"', c: [{}] }, 0)).toBe(
      '{\n    "a": [True, None, 1.5],\n    "b": "x \\"y\\"",\n    "c": [\n        {},\n    ],\n}',
    );
  });

  it('has the samples that the kind of model can be asked by', () => {
    const ids = (question: Parameters<typeof requestSamples>[0]['question']) =>
      requestSamples({ url, model: 'm', question }).map(({ id }) => id);
    expect(ids({ kind: 'forecast', horizon: 3 })).toEqual([
      ...['curl', 'typescript', 'fetch', 'python-requests', 'command'],
    ]);
    const tensors = [{ name: 'x', datatype: 'FP32', shape: [-1, 2] }];
    expect(ids({ kind: 'tensors', tensors })).toEqual(['curl', 'fetch', 'python-requests']);
    const [curl] = requestSamples({ url, model: 'm', question: { kind: 'tensors', tensors } });
    expect(curl?.code).toContain(
      '{"inputs":[{"name":"x","datatype":"FP32","shape":[1,2],"data":[0,0]}]}',
    );
  });
});
