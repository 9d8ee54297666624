import type { Dtype } from '../model-settings.js';

/** A file of a model, by its path inside the repository or folder (with `/`). */
export interface ModelFile {
  readonly path: string;
  readonly bytes: number;
  /** Known for large files of the hub. */
  readonly sha256?: string | undefined;
}

/** The files that hold the weights in one number format. */
export interface Weights {
  readonly dtype: ConcreteDtype;
  /** The ONNX graph, with the weights inside or beside it. */
  readonly graph: ModelFile;
  /** Files beside the graph that hold weights too large for it. */
  readonly data: readonly ModelFile[];
}

export type ConcreteDtype = Exclude<Dtype, 'auto'>;

/** What transformers.js puts behind `model` in the name of the graph. */
const SUFFIXES: Readonly<Record<ConcreteDtype, string>> = {
  fp32: '',
  fp16: '_fp16',
  q8: '_quantized',
  int8: '_int8',
  uint8: '_uint8',
  q4: '_q4',
  q4f16: '_q4f16',
  bnb4: '_bnb4',
};

/** Files without which no model answers, and those that are used where they exist. */
export const REQUIRED_FILES = ['config.json', 'tokenizer.json', 'tokenizer_config.json'] as const;
export const OPTIONAL_FILES = [
  'generation_config.json',
  'chat_template.jinja',
  'special_tokens_map.json',
] as const;

/** Exports keep the graphs in `onnx/`, some hand-made folders at the top. */
const GRAPH_FOLDERS = ['onnx/', ''] as const;

/** The name of the graph file of a number format, without its folder. */
export function graphName(dtype: ConcreteDtype): string {
  return `model${SUFFIXES[dtype]}.onnx`;
}

/** The weights among a model's files, in each number format there is. */
export function weightsAmong(files: readonly ModelFile[]): ReadonlyMap<ConcreteDtype, Weights> {
  const byPath = new Map(files.map((file) => [file.path, file]));
  const found = new Map<ConcreteDtype, Weights>();
  for (const dtype of Object.keys(SUFFIXES) as ConcreteDtype[]) {
    const graph = GRAPH_FOLDERS.map((folder) => byPath.get(folder + graphName(dtype))).find(
      (file) => file !== undefined,
    );
    if (graph !== undefined) {
      found.set(dtype, { dtype, graph, data: dataBeside(graph, files) });
    }
  }
  return found;
}

function dataBeside(graph: ModelFile, files: readonly ModelFile[]): readonly ModelFile[] {
  return files.filter(
    ({ path }) => path === `${graph.path}.data` || isDataPart(path, `${graph.path}_data`),
  );
}

function isDataPart(path: string, stem: string): boolean {
  return path.startsWith(stem) && /^(?:_\d+)?$/.test(path.slice(stem.length));
}

/** Bytes of all weights in one number format. */
export function weightsBytes({ graph, data }: Weights): number {
  return [graph, ...data].reduce((sum, { bytes }) => sum + bytes, 0);
}
