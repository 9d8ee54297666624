import { fenceOf } from './line-groups.js';
import { markdownText } from './markdown-text.js';

/** How lines of Markdown begin, by what they begin. */
export const HEADING = /^ {0,3}(#{1,6})(?:[ \t]+(.*?))?(?:[ \t]+#+)?[ \t]*$/;
export const UNDERLINE = /^ {0,3}(=+|-+)\s*$/;
export const RULE = /^ {0,3}(?:(?:-[ \t]*){3,}|(?:\*[ \t]*){3,}|(?:_[ \t]*){3,})$/;
export const QUOTE = /^ {0,3}> ?/;
export const ITEM = /^( {0,3})([-+*]|\d{1,9}[.)])( {1,4}|\t)(?=\S)/;
export const INCLUDE = /^\s*\{\{<\s*include\s+(\S+)\s*>\}\}\s*$/;
export const DEFINITION = /^ {0,3}\[[^\]]+\]:\s/;
export const HTML =
  /^ {0,3}<\/?(?:div|table|p|details|summary|img|h\d|br|ul|ol|center|iframe|picture|svg|a|span|section)\b/i;
export const RAW_HTML = /^ {0,3}<(script|style|pre)\b/i;
export const INDENTED_BOX = /^(?:!!!|\?\?\?\+?)\s+[\w-]/;
export const INDENTED_TAB = /^===[+!]?\s+"([^"]*)"\s*$/;
export const BOX_MARK = /^\s*\[![A-Z]+\]\s*$/;

export const headingText = (text: string): string =>
  markdownText(text.replace(/\s*\{[^{}]*\}\s*$/, ''));

/** Whether a line ends the paragraph above it. */
export function startsBlock(text: string): boolean {
  const item = ITEM.exec(text)?.[2];
  return (
    text.trim() === '' ||
    fenceOf(text) !== undefined ||
    HEADING.test(text) ||
    RULE.test(text) ||
    QUOTE.test(text) ||
    (item !== undefined && (!/^\d/.test(item) || /^1\D/.test(item))) ||
    /^ {0,3}:{3,}/.test(text) ||
    INDENTED_TAB.test(text) ||
    INCLUDE.test(text) ||
    RAW_HTML.test(text) ||
    text.trimStart().startsWith('<!--')
  );
}
