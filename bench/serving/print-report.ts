import type { ServingResult } from './results.ts';
import { readName } from './servers.ts';

const PYTHON: ReadonlySet<string> = new Set(['fastapi', 'mlflow', 'mlserver', 'bentoml']);

/** Prints a table per load, medians over the rounds, and ours beside the best Python server and the bare one, round by round. */
export function printReport(results: readonly ServingResult[]): void {
  const servers = [...new Set(results.map(({ server }) => server))];
  for (const server of servers)
    console.log(`${server}: ${results.find((each) => each.server === server)?.version}`);
  const loads = [...new Set(results.map(({ nRows, connections }) => `${nRows} ${connections}`))];
  for (const load of loads) {
    const own = results.filter(({ nRows, connections }) => `${nRows} ${connections}` === load);
    const [nRows, connections] = load.split(' ');
    console.log(
      `\n${nRows} row${nRows === '1' ? '' : 's'}, ${connections} connection${connections === '1' ? '' : 's'}\n`,
    );
    console.log(
      '| server | requests/s | p50 ms | p99 ms | p99.9 ms | µs of processor | generator busy | failed |',
    );
    console.log('|---|---|---|---|---|---|---|---|');
    for (const server of servers) {
      const of = own.filter((each) => each.server === server);
      if (of.length === 0) continue;
      const typical = (value: (each: ServingResult) => number) => median(of.map(value));
      const cells = [
        typical((each) => each.requestsPerSec).toFixed(0),
        ...(['p50', 'p99', 'p999'] as const).map((key) => typical((each) => each[key]).toFixed(2)),
        typical((each) => each.cpuUs).toFixed(0),
        `${(100 * typical((each) => each.busy)).toFixed(0)} %`,
        String(of.reduce((sum, each) => sum + each.nFailed, 0)),
      ];
      console.log(`| ${server} | ${cells.join(' | ')} |`);
    }
    const numbers = new Set(own.map(({ server }) => readName(server).nWorkers));
    for (const nWorkers of numbers) printRatios(own, nWorkers);
  }
}

/** Ours beside those with as many processes, and beside the bare server, which has one. */
function printRatios(results: readonly ServingResult[], nWorkers: number): void {
  const isPeer = ({ server }: ServingResult) => {
    const named = readName(server);
    return PYTHON.has(named.kind) && named.nWorkers === nWorkers;
  };
  const name = nWorkers === 1 ? 'kaizen' : `kaizen-${nWorkers}`;
  const rounds = [...new Set(results.map(({ round }) => round))].map((round) =>
    results.filter((each) => each.round === round),
  );
  const ratios = rounds.flatMap((round) => {
    const ours = round.find(({ server }) => server === name);
    const bare = round.find(({ server }) => server === 'bare');
    const python = round.filter(isPeer);
    if (ours === undefined || bare === undefined || python.length === 0) return [];
    const best = python.reduce((a, b) => (b.requestsPerSec > a.requestsPerSec ? b : a));
    const p99 = Math.min(...python.map((each) => each.p99));
    return [
      {
        ofBest: ours.requestsPerSec / best.requestsPerSec,
        ofP99: ours.p99 / p99,
        ofBare: ours.requestsPerSec / bare.requestsPerSec,
        ofBareCpu: bare.cpuUs / ours.cpuUs,
      },
    ];
  });
  if (ratios.length === 0) return;
  const typical = (key: keyof (typeof ratios)[number]) =>
    median(ratios.map((each) => each[key])).toFixed(2);
  console.log(
    `\n${name}: ${typical('ofBest')} × the requests/s of the best Python server, ${typical('ofP99')} × its best p99; ${typical('ofBare')} of the bare server's requests/s, ${typical('ofBareCpu')} by processor time.`,
  );
}

function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[sorted.length >> 1] ?? Number.NaN;
}
