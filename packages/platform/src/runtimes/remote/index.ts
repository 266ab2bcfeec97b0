export { type AskSettings, parseHeadersFrom, parseRemoteUrl } from './ask-settings.ts';
export { type Asker, type AskerParts, createAsker } from './asker.ts';
export { lookAtRemote } from './look-at-remote.ts';
export { openProxy, type Proxy, type RemoteSettings } from './open-proxy.ts';
export type { RemoteForm } from './remote-form.ts';
