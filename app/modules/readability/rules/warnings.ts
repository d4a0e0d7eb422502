/** What the checker of やさしい日本語 may say about a text. Pure; it explains and never forbids. */

/** Kinds of warnings; the words that explain each stand in the catalogue under `readability.kind`. */
export const warningKinds = [
  'very_long',
  'long',
  'many_ideas',
  'double_negative',
  'polite',
  'passive',
  'hard_word',
  'unknown_word',
  'many_kanji',
  'no_weekday',
  'slash_date',
  'era',
  'range',
  'kanji_number',
  'katakana',
  'letters',
] as const
export type WarningKind = (typeof warningKinds)[number]

/** What makes a text hard for nearly every learner; the others are hints. */
export const strongKinds: readonly WarningKind[] = [
  'very_long',
  'many_ideas',
  'double_negative',
  'polite',
  'hard_word',
  'slash_date',
  'era',
]

/** One remark: about which words, `start` to `end` in the text, and an easier wording where one is known. */
export type Warning = {
  kind: WarningKind
  start: number
  end: number
  words: string
  better?: string
  /** What was counted: letters of a sentence, kanji in a row */
  amount?: number
}

/** A sentence with its remarks, by where it stands in the text. */
export type CheckedSentence = { start: number; end: number; text: string; warnings: Warning[] }

/** Sentences that end in 。！？ or at the end of a line, without the blanks around them. */
export function sentencesOf(text: string): { start: number; end: number; text: string }[] {
  const found = []
  for (const { 0: raw, index } of text.matchAll(/[^。！？!?\n]+[。！？!?]*|[。！？!?]+/g)) {
    const start = index + raw.length - raw.trimStart().length
    const words = raw.trim()
    if (words) found.push({ start, end: start + words.length, text: words })
  }
  return found
}

/** The text with addresses of the web and of mail blanked out, letter for letter: they are no language. */
export function withoutAddresses(text: string): string {
  return text.replace(/https?:\/\/[\w\-./?%&=#~+:;,@!$'()*]+|[\w.+-]+@[\w-]+(?:\.[\w-]+)+/g, (address) =>
    ' '.repeat(address.length),
  )
}
