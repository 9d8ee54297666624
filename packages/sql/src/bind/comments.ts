import type { Comment, StatementNode } from './syntax/ast.js';

/** A comment with the CTE that it stands in or before; null when it is about the whole statement. */
export interface PlacedComment extends Comment {
  readonly cte: string | null;
}

/** The statement's comments with their places. */
export function placeComments({ query, comments }: StatementNode): readonly PlacedComment[] {
  return comments.map((comment) => {
    let from = query.start;
    for (const { name, end } of query.ctes) {
      if (comment.start >= from && comment.start < end) return { ...comment, cte: name.text };
      from = end;
    }
    return { ...comment, cte: null };
  });
}
