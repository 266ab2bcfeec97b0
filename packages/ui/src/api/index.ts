export { type Api, createApi, type KeptFile } from './api.ts';
export { api, uploadFile } from './server.ts';
export { type Need, type Rights, type Self, tellRights } from './tell-rights.ts';
export { keepToken } from './token.ts';
export { type Answer, useAnswer } from './use-answer.ts';
export { type Live, type LiveOptions, useLive } from './use-live.ts';
export { useRights, useSelf } from './use-rights.ts';
