import { command } from '../command.ts';

/** `kaizen leaderboard`: the same as `kaizen runs leaderboard`, of the newest run unless one is named. */
export const leaderboard = command({
  name: 'leaderboard',
  doc: 'Every model that a run compared: scores with intervals, times, sizes, what each is good for, and why the champion won.',
  args: {
    run: {
      doc: 'Run id, or an unambiguous prefix of at least 6 characters. Default: the newest run that compared models.',
      required: false,
    },
  },
  flags: {
    limit: { kind: 'integer', doc: 'Rows shown at most. Default: all.' },
  },
  examples: [
    'kaizen leaderboard',
    'kaizen leaderboard --limit 10',
    'kaizen leaderboard 01JD0000 --json',
  ],
  async run({ args, flags, json, terminal, openApp }) {
    const app = await openApp();
    const board = await app.handlers.runs.leaderboard({ id: args.run ?? 'newest' });
    const shown = { ...board, rows: board.rows.slice(0, flags.limit) };
    if (json) terminal.printJson(shown);
    else {
      const { renderLeaderboard } = await import('../render/leaderboard.ts');
      terminal.print(renderLeaderboard(shown, terminal));
      const nMore = board.rows.length - shown.rows.length;
      if (nMore > 0) terminal.say(`And ${nMore} more.`);
    }
    return 0;
  },
});
