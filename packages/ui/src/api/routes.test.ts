import { OPERATIONS, type Operation } from '@kaizenml/contracts/operations';
import { expect, it } from 'vitest';
import { ROUTES } from './routes.ts';

const used = Object.entries(ROUTES).flatMap(([noun, verbs]) =>
  Object.entries(verbs).map(([verb, address]) => ({ noun, verb, address })),
);

it.each(used)('asks for $noun.$verb where the operation says', ({ noun, verb, address }) => {
  const operations: Readonly<Record<string, Readonly<Record<string, Operation>>>> = OPERATIONS;
  expect(operations[noun]?.[verb]?.http).toBe(address);
});
