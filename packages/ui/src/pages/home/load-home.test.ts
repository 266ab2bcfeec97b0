import { describe, expect, it } from 'vitest';
import { createApi } from '../../api/index.ts';
import { loadHome } from './load-home.ts';

/** An api of a server with `n` models, which gives as many as it is asked for. */
const apiWith = (n: number, asked: string[] = []) =>
  createApi({
    token: () => undefined,
    async fetch(path) {
      const url = new URL(String(path), 'http://server');
      asked.push(url.pathname);
      if (url.pathname !== '/api/v1/models') return Response.json({ items: [] });
      const limit = Number(url.searchParams.get('limit'));
      const items = Array.from({ length: Math.min(n, limit) }, (_, i) => ({ name: `m${i}` }));
      return Response.json({ items, ...(n > limit ? { next: 'm' } : {}) });
    },
  });

describe('loadHome', () => {
  it.each([
    [0, 0, undefined],
    [6, 6, undefined],
    [7, 6, 'and 1 more'],
    [200, 6, 'and 194 more'],
    [201, 6, 'and more than 194 more'],
  ])('of %i models shows %i and says %s', async (n, nShown, more) => {
    const asked: string[] = [];
    const home = await loadHome(apiWith(n, asked));
    expect(home.models).toHaveLength(nShown);
    expect(home.moreModels).toBe(more);
    expect(asked.filter((path) => path.startsWith('/api/v1/models/'))).toHaveLength(nShown);
  });

  it('counts open alerts, and schemas that have changes to decide on', async () => {
    const lists: Record<string, object[]> = {
      '/api/v1/alerts': [{ id: 'a' }, { id: 'b' }],
      '/api/v1/schemas': [
        { name: 'trips', nOpen: 2 },
        { name: 'zones', nOpen: 0 },
      ],
    };
    const asked: string[] = [];
    const api = createApi({
      token: () => undefined,
      async fetch(path) {
        asked.push(String(path));
        const { pathname } = new URL(String(path), 'http://server');
        return Response.json({ items: lists[pathname] ?? [] });
      },
    });
    const home = await loadHome(api);
    expect(home.nAlerts).toBe(2);
    expect(home.waiting).toEqual([{ name: 'trips', nOpen: 2 }]);
    expect(asked).toContain('/api/v1/alerts?limit=200&status=open');
  });
});
