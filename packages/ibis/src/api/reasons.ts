/** Why a name of Ibis is refused: the words that errors and the support page use. */
export const REASONS = {
  connection: 'programs are compiled here without a connection',
  files: 'programs are compiled here, nothing is read or written',
  results: 'programs are compiled here, their results are not at hand',
  formats: 'numpy, pandas, polars, pyarrow and torch are not there',
  printing: 'a program gives an expression; its SQL is printed outside of it',
  sqlText: 'SQL in a program is not translated',
  display: 'nothing is drawn here',
  nodes: "the nodes of Ibis's expression graph are not the program's business here",
  spatial: 'there is no spatial engine here',
  pythonFunctions: 'Python functions do not run inside the database here',
  streams: 'windows over streams are for streaming backends only',
  internals: "Ibis's own internals are not there",
} as const;
