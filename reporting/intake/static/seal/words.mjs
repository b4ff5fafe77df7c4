/** Word lists, packed: in alphabetical order each word says how many letters it shares with the last. */

/** The 2048 words of a packed list. */
export function unpack(packed) {
  let last = "";
  return packed.match(/\d[^\d]+/g).map((entry) => (last = last.slice(0, Number(entry[0])) + entry.slice(1)));
}

// The same folder seen from seal/ and from vendor/, where the bundle lies.
const beside = (language) => new URL(`../seal/words/${language}.mjs`, import.meta.url).href;

/**
 * The list of a language, fetched when it is wanted: both would double our own code's weight.
 * The request tells the server a language, which the page's address tells it anyway.
 * @param {"en"|"fr"} language
 * @param {string} [address] where the page says it lies
 * @returns {Promise<string[]>}
 */
export async function wordsOf(language, address = beside(language)) {
  const { default: packed } = await import(address);
  return unpack(packed);
}
