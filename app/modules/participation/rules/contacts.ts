/** What no public question may hold: ways to reach a person past the portal. Pure. */

const finds: readonly RegExp[] = [
  // An address of mail, also written with words or blanks around the sign
  /[\w.+-]+\s*(?:@|＠|\(at\)|\[at\]|あっと|アット)\s*[\w-]+/iu,
  // Ten or eleven digits, however they are parted
  /(?:\+?81|0)(?:[\s\-ー－‐()（）]*\d){8,11}/u,
  /https?:|www\.|\.(?:com|net|jp|org)\b/iu,
  // Names on other services
  /(?:LINE|ライン|インスタ|instagram|twitter|discord|ディスコード|カカオ|kakao|snapchat|telegram|ID)\s*(?:ID|は|:|：|=)\s*\S/iu,
  /@[a-z0-9_.]{3,}/iu,
  // A place to live
  /\d+\s*丁目|\d+\s*番地|\d+\s*[-−ー－]\s*\d+\s*[-−ー－]\s*\d+|号室/u,
]

/** Whether a text seems to hold a telephone number, an address or a name on another service. */
export function holdsContact(text: string): boolean {
  const plain = text.normalize('NFKC')
  return finds.some((find) => find.test(plain))
}
