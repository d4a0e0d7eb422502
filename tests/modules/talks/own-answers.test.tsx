/** The answers of somebody who answers for several associations: one form at a time, so that each field is there once. */
import { renderToString } from 'react-dom/server'
import { expect, test } from 'vitest'
import { OwnAnswers } from '~/modules/talks/AttendancePart'
import type { TalkPage } from '~/modules/talks/queries/talk.server'
import { translator } from '~/platform/i18n.server'
import { WordsProvider } from '~/ui/i18n'

const own = [
  { id: 3, name: '北自治会', answer: 'place', people: 2, version: 1 },
  { id: 7, name: '南自治会', answer: 'unknown', people: 0, version: 0 },
]
const page = {
  own,
  takes: true,
  talk: { state: 'announced', online: true, place: '集会所', answerBy: null, startsAt: new Date() },
} as unknown as TalkPage

const shown = (chosen: string, answer?: unknown) =>
  renderToString(
    <WordsProvider language="ja" t={translator('ja')}>
      <OwnAnswers page={page} answer={answer} chosen={chosen} />
    </WordsProvider>,
  )
const formOf = (html: string) => /name="association" value="(\d+)"/.exec(html)?.[1]

test('have no id twice, and the form of the one that was chosen, sent, or has no answer yet', () => {
  const sent = { errors: {}, stale: true, values: { intent: 'answer', association: '3', people: '9' } }
  for (const [html, association] of [
    [shown(''), '7'],
    [shown('3'), '3'],
    [shown('999'), '7'],
    [shown('7', sent), '3'],
  ] as const) {
    const ids = [...html.matchAll(/ id="([^"]+)"/g)].map(([, id]) => id)
    expect(new Set(ids).size).toBe(ids.length)
    expect(html.match(/<form/g)).toHaveLength(1)
    expect(formOf(html)).toBe(association)
  }
  expect(shown('', sent)).toContain('入力した内容は下に残っています')
  expect(shown('')).toContain('href="?for=3#answer-3"')
})
