import { columnChanges, fewFindings, profileStyles } from '@kaizenml/ui/charts';
import { html, trusted } from '../html.ts';
import { findings } from '../sections/findings.ts';
import { reportStyles } from '../styles.ts';
import { accuracy } from './accuracy.ts';
import { associations } from './associations.ts';
import { changedColumns } from './changed-columns.ts';
import { columns } from './columns.ts';
import { overview } from './overview.ts';
import { profileCommands } from './profile-commands.ts';
import type { ProfileInput } from './profile-input.ts';
import { profileScript } from './profile-script.ts';

/**
 * The profile of a table, or two side by side, as one HTML document that needs nothing else: no request, no font.
 *
 * Its small script searches, filters and sorts; without it everything is there in the order of the table. The same input
 * gives the same text.
 */
export function renderProfile(input: ProfileInput): string {
  const { name, againstName, against, statistics } = input;
  const title = againstName === null ? name : `${name} beside ${againstName}`;
  return html`<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1">
<meta name="color-scheme" content="light dark"><title>${title} · KaizenML profile</title>
<style>${trusted(reportStyles + profileStyles + pageStyles)}</style></head><body><main>
${overview(input)}
${findings(fewFindings(input.findings), 'Nothing stood out in the data.')}
${against === null ? columns(statistics) : changedColumns(columnChanges(against, statistics), input)}
${associations(input)}
${accuracy(statistics)}
${profileCommands(input)}
<footer>Written by KaizenML</footer>
</main><script>${trusted(profileScript)}</script></body></html>
`.markup;
}

const pageStyles = `
main{max-width:1240px}
h1{overflow-wrap:anywhere}
h3 .tag{font-weight:400}
[hidden]{display:none!important}
.figures dd,.figures dt{max-width:none}
:focus-visible{outline:2px solid var(--chart-main);outline-offset:2px;border-radius:4px}
.shown{color:var(--chart-soft);font-size:13px;margin:0}
@media print{.tools{display:none}.columns{display:block}.columns>li{margin-bottom:10px;break-inside:avoid}}
`;
