import { describe, expect, it } from 'vitest';
import { answerShape } from './answer-shape.ts';

type Asked = Parameters<typeof answerShape>[0];
const shapeOf = (output: Partial<Asked['signature']['output']>): string =>
  answerShape({
    ...{ endpoint: 'churn', model: { version: 3 } },
    signature: { inputs: [], output: { name: 'left', task: 'regression', ...output } },
  } as unknown as Asked);

/** The form with a number for every ellipsis after a colon, as JSON. */
const parsed = (shape: string): unknown =>
  JSON.parse(shape.replaceAll(/: …/g, ': 0.5').replaceAll(', …', ''));

describe('answerShape', () => {
  it.each([
    [{}, { prediction: 0.5 }],
    [{ classes: ['no', 'yes'] }, { prediction: 'no', probabilities: { no: 0.5, yes: 0.5 } }],
    [{ quantiles: [0.1, 0.5] }, { prediction: 0.5, quantiles: { '0.1': 0.5, '0.5': 0.5 } }],
  ])('is JSON but for the numbers (%#)', (output, answer) => {
    expect(parsed(shapeOf(output))).toEqual({
      ...{ model: 'churn', version: 3, requestId: '…', predictions: [answer] },
    });
  });

  it('names three of many classes', () => {
    expect(shapeOf({ classes: ['a', 'b', 'c', 'd'] })).toContain('{ "a": …, "b": …, "c": …, … }');
  });
});
