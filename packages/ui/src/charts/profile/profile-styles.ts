/**
 * The style sheet of the cards of a profile, over `chartStyles`.
 *
 * A page that holds a radio button `.bins-count` shows bins of equal counts once it is chosen: no script is needed.
 */
export const profileStyles = `
.columns{display:grid;grid-template-columns:repeat(auto-fill,minmax(min(100%,318px),1fr));gap:14px;list-style:none;padding:0;margin:14px 0}
.columns>li{display:grid;min-width:0}
.columns.many>li{content-visibility:auto;contain-intrinsic-size:auto 280px}
.column{background:var(--chart-surface);border:1px solid var(--chart-faint);border-radius:10px;padding:12px 14px;min-width:0;display:flex;flex-direction:column;gap:8px}
.column header{display:flex;gap:8px;align-items:baseline;justify-content:space-between}
.column header>:first-child{font-size:14.5px;line-height:1.35;margin:0;min-width:0;overflow-wrap:anywhere;display:-webkit-box;-webkit-box-orient:vertical;-webkit-line-clamp:3;overflow:hidden}
.kind{flex:none;font-size:12px;color:var(--chart-soft)}
.plots{min-height:84px}
.plots svg{display:block;width:100%;height:auto;max-width:380px}
.plots svg text{font-variant-numeric:tabular-nums}
.by-count{display:none}
:root:has(.bins-count:checked) .by-count{display:block}
:root:has(.bins-count:checked) .by-width{display:none}
.nothing{margin:0;padding:8px 0;overflow-wrap:anywhere;color:var(--chart-soft);font-size:13px}
.figures{display:flex;flex-wrap:wrap;gap:6px 18px;margin:0;font-variant-numeric:tabular-nums}
.figures dt{font-size:11.5px;line-height:1.3;color:var(--chart-soft)}
.figures dd{margin:0;font-size:13.5px;line-height:1.35;font-weight:600;overflow-wrap:anywhere}
.figures dd svg{display:block;margin-top:3px}
.figures .odd dd,.change.odd{color:var(--warn)}
.change{margin:0;font-size:13px;font-weight:600;font-variant-numeric:tabular-nums}
.column details{margin-top:auto;font-size:13px}
.column summary{cursor:pointer;color:var(--chart-main);width:fit-content;border-radius:4px}
.more{max-height:340px;overflow:auto;margin-top:6px}
.column table{width:100%;border-collapse:collapse;font-size:12.5px;font-variant-numeric:tabular-nums;margin:0 0 10px}
.column caption{text-align:left;font-weight:600;font-size:12px;color:var(--chart-soft);padding:4px 0}
.column th,.column td{padding:3px 10px 3px 0;border-bottom:1px solid var(--chart-faint);text-align:left;font-weight:400;white-space:normal;overflow-wrap:anywhere;font-size:12.5px;vertical-align:top}
.column tbody tr:last-child>*{border-bottom:0}
.column thead th{font-weight:600;font-size:11.5px;color:var(--chart-soft)}
.column th:first-child{color:var(--chart-soft)}
.column .n{text-align:right;white-space:nowrap;min-width:0}
.column td:last-child,.column th:last-child{padding-right:0}
.pair .same td{color:var(--chart-soft)}.pair tr:not(.same) td:last-child{font-weight:600}
.pair{table-layout:fixed}.pair th:first-child{width:26%}.pair .n{white-space:normal}
.tools{display:flex;flex-wrap:wrap;gap:8px 14px;align-items:end;margin:12px 0}
.tools label{font-size:12.5px;color:var(--chart-soft);display:grid;gap:2px}
.tools .search{flex:1 1 200px;max-width:340px}
.tools input[type=search],.tools select{font:inherit;font-size:14px;color:var(--chart-ink);background:var(--chart-surface);border:1px solid var(--chart-muted);border-radius:8px;padding:0 10px;height:36px;width:100%;min-width:0}
.tools fieldset{border:0;padding:0;margin:0;display:flex;gap:12px;flex-wrap:wrap}
.tools legend{font-size:12.5px;color:var(--chart-soft);padding:0;margin-bottom:2px}
.tools fieldset label{display:flex;gap:5px;align-items:center;font-size:14px;color:var(--chart-ink);min-height:34px}
.tools input[type=radio]{width:auto;margin:0;accent-color:var(--chart-main)}
.legend{display:flex;flex-wrap:wrap;gap:4px 18px;font-size:13px;color:var(--chart-soft);margin:8px 0}
.legend span::before{content:'';display:inline-block;width:16px;height:10px;border-radius:2px;margin-right:6px;background:color-mix(in srgb,var(--chart-muted) 55%,transparent)}
.legend .after::before{background:color-mix(in srgb,var(--chart-main) 18%,transparent);border:2px solid var(--chart-main);height:7px}
.matrix{overflow-x:auto}
.matrix svg{display:block;margin:0 auto}
.hidden{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%)}
`;
