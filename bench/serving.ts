/**
 * How fast does a model answer over HTTP, beside the servers that people use and beside a server that does nothing?
 *
 *   node --conditions=source bench/serving.ts run [--servers bare,kaizen,fastapi,mlflow,mlserver,bentoml] [--connections 1,16,128] [--seconds 5] [--rounds 3] [--out file]
 *   node --conditions=source bench/serving.ts report [--out file]
 *
 * One LightGBM model of 500 trees; every server answers the same rows with the same probabilities, which is checked first. Server
 * and generator have a processor each (`taskset`, Linux). All servers run; they are asked in turns, so that what else the machine does
 * meets all of them; the ratios are those of single rounds. Processor time per request says what a busy machine cannot: look at both.
 * `kaizen-2`, `fastapi-2` and so on are the same servers with two processes that answer. With fewer than three processors who asks must share one with them: those figures are then less
 * than the servers can do, and processor time per request is what compares.
 * Peers: `sh bench/peers/make-serving-venvs.sh`, then `KAIZEN_SERVING_PEERS`.
 */
import { parseArgs } from 'node:util';
import { printReport } from './serving/print-report.ts';
import { readResults, resultsPath } from './serving/results.ts';
import { runServing } from './serving/run.ts';
import { SERVERS, type ServerName } from './serving/servers.ts';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    servers: { type: 'string', default: SERVERS.join() },
    connections: { type: 'string', default: '1,16,128' },
    seconds: { type: 'string', default: '5' },
    rounds: { type: 'string', default: '3' },
    out: { type: 'string', default: resultsPath() },
  },
});

if (positionals[0] === 'report') printReport(readResults(values.out));
else
  await runServing({
    servers: values.servers.split(',') as ServerName[],
    connections: values.connections.split(',').map(Number),
    seconds: Number(values.seconds),
    rounds: Number(values.rounds),
    out: values.out,
  });
