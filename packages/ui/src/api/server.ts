import { type Api, type ApiOptions, createApi, type KeptFile, sendFile } from './api.ts';
import { findToken } from './token.ts';

const OPTIONS: ApiOptions = { fetch: (input, init) => fetch(input, init), token: findToken };

/** The server of this page. */
export const api: Api = createApi(OPTIONS);

/** Sends a file to the server of this page, which keeps it as a dataset version. */
export const uploadFile = (file: File): Promise<KeptFile> => sendFile(OPTIONS, file);
