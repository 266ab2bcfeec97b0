import type { Handler, Operations } from '@kaizenml/contracts/operations';
import type { Log } from '../kit/index.ts';
import { lookAtRemote, parseHeadersFrom, type RemoteSettings } from '../runtimes/remote/index.ts';
import { readSignatureFile } from './read-signature-file.ts';
import { type RegisterDeps, registerStated } from './register-stated.ts';

type RegisterProxy = Handler<Operations['models']['register-proxy']>;

/** Registers a model that another server computes; where its protocol tells the signature, it is asked once. */
export const registerProxy =
  (deps: RegisterDeps & { readonly log: Log }): RegisterProxy =>
  async ({ name, signature: path, target, headersFrom, tokenFrom, ...limits }) => {
    const remote: RemoteSettings = {
      ...limits,
      ...(tokenFrom === undefined ? {} : { tokenFrom }),
      ...(headersFrom === undefined ? {} : { headersFrom: parseHeadersFrom(headersFrom) }),
    };
    const stated = path === undefined ? undefined : await readSignatureFile(path);
    const parts = { subject: `The server of "${name}"`, log: deps.log };
    const form = await lookAtRemote(remote, { stated, target }, parts);
    const { url, protocol } = remote;
    return await registerStated(deps, {
      name,
      own: { kind: 'kaizenml-proxy', name, signature: form.signature, remote, form },
      origin: `Its answers are computed by another server, ${url} (${protocol}).`,
      params: { url, protocol },
    });
  };
