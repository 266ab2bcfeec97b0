import { fieldOf, type RemoteProtocol, withPath } from './remote-protocol.ts';
import { statedForm } from './signature-absent.ts';

/** KServe's first protocol: rows as objects to `:predict`. */
export const v1: RemoteProtocol = {
  rowsUrl: (url) => withPath(url, (path) => (path.endsWith(':predict') ? path : `${path}:predict`)),
  form: async (_, stating) => statedForm('v1', stating),
  toBody: (_, rows) => ({ instances: rows }),
  toAnswers: (_, body) => fieldOf(body, 'predictions'),
};
