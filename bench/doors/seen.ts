import type { Chance } from '../../test/planted/fault.ts';
import type { Got, Spoiled } from './request.ts';

/** Ids that are remembered of each kind. */
const MOST = 20;
const NONE = '01JD0000000000000000000000';

/** Ids that a server gave, for requests that name them: `@request`, `@rollout`, and `@id` for any of both. */
export function createSeen() {
  const requests: string[] = [];
  const rollouts: string[] = [];
  const add = (list: string[], text: string, pattern: RegExp) => {
    const id = pattern.exec(text)?.[1];
    if (id === undefined) return;
    list.push(id);
    if (list.length > MOST) list.shift();
  };
  return {
    /** A request with ids in the places of those that it names. */
    fill(sent: Spoiled, chance: Chance): Spoiled {
      const one = (list: readonly string[]) => (list.length === 0 ? NONE : chance.pick(list));
      const put = (text: string) =>
        text
          .replaceAll('@request', () => one(requests))
          .replaceAll(/@rollout|%40rollout/g, () => rollouts.at(-1) ?? NONE)
          .replaceAll(/@id|%40id/g, () => one([...requests, ...rollouts]));
      const { body } = sent;
      const hasMark = body !== undefined && body.length < 20_000 && body.includes('@');
      return {
        ...{ ...sent, path: put(sent.path) },
        body: hasMark ? Buffer.from(put(body.toString('latin1')), 'latin1') : body,
      };
    },
    /** Remembers the ids of an answer. */
    note({ door }: Spoiled, { status, body }: Got): void {
      if (status >= 300 || body.length > 100_000) return;
      const text = body.toString('latin1');
      if (door === 'rollouts') add(rollouts, text, /^\{"id":"(\w{26})"/);
      else add(requests, text, /"requestId":"(\w{26})"/);
    },
  };
}
