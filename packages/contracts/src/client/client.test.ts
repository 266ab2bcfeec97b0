import { describe, expect, it } from 'vitest';
import { AppError, toProblem } from '../app-error.ts';
import { OPERATIONS, type Operation } from '../operations/index.ts';
import { createClient, toRequest } from './client.ts';

describe('toRequest', () => {
  it('fills the path in, URL-encoded, and sends the rest as a body', () => {
    expect(toRequest(OPERATIONS.models.predict, { name: 'a b/3@c', rows: [{ x: 1 }] })).toEqual({
      method: 'POST',
      path: '/api/v1/models/a%20b%2F3%40c/predict',
      body: { rows: [{ x: 1 }] },
    });
  });

  it('sends the rest of a GET as a query, without what is undefined', () => {
    expect(
      toRequest(OPERATIONS.runs.list, { limit: 5, after: 'a&b', experiment: undefined }),
    ).toEqual({ method: 'GET', path: '/api/v1/runs?limit=5&after=a%26b' });
    expect(toRequest(OPERATIONS.runs.list, {}).path).toBe('/api/v1/runs');
  });

  it('fills every part of a path in', () => {
    expect(
      toRequest(OPERATIONS.models.alias, { name: 'm', alias: 'champion', version: 2 }),
    ).toEqual({ method: 'PUT', path: '/api/v1/models/m/aliases/champion', body: { version: 2 } });
  });
});

describe('createClient', () => {
  const answering = (status: number, answer: unknown) => {
    const asked: { url: string; init: { headers: Record<string, string>; body?: string } }[] = [];
    const client = createClient({
      url: 'http://server',
      token: 'the-token-of-the-server',
      fetch: async (url, init) => {
        asked.push({ url, init });
        return { ok: status < 400, status, json: async () => answer };
      },
    });
    return { client, asked };
  };

  it('has a method for every operation that is not local, and sends the token', async () => {
    const { client, asked } = answering(200, { items: [] });
    for (const [noun, verbs] of Object.entries(OPERATIONS))
      for (const [verb, { localOnly }] of Object.entries(verbs as Record<string, Operation>))
        if (localOnly === undefined)
          expect(client).toHaveProperty([noun, verb], expect.any(Function));
        else expect(client).not.toHaveProperty([noun, verb]);
    expect(await client.runs.list({ limit: 3 })).toEqual({ items: [] });
    expect(asked).toMatchObject([
      {
        url: 'http://server/api/v1/runs?limit=3',
        init: { headers: { authorization: 'Bearer the-token-of-the-server' } },
      },
    ]);
  });

  it('throws the failure of the server as it was', async () => {
    const error = new AppError('MODEL_NOT_FOUND', {
      message: 'No model is called "x".',
      hint: 'See `kaizen models list`.',
      details: { name: 'x' },
    });
    const { client } = answering(404, toProblem(error));
    const thrown = await client.models.show({ name: 'x' }).catch((caught: AppError) => caught);
    expect(thrown).toBeInstanceOf(AppError);
    expect(toProblem(thrown as AppError)).toEqual(toProblem(error));
  });

  it.each([
    [null],
    ['text'],
    [{ code: 'toString' }],
    [{ code: 'NEWER_CODE', detail: 'A newer one.' }],
  ])('makes a failure of an answer that is no problem of ours: %j', async (answer) => {
    const { client } = answering(502, answer);
    const thrown = await client.models.show({ name: 'x' }).catch((caught: AppError) => caught);
    expect((thrown as AppError).code).toBe('INTERNAL');
    expect((thrown as AppError).message).toMatch(
      /^(A newer one\.|The server answered with status 502\.)$/,
    );
    expect((thrown as AppError).details).toEqual({});
  });
});
