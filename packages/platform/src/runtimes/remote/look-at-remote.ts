import type { Signature } from '@kaizenml/contracts';
import { parseRemoteUrl } from './ask-settings.ts';
import { type AskerParts, createAsker } from './asker.ts';
import type { RemoteSettings } from './open-proxy.ts';
import { PROTOCOLS } from './protocols/index.ts';
import type { RemoteForm } from './remote-form.ts';

/**
 * Finds out how rows are put to a server, by asking it where it tells.
 *
 * @param stated What an operator states instead.
 * @throws ARGUMENT_INVALID, REMOTE_FAILED, REMOTE_UNAVAILABLE, REMOTE_TIMEOUT, MODEL_RUN_FAILED
 */
export async function lookAtRemote(
  remote: RemoteSettings,
  {
    stated,
    target,
  }: { readonly stated?: Signature | undefined; readonly target?: string | undefined },
  parts: AskerParts,
): Promise<RemoteForm> {
  const url = parseRemoteUrl(remote.url);
  const asker = createAsker(remote, parts);
  try {
    const read = (at: URL) => asker.ask(at);
    return await PROTOCOLS[remote.protocol].form(url, { stated, target, read });
  } finally {
    asker.close();
  }
}
