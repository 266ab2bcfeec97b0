import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { type AnyDetector, DETECTORS } from '@kaizenml/ml/detectors';
import { type Random, seededRandom } from '@kaizenml/ml/math';

/**
 * How fast is a streaming detector beside river's, how often does it cry wolf, and how late does it see a change?
 *
 *   node --conditions=source bench/detectors.ts [values]
 *
 * Errors of a rate of 0.1; a change, after 2 000 values, to 0.2. A false alarm is a drift of a stream without change, counted per 100 000 values; a
 * delay is the median over 40 streams, of those that called the change within 3 000 values. KAIZEN_PEERS_PYTHON names a Python
 * with river (bench/peers/make-detectors-venv.sh).
 */
const nValues = Number(process.argv[2] ?? 200_000);
const N_STREAMS = 40;
const N_BEFORE = 2000;
const N_AFTER = 3000;

function streamOf(detector: AnyDetector, random: Random, rateAt: (i: number) => number, n: number) {
  return Array.from({ length: n }, (_, i) => {
    const isWrong = random.next() < rateAt(i);
    if (detector.counts !== 'calls') return Number(isWrong);
    const truth = random.next() < 0.3;
    return { truth, answer: truth !== isWrong };
  });
}

function run(detector: AnyDetector) {
  const quiet = streamOf(detector, seededRandom(1), () => 0.1, nValues);
  const warm = detector.empty();
  for (const value of quiet.slice(0, 20_000)) detector.update(warm, value);
  const state = detector.empty();
  let nFalse = 0;
  const begin = performance.now();
  for (const value of quiet) if (detector.update(state, value) === 'drift') nFalse++;
  const nsPerValue = ((performance.now() - begin) / nValues) * 1e6;
  const delays: number[] = [];
  for (let seed = 1; seed <= N_STREAMS; seed++) {
    const rateAt = (i: number) => (i < N_BEFORE ? 0.1 : 0.2);
    const values = streamOf(detector, seededRandom(100 + seed), rateAt, N_BEFORE + N_AFTER);
    const each = detector.empty();
    const at = values.findIndex(
      (value, i) => detector.update(each, value) === 'drift' && i >= N_BEFORE,
    );
    if (at >= 0) delays.push(at - N_BEFORE);
  }
  delays.sort((a, b) => a - b);
  return {
    nsPerValue,
    stateBytes: JSON.stringify(state).length,
    falsePer100k: (nFalse / nValues) * 100_000,
    called: delays.length / N_STREAMS,
    delay: delays[Math.floor(delays.length / 2)] ?? Number.NaN,
  };
}

function riverNs(): Readonly<Record<string, number>> {
  const python = process.env.KAIZEN_PEERS_PYTHON;
  if (python === undefined) return {};
  const script = fileURLToPath(new URL('peers/detectors.py', import.meta.url));
  const { stdout, status, stderr } = spawnSync(python, [script, String(nValues)], {
    encoding: 'utf8',
  });
  if (status !== 0) throw new Error(`The peer failed: ${stderr}`);
  return JSON.parse(stdout);
}

const peers = riverNs();
console.table(
  Object.fromEntries(
    DETECTORS.map((detector) => {
      const { nsPerValue, stateBytes, falsePer100k, called, delay } = run(detector);
      const peer = peers[detector.name];
      return [
        detector.name,
        {
          'ns per value': Math.round(nsPerValue),
          'million values per second': Number((1000 / nsPerValue).toFixed(2)),
          'river, ns': peer === undefined ? '-' : Math.round(peer),
          'times as fast': peer === undefined ? '-' : Number((peer / nsPerValue).toFixed(1)),
          'bytes of state': stateBytes,
          'false per 100 000': Number(falsePer100k.toFixed(1)),
          'share called': called,
          'median delay': delay,
        },
      ];
    }),
  ),
);
