import { describe, expect, it } from 'vitest';
import { createApi } from './api.ts';

const asked: { path: string; init: RequestInit }[] = [];
const apiOf = (answer: () => Promise<Response>, token?: string) =>
  createApi({
    token: () => token,
    fetch: (path, init) => {
      asked.push({ path: String(path), init: init ?? {} });
      return answer();
    },
  });
const lastAsked = () => asked.at(-1);

describe('createApi', () => {
  it('puts inputs into the path and the query of a GET', async () => {
    const api = apiOf(async () => Response.json({ items: [] }), 'secret');
    expect(await api.runs.list({ limit: 5, after: 'a/b' })).toEqual({ items: [] });
    expect(lastAsked()?.path).toBe('/api/v1/runs?limit=5&after=a%2Fb');
    expect(lastAsked()?.init.headers).toMatchObject({ authorization: 'Bearer secret' });
    await api.models.show({ name: 'churn/2' });
    expect(lastAsked()?.path).toBe('/api/v1/models/churn%2F2');
  });

  it('puts the rest of the inputs into the body of a POST', async () => {
    const api = apiOf(async () => Response.json({}));
    await api.models.predict({ name: 'churn', rows: [{ age: 4 }] });
    expect(lastAsked()?.path).toBe('/api/v1/models/churn/predict');
    expect(lastAsked()?.init.body).toBe('{"rows":[{"age":4}]}');
  });

  it("rebuilds the server's own failure", async () => {
    const problem = {
      code: 'RUN_NOT_FOUND',
      detail: 'No run.',
      hint: 'Look.',
      details: { id: 'x' },
    };
    const api = apiOf(async () => Response.json(problem, { status: 404 }));
    await expect(api.runs.show({ id: 'xxxxxx' })).rejects.toMatchObject({
      code: 'RUN_NOT_FOUND',
      message: 'No run.',
      hint: 'Look.',
      details: { id: 'x' },
    });
  });

  it('says what to start when nothing answers', async () => {
    const api = apiOf(() => Promise.reject(new TypeError('Failed to fetch')));
    await expect(api.runs.list({})).rejects.toMatchObject({
      code: 'INTERNAL',
      message: 'The server does not answer.',
      hint: 'Start it with `kaizen serve` and load this page again.',
      details: {},
    });
  });

  it('says so when the answer is no JSON', async () => {
    const api = apiOf(async () => new Response('<p>', { status: 502 }));
    await expect(api.runs.list({})).rejects.toMatchObject({
      code: 'INTERNAL',
      message: 'The server answered with status 502 and no sentence.',
      details: {},
    });
  });
});
