import { spawnSync } from 'node:child_process';
import { closeSync, mkdtempSync, openSync, rmSync, statSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { redactDataset } from '../packages/platform/src/datasets/redact.ts';

/**
 * How long does it take to redact a table of names, addresses, phones and notes, and in how much memory?
 *
 *   npx node --conditions=source bench/redact.ts [rows] [endings]
 *
 * `endings`: formats of the source and of the copy, `csv,parquet,jsonl` as a default. Each copy is made by a process of its
 * own; the figures are those of the whole process, Node and its TypeScript loader (100 MB) included. Bar: 8 s of CPU and 300 MB for
 * a million rows of CSV.
 */
const [rows = '1000000', endings = 'csv,parquet,jsonl', source, out, ...columns] =
  process.argv.slice(2);

const GIVEN = ['Anna', 'Peter', 'John', 'Maria', 'Julia', 'Ahmed', 'Grace', 'Oscar'];
const FAMILY = ['Schmidt', 'Miller', 'Doe', 'Lopez', 'Keller', 'Jones', 'Novak', 'Rossi'];
const CITIES = ['Rome', 'Oslo', 'Bern', 'Lima'];

const mix = (i: number) => {
  const h = Math.imul(i ^ (i >>> 15), 0x2c1b3c6d);
  return (h ^ (h >>> 13)) >>> 0;
};

function note(a: number, b: number): string {
  const notes = [
    `please call +44 20 7946 0${100 + (a % 900)} after six`,
    `nothing to say about order ${a % 100_000} of the day`,
    `mail jo${b % 5000}@host${b % 50}.org or wait`,
    'plain words and more words here',
    `paid with 4111 1111 1111 1111 on 2024-01-1${b % 9}`,
    '"quoted, with commas and more words"',
  ];
  return notes[a % 6] ?? '';
}

function writeRows(path: string, nRows: number): void {
  const file = openSync(path, 'w');
  let text = 'id,name,email,phone,note,city\n';
  for (let i = 0; i < nRows; i++) {
    const [a, b] = [mix(i), mix(i ^ 0x5bd1e995)];
    text += `${i},${GIVEN[a % 8]} ${FAMILY[b % 8]},p${a % 1_000_000}@mail${b % 20}.com,+49 30 ${1_000_000 + (a % 9_000_000)},${note(a, b)},${CITIES[a % 4]}\n`;
    if (text.length < 1 << 20) continue;
    writeSync(file, text);
    text = '';
  }
  writeSync(file, text);
  closeSync(file);
}

async function redactOnce(from: string, to: string): Promise<void> {
  const start = performance.now();
  const noDatasets = { store: { datasets: { find: async () => undefined } } } as never;
  await redactDataset(noDatasets)({ source: from, out: to, column: columns[0] });
  const seconds = (performance.now() - start) / 1000;
  const { userCPUTime, systemCPUTime, maxRSS } = process.resourceUsage();
  const cpu = (userCPUTime + systemCPUTime) / 1e6;
  const sizes = [from, to].map((path) => `${(statSync(path).size / 1e6).toFixed(0)} MB`);
  console.log(
    `${sizes.join(' to ').padEnd(20)}${seconds.toFixed(1)} s, ${cpu.toFixed(1)} s of CPU, most memory ${((maxRSS * 1024) / 1e6).toFixed(0)} MB`,
  );
}

function redactApart(from: string, to: string, column: readonly string[]): void {
  const bench = fileURLToPath(import.meta.url);
  const options = ['--conditions=source', bench, rows, endings, from, to, ...column];
  const { status } = spawnSync(process.execPath, options, { stdio: 'inherit' });
  if (status !== 0) process.exitCode = status ?? 1;
}

if (source !== undefined && out !== undefined) await redactOnce(source, out);
else {
  const folder = mkdtempSync(join(tmpdir(), 'kaizen-bench-redact-'));
  try {
    const csv = join(folder, 'rows.csv');
    writeRows(csv, Number(rows));
    const keep = ['id=keep,name=keep,email=keep,phone=keep,note=keep,city=keep'];
    for (const ending of endings.split(',')) {
      const from = join(folder, `rows.${ending}`);
      if (ending !== 'csv') {
        process.stdout.write(`csv to ${ending}, all kept: `.padEnd(30));
        redactApart(csv, from, keep);
      }
      process.stdout.write(`${ending} to ${ending}, ${rows} rows: `.padEnd(30));
      redactApart(from, join(folder, `copy.${ending}`), []);
    }
  } finally {
    rmSync(folder, { recursive: true });
  }
}
