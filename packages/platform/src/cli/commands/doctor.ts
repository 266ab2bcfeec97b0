import { command } from '../command.ts';

/** `kaizen doctor`: what is there, what is missing, and the command that mends it. */
export const doctor = command({
  name: 'doctor',
  doc: 'Tells what is installed, configured and reachable, and what mends the rest.',
  args: {},
  flags: {
    port: { kind: 'integer', default: 7400, doc: 'Port that should be free for `kaizen serve`.' },
  },
  examples: [
    'kaizen doctor',
    'kaizen doctor --json',
    'kaizen doctor --store postgres://kaizen@db.example/kaizen',
  ],
  async run({ flags, home, storeAddress, json, terminal }) {
    const { examine } = await import('../../doctor/index.ts');
    const { renderExamination } = await import('../render/doctor.ts');
    const examination = await examine({ home, storeAddress, port: flags.port });
    if (json) terminal.printJson(examination);
    else terminal.print(renderExamination(examination, terminal));
    return examination.status === 'ok' ? 0 : 3;
  },
});
