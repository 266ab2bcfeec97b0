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
  resumes: 'Goes on with',
};

/** What a run was told, in words where there are some. */
export function SettingsTable({
  settings,
}: {
  readonly settings: Readonly<Record<string, Value>>;
}) {
  return (
    <ScrollTable label="Settings" head={['Setting', 'Value']}>
      {Object.entries(settings).map(([name, value]) => (
        <tr key={name}>
          <td>{TITLES[name] ?? name}</td>
          <td>
            {name === 'resumes' ? <ResumedRun id={String(value)} /> : shownValue(name, value)}
          </td>
        </tr>
      ))}
    </ScrollTable>
  );
}

function ResumedRun({ id }: { readonly id: string }) {
  return <a href={`/runs/${id}`}>run {id.slice(-6)}</a>;
}

function shownValue(name: string, value: Value): string {
  if (name === 'budgetMs') return formatDuration(Number(value));
  if (name === 'testShare') return formatShare(Number(value));
  return name === 'metric' ? metricTitle(String(value)) : String(value);
}
