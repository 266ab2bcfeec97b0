import { scanStatistics } from '../../packages/platform/src/datasets/statistics/scan-statistics.ts';
import { version } from '../../packages/platform/src/version.ts';

/** Statistics of one file in this process; prints a line of JSON. `--associations` measures pairs of columns, too. */
const path = process.argv[2] ?? '';
const withAssociations = process.argv.includes('--associations');
const start = performance.now();
await scanStatistics({ path }, { withAssociations });
const seconds = (performance.now() - start) / 1000;
const { userCPUTime, systemCPUTime, maxRSS } = process.resourceUsage();
const name = withAssociations ? 'KaizenML, with associations' : 'KaizenML';
console.log(
  JSON.stringify({
    name,
    version,
    seconds,
    processorSeconds: (userCPUTime + systemCPUTime) / 1e6,
    peakMb: maxRSS / 1024,
  }),
);
