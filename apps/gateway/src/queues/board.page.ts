/** It would have the letters of somebody else's server. */
const FROM_ELSEWHERE = /<link [^>]*href="https?:[^>]*>\s*/g;
/** What stands there until the scripts have come, the only styles inside of the page. */
const MEANWHILE = /(<div id="root">)[\s\S]*?(<\/div>\s*<script defer)/;

/** The page of the board, of its own files alone. */
export function ownPage(html: string): string {
  return html.replaceAll(FROM_ELSEWHERE, '').replace(MEANWHILE, '$1$2');
}
