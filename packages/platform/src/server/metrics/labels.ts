/** Labels of one series. The values may be any text; the names are ours. */
export type Labels = Readonly<Record<string, string | number>>;

/** Labels as the exposition format writes them, without braces: `route="/livez",status="200"`. */
export function writeLabels(labels: Labels): string {
  return Object.entries(labels)
    .map(([name, value]) => `${name}="${escaped(String(value))}"`)
    .join(',');
}

/** A line of a series. */
export function writeSample(name: string, labels: string, value: number): string {
  return `${name}${labels === '' ? '' : `{${labels}}`} ${value}\n`;
}

/** The two lines before the series of a name. */
export function writeHead(name: string, help: string, type: 'counter' | 'gauge' | 'histogram') {
  return `# HELP ${name} ${help}\n# TYPE ${name} ${type}\n`;
}

function escaped(value: string): string {
  return value.replaceAll('\\', '\\\\').replaceAll('"', '\\"').replaceAll('\n', '\\n');
}
