import type { Row } from '@kaizenml/contracts';
import type { App } from '../app.ts';
import type { LabelValue } from '../predictions/index.ts';

/** A row, and what turns out to be true of it. */
export interface Labelled {
  readonly row: Row;
  readonly label: LabelValue;
}

const ROWS_PER_REQUEST = 25;

/** Asks an endpoint for answers to rows, and tells it at once what was true. */
export async function askAndLabel(
  app: Pick<App, 'gateway' | 'handlers'>,
  endpoint: string,
  rows: readonly Labelled[],
): Promise<void> {
  for (let i = 0; i < rows.length; i += ROWS_PER_REQUEST) {
    const some = rows.slice(i, i + ROWS_PER_REQUEST);
    const { requestId } = await app.gateway.answer({
      ...{ name: endpoint, rows: some.map(({ row }) => row) },
    });
    await app.handlers.predictions.label({
      name: endpoint,
      labels: some.map(({ label }, at) => ({ requestId, row: at + 1, label })),
    });
  }
}
