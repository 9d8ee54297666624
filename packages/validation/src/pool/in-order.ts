/**
 * Maps items with a bounded number under way at once, and gives the results in the items' order.
 * It takes items only as fast as the consumer takes results.
 *
 * @param limit how many items may be under way or waiting to be taken.
 */
export async function* mapInOrder<T, R>(
  items: AsyncIterable<T> | Iterable<T>,
  limit: number,
  map: (item: T) => Promise<R>,
): AsyncGenerator<R> {
  const running: Promise<R>[] = [];
  try {
    for await (const item of items) {
      const result = map(item);
      // A failure is thrown when its turn comes; until then it is not unhandled.
      result.catch(() => undefined);
      running.push(result);
      if (running.length >= limit) yield await (running.shift() as Promise<R>);
    }
    while (running.length > 0) yield await (running.shift() as Promise<R>);
  } finally {
    running.length = 0;
  }
}
