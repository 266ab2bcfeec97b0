import type { Row } from '@kaizenml/contracts';
import type { CommandForm } from '../../components/index.ts';

/**
 * The lines that ask for the answer to exactly this row.
 *
 * @param model Name of the model, with `/version` where one was chosen.
 * @param origin Root of the server, such as `http://127.0.0.1:7400`.
 */
export function rowCommands(model: string, row: Row, origin: string): CommandForm[] {
  const rows = JSON.stringify([row]);
  const path = `/api/v1/models/${encodeURIComponent(model)}/predict`;
  return [
    { name: 'Shell', code: `kaizen models predict ${quote(model)} ${quote(rows)}` },
    {
      name: 'curl',
      code: [
        `curl ${quote(origin + path)} \\`,
        `  -H 'content-type: application/json' \\`,
        `  -d ${quote(JSON.stringify({ rows: [row] }))}`,
      ].join('\n'),
    },
    {
      name: 'TypeScript',
      code: [
        `import { createClient } from '@kaizenml/contracts/client';`,
        '',
        `const kaizen = createClient({ url: ${JSON.stringify(origin)}, fetch });`,
        'const { predictions } = await kaizen.models.predict({',
        `  name: ${JSON.stringify(model)},`,
        `  rows: [${JSON.stringify(row, null, 2).replaceAll('\n', '\n  ')}],`,
        '});',
      ].join('\n'),
    },
  ];
}

/** A word for a POSIX shell. */
function quote(word: string): string {
  return /^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`;
}
