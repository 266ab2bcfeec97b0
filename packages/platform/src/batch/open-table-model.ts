import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { openHeap } from '@kaizenml/ml/cells';
import { openModelFolder, rowsOfOnnx } from '../models/index.ts';
import { findOnnxManifest, openOnnxArtifact } from '../runtimes/onnx/index.ts';
import type { TableModel } from './answer-piece.ts';

/** Where the model of a job lies: the folder of its artifact. */
export interface TableModelSource {
  readonly folder: string;
}

/** A model that answers tables until it is closed. */
export interface OpenTableModel {
  readonly model: TableModel;
  readonly close: () => Promise<void>;
}

/** Opens the model of a job, on whatever thread. @throws MODEL_ARTIFACT_INVALID, ARTIFACT_DAMAGED, MODEL_TAKES_TENSORS, PACKAGE_ABSENT */
export async function openTableModel({ folder }: TableModelSource): Promise<OpenTableModel> {
  if (findOnnxManifest(await readFile(join(folder, 'manifest.json'))) !== undefined) {
    const opened = await openOnnxArtifact(folder);
    const rows = rowsOfOnnx(opened);
    return {
      model: {
        signature: rows.signature,
        heap: openHeap(),
        answerTable: (table) => rows.answerTable(table),
      },
      close: () => opened.model.close(),
    };
  }
  const { model } = await openModelFolder(folder);
  return {
    model: {
      signature: model.signature,
      heap: openHeap(),
      answerTable: (table) => model.predictTable(table),
    },
    close: () => Promise.resolve(),
  };
}
