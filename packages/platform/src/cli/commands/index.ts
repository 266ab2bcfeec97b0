import type { Command } from '../command.ts';

/** The commands of their own, loaded when they are run. Adding a row adds a command; `npm run generate` adds its help. */
export const COMMANDS: Readonly<Record<string, () => Promise<Command>>> = {
  serve: async () => (await import('./serve.ts')).serve,
  doctor: async () => (await import('./doctor.ts')).doctor,
};
