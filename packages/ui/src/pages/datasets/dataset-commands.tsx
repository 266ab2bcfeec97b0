import { CommandPanel } from '../../components/index.ts';
import type { DatasetView } from './dataset-address.ts';

interface Place {
  readonly name: string;
  readonly reference: string;
  readonly other: string | undefined;
  /** File that the version was read from. */
  readonly source: string;
}

/** The page of a dataset as commands. */
export function DatasetCommands({ view, ...place }: Place & { readonly view: DatasetView }) {
  const { shell, code } = LINES[view](place);
  return (
    <CommandPanel
      forms={[
        { name: 'Shell', code: shell.join('\n') },
        { name: 'TypeScript', code: code.join('\n') },
      ]}
    />
  );
}

type Lines = (place: Place) => { readonly shell: string[]; readonly code: string[] };

const LINES: Readonly<Record<DatasetView, Lines>> = {
  profile: ({ reference, other, source }) => {
    const flag = other === undefined ? '' : ` --against ${other}`;
    const input = other === undefined ? '' : `, against: '${other}'`;
    return {
      shell: [
        `kaizen datasets profile ${reference}${flag}`,
        `kaizen datasets profile ${reference}${flag} --html profile.html`,
        ...(other === undefined ? [`kaizen run ${source} --target COLUMN`] : []),
      ],
      code: [`const profile = await kaizen.datasets.profile({ name: '${reference}'${input} });`],
    };
  },
  schema: ({ name, reference }) => ({
    shell: [
      `kaizen schemas show ${name}`,
      `kaizen datasets validate ${reference}`,
      `kaizen schemas accept ${name} all --why "…"`,
      `kaizen schemas history ${name}`,
    ],
    code: [
      `const { passed, anomalies } = await kaizen.datasets.validate({ data: '${reference}' });`,
      `const { open } = await kaizen.schemas.show({ name: '${name}' });`,
    ],
  }),
  findings: ({ reference }) => ({
    shell: [`kaizen datasets check ${reference} --target COLUMN`],
    code: [
      `const { findings } = await kaizen.datasets.check({ source: '${reference}', target: 'COLUMN' });`,
    ],
  }),
  versions: ({ name, reference, source }) => ({
    shell: [
      `kaizen datasets show ${name}`,
      `kaizen datasets tag ${reference} reviewed`,
      `kaizen datasets restore ${reference} --out ${source}`,
    ],
    code: [`const { versions } = await kaizen.datasets.show({ name: '${name}' });`],
  }),
};
