/** The checker of やさしい日本語: reads a text sentence by sentence and explains what is hard. Pure. */
import type { Token } from '~/platform/japanese/token'
import { aboutForms, aboutSentences } from './patterns'
import { type CheckedSentence, sentencesOf, strongKinds, type Warning, withoutAddresses } from './warnings'
import { hardWords, passives, placed, unknownWords } from './words'

/**
 * Everything that makes a text hard, in the order of the text. Each remark lies in the text and quotes it.
 * @param tokens the words of the analyser; null where it could not be asked: then fewer things are seen
 */
export function checkText(text: string, tokens: readonly Token[] | null): Warning[] {
  const read = withoutAddresses(text)
  const words = tokens && placed(read, tokens)
  const hard = hardWords(read, words)
  const forms = aboutForms(read)
  const found = [...aboutSentences(read), ...hard, ...leaveOut(forms, hard)]
  if (words) {
    const taken: { start: number; end: number }[] = [
      ...hard,
      ...forms.filter(({ kind }) => kind === 'polite' || kind === 'kanji_number'),
    ]
    found.push(...passives(read, words))
    // The dictionary is older than 令和.
    for (const era of read.matchAll(/令和|平成|昭和/g)) taken.push({ start: era.index, end: era.index + 2 })
    found.push(...unknownWords(read, words, (at) => taken.some(({ start, end }) => at >= start && at < end)))
  }
  return withoutRepeats(found)
    .map((warning) => ({ ...warning, words: text.slice(warning.start, warning.end) }))
    .sort((a, b) => a.start - b.start || b.end - a.end)
}

/** A word with an easier wording is said once, not again for its letters. */
function leaveOut(forms: readonly Warning[], hard: readonly Warning[]): Warning[] {
  return forms.filter(
    ({ kind, start, end }) =>
      !(kind === 'katakana' || kind === 'letters') ||
      !hard.some((word) => word.start <= start && word.end >= end),
  )
}

/** Of remarks of one kind that overlap, the one that began first and reaches furthest. */
function withoutRepeats(found: readonly Warning[]): Warning[] {
  const kept: Warning[] = []
  for (const warning of [...found].sort((a, b) => a.start - b.start || b.end - a.end)) {
    const repeated = kept.some(
      ({ kind, start, end }) => kind === warning.kind && warning.start < end && start <= warning.start,
    )
    if (!repeated) kept.push(warning)
  }
  return kept
}

/** A whole text checked, for the page. */
export type Report = {
  sentences: CheckedSentence[]
  /** How many remarks there are, and how many of them are about what is hard for nearly everybody */
  total: number
  strong: number
}

/** The remarks of a text by sentence; sentences without any are left out. */
export function reportOf(text: string, tokens: readonly Token[] | null): Report {
  const warnings = checkText(text, tokens)
  const sentences = sentencesOf(text)
    .map((sentence) => ({
      ...sentence,
      warnings: warnings.filter(({ start }) => start >= sentence.start && start < sentence.end),
    }))
    .filter((sentence) => sentence.warnings.length > 0)
  const shown = sentences.flatMap((sentence) => sentence.warnings)
  return {
    sentences,
    total: shown.length,
    strong: shown.filter(({ kind }) => strongKinds.includes(kind)).length,
  }
}
