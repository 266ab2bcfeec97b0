import { type Api, createApi } from './api.ts';
import { findToken } from './token.ts';

export { type Api, createApi } from './api.ts';
export { keepToken } from './token.ts';
export { type Answer, useAnswer } from './use-answer.ts';

/** The server of this page. */
export const api: Api = createApi({
  fetch: (input, init) => fetch(input, init),
  token: findToken,
});
