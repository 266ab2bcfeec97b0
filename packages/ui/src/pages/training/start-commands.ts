import type { CommandForm } from '../../components/index.ts';
import type { Wanted } from './start-address.ts';
import {
  FIRST_SETTINGS,
  type TrainingRequest,
  toRequest,
  UNTARGETED,
} from './training-settings.ts';

/** What starts the same run elsewhere. */
export function startCommands(
  /** Undefined before it is there. */
  dataset: string | undefined,
  { target, task }: Wanted,
  /** As the form has it. Default: as it begins. */
  request: TrainingRequest = toRequest({
    ...FIRST_SETTINGS,
    told: task === undefined ? {} : { task },
  }),
): readonly CommandForm[] {
  const name = dataset ?? 'data';
  const hasTarget = !UNTARGETED.includes(request.task ?? '');
  const asked = { ...(hasTarget && { target: target ?? 'COLUMN' }), ...request };
  const flags = Object.entries(asked).map(([flag, value]) => `--${flag} ${quoted(value)}`);
  const fields = Object.entries({ dataset: name, ...asked }).map(
    ([field, value]) => `${field}: ${literal(value)}`,
  );
  return [
    {
      name: 'Shell',
      code: [
        ...(dataset === undefined ? ['kaizen datasets add data.csv'] : []),
        `kaizen runs start ${quoted(name)} ${flags.join(' ')}`,
      ].join('\n'),
    },
    {
      name: 'TypeScript',
      code: `const { id } = await kaizen.runs.start({ ${fields.join(', ')} });\nconst { trials } = await kaizen.runs.progress({ id });`,
    },
  ];
}

/** A value in a shell, as one word. */
function quoted(value: unknown): string {
  const text = typeof value === 'object' ? JSON.stringify(value) : String(value);
  return /^[\w.,@-]+$/.test(text) ? text : `'${text.replaceAll("'", String.raw`'\''`)}'`;
}

/** A value in a program. */
function literal(value: unknown): string {
  const json = JSON.stringify(value);
  return typeof value === 'string' && !/['"\\\n]/.test(value) ? `'${value}'` : json;
}
