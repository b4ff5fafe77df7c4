/** Word lists, packed: in alphabetical order each word says how many letters it shares with the last. */

/** The 2048 words of a packed list. */
export function unpack(packed) {
  let last = "";
  return packed.match(/\d[^\d]+/g).map((entry) => (last = last.slice(0, Number(entry[0])) + entry.slice(1)));
}

/**
 * The list of a language, fetched when it is wanted: it would double our own code's weight.
 * The request tells the server a language, which the page's address tells it anyway.
 * @param {"en"|"fr"} language
 * @returns {Promise<string[]>}
 */
export async function wordsOf(language) {
  // The same folder seen from seal/ and from vendor/, where the bundle lies.
  const { default: packed } = await import(new URL(`../seal/words/${language}.mjs`, import.meta.url).href);
  return unpack(packed);
}
