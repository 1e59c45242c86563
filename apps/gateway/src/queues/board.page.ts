/** Fonts of a foreign server. */
const FROM_ELSEWHERE = /<link [^>]*href="https?:[^>]*>\s*/g;
/** Placeholder with the only inline styles of the page. */
const MEANWHILE = /(<div id="root">)[\s\S]*?(<\/div>\s*<script defer)/;

/** The page of the board with its own files alone. */
export function ownPage(html: string): string {
  return html.replaceAll(FROM_ELSEWHERE, '').replace(MEANWHILE, '$1$2');
}
