import { formatDuration, formatShare } from '../../charts/index.ts';
import { metricTitle, ScrollTable } from '../../components/index.ts';

type Value = string | number | boolean;

const TITLES: Readonly<Record<string, string>> = {
  data: 'Data',
  target: 'Target',
  task: 'Kind of answer',
  metric: 'Metric that compares models',
  group: 'Column of groups',
  time: 'Column of time',
  weights: 'Column of weights',
  seed: 'Seed',
  folds: 'Folds',
  testShare: 'Rows kept for the test',
  budgetMs: 'Time',
  trials: 'Candidates',
};

/** What a run was told, in words where there are some. */
export function SettingsTable({
  settings,
  leaveOut,
}: {
  readonly settings: Readonly<Record<string, Value>>;
  /** One that is told elsewhere. */
  readonly leaveOut: string;
}) {
  const shown = Object.entries(settings).filter(([name]) => name !== leaveOut);
  return (
    <ScrollTable label="Settings" head={['Setting', 'Value']}>
      {shown.map(([name, value]) => (
        <tr key={name}>
          <td>{TITLES[name] ?? name}</td>
          <td>{shownValue(name, value)}</td>
        </tr>
      ))}
    </ScrollTable>
  );
}

function shownValue(name: string, value: Value): string {
  if (name === 'budgetMs') return formatDuration(Number(value));
  if (name === 'testShare') return formatShare(Number(value));
  return name === 'metric' ? metricTitle(String(value)) : String(value);
}
