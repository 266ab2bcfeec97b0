import type { Client } from '@kaizenml/contracts/client';
import { createApi } from './api.ts';
import { findToken } from './token.ts';

export { keepToken } from './token.ts';
export { type Answer, useAnswer } from './use-answer.ts';

/** The server of this page. */
export const api: Client = createApi({
  fetch: (input, init) => fetch(input, init),
  token: findToken,
});
