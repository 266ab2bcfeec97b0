import { REPORT_PERIODS } from '@kaizenml/contracts/operations';
import { command } from '../command.ts';

/** `kaizen improve`: the same as `kaizen improve report`, short to type. */
export const improve = command({
  name: 'improve',
  doc: 'The Kaizen report: what became better and worse since the day, week or month before, and what to improve next, by expected gain.',
  args: {
    endpoint: { doc: 'Name of an endpoint. Default: all that are watched.', required: false },
  },
  flags: {
    period: {
      ...{ kind: 'text', choices: REPORT_PERIODS, default: 'week' },
      doc: 'What is compared with the one before.',
    },
  },
  examples: ['kaizen improve', 'kaizen improve churn --period month', 'kaizen improve --json'],
  async run({ args, flags, json, terminal, openApp }) {
    const app = await openApp();
    const period = REPORT_PERIODS.find((one) => one === flags.period) ?? 'week';
    const report = await app.handlers.improve.report({ endpoint: args.endpoint, period });
    if (json) terminal.printJson(report);
    else {
      const { renderImprove } = await import('../render/improve.ts');
      terminal.print(renderImprove.report(report, terminal));
    }
    return 0;
  },
});
