/** The page with this text in the block after `<!-- sample: name -->`. Throws when there is no such place. */
export function withSample(page, name, text) {
  const place = new RegExp(`(<!-- sample: ${name} -->\n\n?\`\`\`\\w+\n)[^]*?(\n\`\`\`)`);
  if (!place.test(page)) throw new Error(`The page has no block after <!-- sample: ${name} -->.`);
  return page.replace(place, (_, before, after) => before + text + after);
}
