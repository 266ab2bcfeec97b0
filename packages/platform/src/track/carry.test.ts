import { AppError } from '@kaizenml/contracts';
import { describe, expect, it } from 'vitest';
import { createCarrier } from './carry.ts';
import type { Destination } from './destination.ts';
import type { Piece } from './piece.ts';

const paramOf = (key: string): Piece => ({ kind: 'param', key, value: '1' });
const refusal = (code: ConstructorParameters<typeof AppError>[0]) =>
  new AppError(code, { message: `It is ${code}.` });

/** A carrier to a server that refuses requests as `refuse` says. */
function open(refuse: (keys: readonly string[]) => AppError | undefined) {
  const asked: string[] = [];
  const kept: string[] = [];
  const refusals: string[] = [];
  const runs = {
    create: async ({ id }) => {
      asked.push('create');
      return { id, experiment: 'churn', status: 'running' };
    },
    log: async ({ id, params = {} }) => {
      const keys = Object.keys(params);
      asked.push(keys.join(''));
      const thrown = refuse(keys);
      if (thrown !== undefined) throw thrown;
      kept.push(...keys);
      return { id };
    },
    end: async ({ id }) => {
      asked.push('end');
      return { id, status: 'finished', endedAt: '' };
    },
  } as Destination['runs'];
  const carry = createCarrier(runs, {
    create: { experiment: 'churn', id: 'run-1' },
    onRefusal: ({ code }) => refusals.push(code),
  });
  return { carry, asked, kept, refusals };
}

describe('createCarrier', () => {
  it('creates the run once, before the first letter', async () => {
    const { carry, asked } = open(() => undefined);
    await carry({ kind: 'log', pieces: [paramOf('a')] });
    await carry({ kind: 'end', end: { id: 'run-1' } });
    expect(asked).toEqual(['create', 'a', 'end']);
  });

  it('takes everything of a refused letter but the piece that is at fault', async () => {
    const { carry, kept, refusals } = open((keys) =>
      keys.includes('f') ? refusal('PARAM_CHANGED') : undefined,
    );
    await carry({ kind: 'log', pieces: [...'abcdefgh'].map(paramOf) });
    expect([kept, refusals]).toEqual([[...'abcdegh'], ['PARAM_CHANGED']]);
  });

  it('asks once for a run that is refused as a whole', async () => {
    const { carry, asked, refusals } = open(() => refusal('RUN_NOT_FOUND'));
    await carry({ kind: 'log', pieces: [...'abcd'].map(paramOf) });
    expect([asked, refusals]).toEqual([['create', 'abcd'], ['RUN_NOT_FOUND']]);
  });

  it.each(['UNAUTHORIZED', 'SERVER_BUSY', 'INTERNAL'] as const)(
    'throws %s, which may be over later',
    async (code) => {
      const { carry, refusals } = open(() => refusal(code));
      const attempt = carry({ kind: 'log', pieces: [paramOf('a')] });
      await expect(attempt).rejects.toMatchObject({ code, message: `It is ${code}.` });
      expect(refusals).toEqual([]);
    },
  );
});
