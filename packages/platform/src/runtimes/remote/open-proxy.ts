import { AppError, type Prediction, type Row } from '@kaizenml/contracts';
import type { RemoteProtocolName } from '@kaizenml/contracts/operations';
import { assertRows } from '@kaizenml/ml/artifact';
import { toPredictions } from '../stated/to-predictions.ts';
import { toTypedRows } from '../stated/to-typed-rows.ts';
import { type AskSettings, parseRemoteUrl } from './ask-settings.ts';
import { type AskerParts, createAsker } from './asker.ts';
import { PROTOCOLS, type RemoteChange } from './protocols/index.ts';
import type { RemoteForm } from './remote-form.ts';

/** Another server that computes a model, and how it may be asked. */
export interface RemoteSettings extends AskSettings {
  readonly protocol: RemoteProtocolName;
}

/** A model that another server computes. */
export interface Proxy {
  readonly form: RemoteForm;
  /** @throws INPUT_SCHEMA_MISMATCH, REMOTE_FAILED, REMOTE_UNAVAILABLE, REMOTE_TIMEOUT, MODEL_RUN_FAILED */
  answer(rows: readonly Row[]): Promise<Prediction[]>;
  /** Asks whether it still reads and answers what its form says, where the protocol tells. @throws As `answer` */
  assertReady(): Promise<void>;
  close(): void;
}

/** Rows of one request to another server: what ours takes. */
const MOST_ROWS = 10_000;

/** Opens a proxy; the server is first asked when rows come. */
export function openProxy(
  { remote, form }: { readonly remote: RemoteSettings; readonly form: RemoteForm },
  parts: AskerParts,
): Proxy {
  const { signature } = form;
  const protocol = PROTOCOLS[remote.protocol];
  const address = parseRemoteUrl(remote.url);
  const url = protocol.rowsUrl(address);
  const asker = createAsker(remote, parts);
  const answerPart = async (rows: readonly Row[]): Promise<Prediction[]> => {
    const body = await asker.ask(url, protocol.toBody(form, toTypedRows(signature.inputs, rows)));
    const answers = protocol.toAnswers(form, body);
    return toPredictions(answers, { output: signature.output, nRows: rows.length }, (problem) =>
      unusable(parts.subject, problem),
    );
  };
  return {
    form,
    async answer(rows) {
      assertRows(signature, rows);
      const made: Prediction[] = [];
      for (let from = 0; from < rows.length; from += MOST_ROWS)
        made.push(...(await answerPart(rows.slice(from, from + MOST_ROWS))));
      return made;
    },
    async assertReady() {
      const changed = await protocol.findChange?.(form, address, (at) => asker.ask(at));
      if (changed !== undefined) throw changedSince(parts.subject, changed);
    },
    close: () => asker.close(),
  };
}

function unusable(
  subject: string,
  {
    row,
    expected,
    received,
  }: { readonly row: number | undefined; readonly expected: string; readonly received: string },
): AppError {
  const place = row === undefined ? '' : ` for row ${row}`;
  return new AppError('REMOTE_FAILED', {
    message: `${subject} must answer ${expected}${place}, got ${received}.`,
    hint: 'Compare its answers with the signature that it was registered with.',
    details: { row: row ?? null, expected, received },
  });
}

function changedSince(subject: string, { expected, received }: RemoteChange): AppError {
  return new AppError('REMOTE_FAILED', {
    message: `${subject} must have ${expected}, as it had when it was registered, got ${received}.`,
    hint: 'Register it again: its signature is then read anew.',
    details: { expected, received },
  });
}
