/** A node of the tree that DuckDB's `json_serialize_sql` writes. */
export interface Serialized {
  readonly [key: string]: unknown;
}

/** An object that is no array. */
export const isNode = (value: unknown): value is Serialized =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

export const nodeAt = (node: Serialized, key: string): Serialized | undefined => {
  const value = node[key];
  return isNode(value) ? value : undefined;
};

export const listAt = (node: Serialized, key: string): readonly Serialized[] => {
  const value = node[key];
  return Array.isArray(value) ? value.filter(isNode) : [];
};

export const textAt = (node: Serialized, key: string): string => {
  const value = node[key];
  return typeof value === 'string' ? value : '';
};

/** All nodes directly below, through lists. */
export function childNodes(node: Serialized): readonly Serialized[] {
  const children: Serialized[] = [];
  const add = (value: unknown): void => {
    if (Array.isArray(value)) for (const item of value) add(item);
    else if (isNode(value)) children.push(value);
  };
  for (const key in node) add(node[key]);
  return children;
}

/** The parts of a column reference's name, lower-case: `['orders', 'status']`; none for others. */
export function columnNames(node: Serialized): readonly string[] {
  if (node['class'] !== 'COLUMN_REF' || !Array.isArray(node['column_names'])) return [];
  return node['column_names']
    .filter((part) => typeof part === 'string')
    .map((part) => part.toLowerCase());
}
