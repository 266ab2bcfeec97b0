import { resolve } from 'node:path';
import { AppError } from '@kaizenml/contracts';
import { command } from '../command.ts';

/** `kaizen store copy`: everything of one store in another one, to move between a file and PostgreSQL. */
export const storeCopy = command({
  name: 'store copy',
  doc: 'Copies all metadata from one store to an empty one, and verifies every table by its hash.',
  args: {},
  flags: {
    from: {
      kind: 'text',
      placeholder: 'HOME|ADDRESS',
      doc: 'What is copied: a home folder, or an address as in `postgres://user@host/database`. Default: what `--store` or `--home` name.',
    },
    to: {
      kind: 'text',
      placeholder: 'HOME|ADDRESS',
      doc: 'Where it goes: a home folder, which is created, or an address. Default: what `--store` or `--home` name. It must hold nothing.',
    },
  },
  examples: [
    'kaizen store copy --from .kaizen --to postgres://kaizen@db.example/kaizen',
    'kaizen store copy --from postgres://kaizen@db.example/kaizen --to ./home-of-today',
    'kaizen store copy --to postgres://kaizen@db.example/kaizen --json',
  ],
  async run({ flags, home, storeAddress, json, terminal, progress, signal }) {
    const { copyStore, openSide } = await import('../../storage/copy/index.ts');
    const here = storeAddress ?? home;
    const sides = { from: flags.from ?? here, to: flags.to ?? here };
    assertTwoStores(sides);
    progress.stage('Opening both stores');
    await using from = await openSide(sides.from, 'from');
    await using to = await openSide(sides.to, 'to');
    progress.stage('Copying');
    const tables = await copyStore(from, to, {
      signal,
      onRows: (table, nRows) => progress.update?.('Copying', `${table}, ${nRows} rows`),
    });
    progress.done();
    if (json) terminal.printJson({ from: from.place, to: to.place, tables });
    else {
      const { renderTable } = await import('../table.ts');
      terminal.print(
        renderTable(
          tables,
          [
            { title: 'table', cell: ({ table }) => table },
            { title: 'rows', cell: ({ nRows }) => String(nRows), align: 'right' },
            { title: 'sha-256 of both', cell: ({ sha256 }) => sha256 },
          ],
          terminal.style,
        ),
      );
      terminal.say(`Copied ${from.place} to ${to.place}; both have the same rows.`);
    }
    return 0;
  },
});

/** @throws ARGUMENT_INVALID */
function assertTwoStores({ from, to }: { readonly from: string; readonly to: string }): void {
  if (from !== to && resolve(from) !== resolve(to)) return;
  throw new AppError('ARGUMENT_INVALID', {
    message: '`--from` and `--to` must name two stores, got one and the same.',
    hint: 'For example `kaizen store copy --from .kaizen --to postgres://user@host/database`.',
    details: { flags: ['--from', '--to'] },
  });
}
