/** A template around the given lines of `variations` and, if need be, other texts. */
export function templateWith(
  variations: string,
  texts = 'sql_template: "{a}"\nibis_template: "{a}"',
): string {
  return `name: demo
description: A template for tests.
difficulty: easy
features: [where]
context:
  tables:
    orders:
      schema: {id: int64, total: float64}
${texts}
variations:
${variations}`;
}
