import { fieldOf, type RemoteProtocol, withPath } from './remote-protocol.ts';
import { statedForm } from './signature-absent.ts';

/** MLflow's `/invocations`, with the columns of the signature in its order. */
export const mlflow: RemoteProtocol = {
  rowsUrl: (url) =>
    withPath(url, (path) => (path.endsWith('/invocations') ? path : `${path}/invocations`)),
  form: async (_, stating) => statedForm('mlflow', stating),
  toBody({ signature: { inputs } }, rows) {
    const columns = inputs.map(({ name }) => name);
    const cells = rows.map((row) => columns.map((name) => row[name] ?? null));
    return { dataframe_split: { columns, data: cells } };
  },
  toAnswers: (_, body) => (Array.isArray(body) ? body : fieldOf(body, 'predictions')),
};
