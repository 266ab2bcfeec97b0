import { OPERATIONS } from '@kaizenml/contracts/operations';
import { expect, it } from 'vitest';
import { ROUTES } from './routes.ts';

it('holds the address of every operation, and nothing else', () => {
  const described = Object.fromEntries(
    Object.entries(OPERATIONS).map(([noun, verbs]) => [
      noun,
      Object.fromEntries(Object.entries(verbs).map(([verb, { http }]) => [verb, http])),
    ]),
  );
  expect(ROUTES).toEqual(described);
});
