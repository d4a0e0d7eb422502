/** A word of a Japanese text, as the analyser finds it. */
export type Token = {
  surface: string
  /** In katakana; null for what the dictionary does not know */
  reading: string | null
  /** 品詞 and its first detail, such as 名詞 and 固有名詞 */
  pos: string
  detail: string
  /** The form in a dictionary (書く for 書い); the surface where none is known */
  base: string
  /** 活用形, such as 連用形; empty where a word is not inflected */
  form: string
}
