/**
 * Whether every left item can be given a right item of its own. Closeness is not transitive, so
 * sorting does not decide it: this is a perfect matching in a bipartite graph (augmenting paths).
 */
export function hasPerfectMatching<T>(
  left: readonly T[],
  right: readonly T[],
  close: (a: T, b: T) => boolean,
): boolean {
  if (left.length !== right.length) return false;
  const ownerOf: (number | undefined)[] = right.map(() => undefined);
  const assign = (item: number, visited: Set<number>): boolean => {
    for (let other = 0; other < right.length; other += 1) {
      if (visited.has(other) || !close(left[item] as T, right[other] as T)) continue;
      visited.add(other);
      const owner = ownerOf[other];
      if (owner === undefined || assign(owner, visited)) {
        ownerOf[other] = item;
        return true;
      }
    }
    return false;
  };
  return left.every((_, item) => assign(item, new Set()));
}
