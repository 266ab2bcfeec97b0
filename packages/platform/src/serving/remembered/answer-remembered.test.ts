import { AppError, type InputField, type Row } from '@kaizenml/contracts';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Told } from '../../models/index.ts';
import { answerRemembered } from './answer-remembered.ts';
import { createEndpointMemory } from './endpoint-memory.ts';

const input: InputField = {
  ...{ name: 'x', kind: 'number', shareMissing: 0, required: false, typical: 0 },
};
const model = {
  signature: { inputs: [input], output: { name: 'y', task: 'regression' } },
} as const;

/** A model that squares; it refuses what is negative and warns of what is above 9, by place, and completes even numbers as a graph does. */
function square(rows: readonly Row[]): Told {
  const xs = rows.map(({ x }) => x as number);
  const refused = xs.flatMap((x, i) => (x < 0 ? `/rows/${i}/x` : []));
  if (refused.length > 0)
    throw new AppError('INPUT_SCHEMA_MISMATCH', {
      ...{ message: `${refused} must not be negative.`, hint: 'Take others.', details: {} },
    });
  const high = xs.flatMap((x, i) => (x > 9 ? i + 1 : []));
  const anomalies = high.map((row) => ({ row }) as Told['anomalies'][number]);
  return {
    predictions: xs.map((x) => ({ prediction: x * x })),
    ...{ anomalies, nOffending: high.length },
    ...(xs.some((x) => x % 2 === 0) && {
      completed: rows.map((row) => ((row.x as number) % 2 === 0 ? { ...row, half: true } : row)),
    }),
  };
}

function setStage() {
  const memory = createEndpointMemory({ seconds: 60, rows: 6, megabytes: 1 }, () => 0);
  const asked: unknown[] = [];
  const ask = (rows: readonly Row[]) => {
    asked.push(rows.map(({ x }) => x));
    return square(rows);
  };
  const answer = (xs: readonly number[]) =>
    answerRemembered(
      xs.map((x) => ({ x })),
      { memory: memory.ofArtifact('a' as never), model, ask },
    );
  return { answer, asked };
}

/** What comes of asking; where no row was completed, the rows are as they came. */
async function outcomeOf(xs: readonly number[], ask: () => Told | Promise<Told>) {
  try {
    const { predictions, completed, anomalies, nOffending } = await ask();
    return { predictions, completed: completed ?? xs.map((x) => ({ x })), anomalies, nOffending };
  } catch (thrown) {
    return (thrown as Error).message;
  }
}

describe('answerRemembered', () => {
  it('tells answers, warnings, refusals and completed rows as the model does', async () => {
    const xs = fc.array(
      fc.oneof(
        { weight: 9, arbitrary: fc.nat(9) },
        { weight: 1, arbitrary: fc.constantFrom(-1, 12) },
      ),
      { minLength: 1, maxLength: 6 },
    );
    await fc.assert(
      fc.asyncProperty(fc.array(xs, { maxLength: 12 }), async (requests) => {
        const { answer } = setStage();
        for (const request of requests)
          expect(await outcomeOf(request, () => answer(request))).toEqual(
            await outcomeOf(request, () => square(request.map((x) => ({ x })))),
          );
      }),
      { seed: 69, numRuns: 100 },
    );
  });

  it('asks for what is not known alone, and for all where that has a problem', async () => {
    const { answer, asked } = setStage();
    await answer([1, 2, 3]);
    await answer([4, 1, 3]);
    expect(answer([4, 2])).not.toBeInstanceOf(Promise);
    await answer([1, 12]);
    await expect(answer([1, -1])).rejects.toThrow('/rows/1/x must not be negative.');
    expect(asked).toEqual([[1, 2, 3], [4], [12], [1, 12], [-1], [1, -1]]);
  });

  it('does not ask again where the model could not answer', async () => {
    let nAsked = 0;
    const memory = createEndpointMemory({ seconds: 1, rows: 1, megabytes: 1 }, () => 0);
    memory.ofArtifact('a' as never).put('1;', { prediction: { prediction: 1 } });
    const failing = answerRemembered([{ x: 1 }, { x: 2 }], {
      ...{ memory: memory.ofArtifact('a' as never), model },
      ask: () => {
        nAsked++;
        return Promise.reject(new Error('a server that is away'));
      },
    });
    await expect(failing).rejects.toThrow('a server that is away');
    expect(nAsked).toBe(1);
  });
});
