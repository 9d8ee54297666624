import { askHow, taskOf, type Asked } from './task-phrase.js';
import { uncapitalized } from './sentences.js';
import { gerundBase } from './verbs.js';

/** Headings that say where on the page a reader is, and nothing of the content. */
const PLACES =
  /^(?:about|acknowledge?ments?|appendix|background|bonus|changelog|conclusions?|contents|details|examples?|explanations?|getting started|goals?|installation|introduction|issues|links?|motivation|next steps?|notes?|outlook|overview|performance|prerequisites?|questions?|references?|requirements?|resources|results?|setup|see also|solutions?|steps?|summary|takeaways?|tips?|usage|what's next)\b/i;

const ASKED =
  /^(?:how (?:do|can|should|would|does|is|are)|what|why|when|where|which|can|does|is|are|should|do)\b.*\?$/i;
const HOW_TO = /^how to (.+)$/i;
const HOW_DO = /^how (?:do|can|should|would) (?:I|you|we|one) (.+?)\??$/i;
const SQL_CODE = /`([A-Z][A-Z ]*(?: \*)?)`/g;

/**
 * The question that a heading asks: as it stands, or of a task that it names ("Filtering rows", "Create
 * a table") or of SQL that it sets beside Ibis; undefined for headings that ask nothing.
 */
export function headingQuestion(heading: string): Asked | undefined {
  const text = heading.replace(/^(?:\d+(?:\.\d+)*[.):]?|Step \d+[.:]?|Q\d*[.:])\s+/, '').trim();
  const how = (HOW_TO.exec(text) ?? HOW_DO.exec(text))?.[1];
  if (how !== undefined) {
    const task = taskOf(uncapitalized(how));
    return task === undefined ? undefined : { question: askHow(task), task };
  }
  if (ASKED.test(text)) {
    const words = text.split(/\s+/).length;
    const leans = /\b(?:this|these|that|it|they|here|our|my|I|we|year)\b/i.test(text);
    return words >= 4 && words <= 20 && !leans && /\bIbis\b/i.test(text)
      ? { question: text }
      : undefined;
  }
  if (PLACES.test(text)) return undefined;
  const sql = [...text.matchAll(SQL_CODE)].map(([code]) => code);
  const others = text
    .replaceAll(SQL_CODE, '')
    .replaceAll(/[^A-Za-z]+/g, ' ')
    .trim();
  if (
    sql.length > 0 &&
    sql.length <= 2 &&
    /^(?:and|or|equivalents?|clauses?|statements?|expressions?)?$/i.test(others)
  ) {
    return { question: `What is the equivalent of SQL's ${sql.join(' and ')} in Ibis?` };
  }
  // What stands behind a name and a colon says what the name is for.
  const phrase = /^`[^`]+`:\s+(.+)$/.exec(text)?.[1] ?? text;
  const [first = '', second = ''] = phrase.split(/\s+/);
  // "Set membership" and "Order data" look alike: a word alone says too little to tell.
  const isNamed =
    gerundBase(first) === undefined && !/^(?:an?|the|all|or|and|`.*|[a-z]+s)$/.test(second);
  const task = isNamed ? undefined : taskOf(uncapitalized(phrase));
  return task === undefined ? undefined : { question: askHow(task), task };
}
