import type { Direction, Requests } from './read-choice.ts';

/** Requests of several readers as one, by time; each reader must give its own in that order. */
export async function* mergeByTime(readers: readonly Requests[], direction: Direction): Requests {
  const isForwards = direction === 'forwards';
  const heads = await Promise.all(readers.map((reader) => reader.next()));
  for (;;) {
    let next = -1;
    let at = '';
    for (const [i, { value }] of heads.entries())
      if (value && (next < 0 || (isForwards ? value.at < at : value.at > at)))
        [next, at] = [i, value.at];
    const request = heads[next]?.value;
    const reader = readers[next];
    if (!request || reader === undefined) return;
    yield request;
    heads[next] = await reader.next();
  }
}
