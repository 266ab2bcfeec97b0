export { assertColumns, type ColumnProblem, checkColumns } from './check-columns.ts';
export { asObject, decodeBody, type JsonBody, parseJsonBody } from './json-body.ts';
export { collectProblems, type Problems, requestProblem } from './problems.ts';
export { readDoubts } from './read-doubts.ts';
export { setCell } from './set-cell.ts';
