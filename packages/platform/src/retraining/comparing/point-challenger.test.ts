import { asId, type ModelName } from '@kaizenml/contracts';
import { describe, expect, it } from 'vitest';
import type { RetrainingTry } from '../store.ts';
import { pointChallenger } from './point-challenger.ts';

const endpoint = asId<ModelName>('bikes');
const tried = (version: number | null): RetrainingTry => ({
  ...{ start: 'over', version, message: '', gain: null },
});

/** Where the alias is afterwards, and how often it was moved. */
async function pointed(
  alias: number | undefined,
  { made, best }: { readonly made: readonly (number | null)[]; readonly best: number },
) {
  const aliases: Record<string, number> = alias === undefined ? {} : { challenger: alias };
  const moves: unknown[] = [];
  const models = {
    find: async () => ({ aliases }),
    setAlias: async (
      ...[, name = '', version = 0, reason]: [unknown?, string?, number?, unknown?]
    ) => {
      aliases[name] = version;
      moves.push(reason);
    },
  };
  const record = { id: 'R', endpoint, facts: { tried: made.map(tried) } };
  for (let times = 0; times < 2; times++)
    await pointChallenger({ store: { models } } as never, record as never, best);
  return { challenger: aliases.challenger, moves };
}

describe('the alias of the challenger', () => {
  it('moves once to the best of those that were trained', async () => {
    expect(await pointed(3, { made: [2, 3], best: 2 })).toEqual({
      challenger: 2,
      moves: [
        {
          ...{ by: 'run', who: 'retraining R' },
          why: 'Of what was trained it compares best on the newest rows.',
        },
      ],
    });
  });

  it.each([
    ['it is there', 3, { made: [2, 3], best: 3 }],
    ['one was trained alone', 2, { made: [null, 2], best: 2 }],
    ['somebody has moved it', 7, { made: [2, 3], best: 2 }],
    ['somebody has taken it away', undefined, { made: [2, null], best: 2 }],
  ])('stays where %s', async (_, alias, compared) => {
    expect(await pointed(alias, compared)).toEqual({ challenger: alias, moves: [] });
  });
});
