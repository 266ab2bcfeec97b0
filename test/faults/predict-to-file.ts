import { predictToFile } from '../../packages/platform/src/batch/index.ts';
import { openAnswering } from '../../packages/platform/src/models/index.ts';

/** Answers a file with the model of a folder, and prints what became of it: `predict-to-file MODEL PATH OUT THREADS`. */
const [, , model = '', path = '', out = '', nThreads = '1'] = process.argv;
const opened = await openAnswering(() => Promise.reject(new Error('it is a folder')), model);
if (opened.kind === 'forecast') throw new Error('the model answers rows');
const request = { path, out, keep: ['id'], badRows: 'reject', nThreads: Number(nThreads) } as const;
const summary = await predictToFile(opened, request, { noteMs: 0 });
process.stdout.write(`${JSON.stringify(summary)}\n`);
