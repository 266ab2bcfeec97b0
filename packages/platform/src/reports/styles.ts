import { chartStyles } from '@kaizenml/ui/charts';

/** The style sheet of a report: the reader's own fonts, light, dark and print. */
export const reportStyles = `${chartStyles}
:root{color-scheme:light dark;--page:#f5f7f9;--good:#00795c;--bad:#b3261e;--warn:#9a5b00}
@media screen and (prefers-color-scheme:dark){:root{--page:#12171e;--good:#3fc79f;--bad:#ff8a80;--warn:#f0b45b}}
*{box-sizing:border-box}
body{margin:0;background:var(--page);color:var(--chart-ink);font:15px/1.55 system-ui,-apple-system,'Segoe UI',Roboto,sans-serif}
main{max-width:1060px;margin:0 auto;padding:32px 20px 64px}
h1{font-size:26px;line-height:1.3;margin:4px 0 12px;text-wrap:balance}
h2{font-size:18px;margin:40px 0 12px}h3{font-size:15px;margin:24px 0 8px}
p{margin:8px 0;max-width:75ch}
a{color:var(--chart-main)}
code{font:0.92em ui-monospace,SFMono-Regular,Consolas,monospace;background:color-mix(in srgb,var(--chart-faint) 60%,transparent);padding:1px 4px;border-radius:4px;overflow-wrap:anywhere}
pre{font:13px/1.5 ui-monospace,SFMono-Regular,Consolas,monospace;background:var(--chart-surface);border:1px solid var(--chart-faint);border-radius:8px;padding:12px 14px;overflow-x:auto;margin:8px 0}
.soft{color:var(--chart-soft)}.small{font-size:13px}
.card{background:var(--chart-surface);border:1px solid var(--chart-faint);border-radius:10px;padding:14px 16px;min-width:0}
.grid{display:grid;grid-template-columns:repeat(auto-fill,minmax(min(100%,400px),1fr));gap:16px;align-items:start}
.facts{display:grid;grid-template-columns:repeat(auto-fit,minmax(150px,1fr));gap:12px;margin:16px 0}
.facts dt{color:var(--chart-soft);font-size:12.5px}.facts dd{margin:0;font-weight:600;overflow-wrap:anywhere}
.verdict{border-left:5px solid var(--good);margin:16px 0}.verdict.failed{border-color:var(--bad)}
.verdict strong{color:var(--good)}.verdict.failed strong{color:var(--bad)}
.findings{list-style:none;padding:0;display:grid;gap:10px}
.findings li{border-left:4px solid var(--chart-muted)}.findings .warning{border-color:var(--warn)}.findings .error{border-color:var(--bad)}
.tag{font-size:12px;font-weight:600;color:var(--chart-soft)}.warning .tag{color:var(--warn)}.error .tag{color:var(--bad)}
.role{font-size:11.5px;font-weight:600;color:var(--chart-main);border:1px solid currentColor;border-radius:99px;padding:0 7px;white-space:nowrap}
.role.champion{color:var(--good)}.role.baseline{color:var(--chart-soft)}td.n{padding-left:10px}
.scroll{overflow-x:auto}
table{border-collapse:collapse;width:100%;font-size:13.5px;font-variant-numeric:tabular-nums}
th{text-align:left;font-weight:600;color:var(--chart-soft);font-size:12.5px;vertical-align:bottom}
th,td{padding:6px 10px 6px 0;border-bottom:1px solid var(--chart-faint)}
td{vertical-align:top}td.small{min-width:210px}td.n+td:not(.n),th.n+th:not(.n){padding-left:14px}tr.first .small{font-weight:400}.n{text-align:right;white-space:nowrap}th.n{white-space:normal;min-width:72px}
tr.first td{font-weight:600}tr.failed td{color:var(--chart-soft)}
.below{margin-top:16px}
svg.chart{display:block;width:100%;height:auto;max-width:520px;margin:0 auto}
svg.spark{display:block}
footer{margin-top:48px;color:var(--chart-soft);font-size:13px}
@media print{body{background:#fff}.card,pre,table,li{break-inside:avoid}h2{break-after:avoid}main{padding:0;max-width:none}a{color:inherit}}
`;
