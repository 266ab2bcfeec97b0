import type { Command } from '../command.ts';

/** The commands of their own, loaded when they are run. Adding a row adds a command; `npm run generate` adds its help. */
export const COMMANDS: Readonly<Record<string, () => Promise<Command>>> = {
  run: async () => (await import('./run.ts')).run,
  leaderboard: async () => (await import('./leaderboard.ts')).leaderboard,
  improve: async () => (await import('./improve.ts')).improve,
  predict: async () => (await import('./predict.ts')).predict,
  demo: async () => (await import('./demo.ts')).demo,
  serve: async () => (await import('./serve.ts')).serve,
  doctor: async () => (await import('./doctor.ts')).doctor,
  'store copy': async () => (await import('./store-copy.ts')).storeCopy,
};
