/** 申請の一覧: what waits for the association is named, not only that something does. */
import { renderToStaticMarkup } from 'react-dom/server'
import { expect, test } from 'vitest'
import { ApplicationList } from '~/modules/applications/ApplicationList'
import type { ListedApplication } from '~/modules/applications/queries/mine.server'
import { applicationStates, turnOf } from '~/modules/applications/rules'
import { translator } from '~/platform/i18n.server'
import { WordsProvider } from '~/ui/i18n'

const item: ListedApplication = {
  id: 1,
  title: '花園会館の耐震改修',
  year: 2026,
  state: 'decided',
  turn: 'association',
  dueOn: null,
  overdue: false,
  receiptNumber: null,
  programme: '自治会館の補助金',
  hall: '花園会館',
  association: { slug: 'hanazono', name: '花園自治会' },
}
const shown = (more: Partial<ListedApplication>) =>
  renderToStaticMarkup(
    <WordsProvider language="ja" t={translator('ja')}>
      <ApplicationList items={[{ ...item, ...more }]} withAssociation={false} />
    </WordsProvider>,
  )

test.each(applicationStates.filter((state) => turnOf(state) === 'association'))(
  '%s says what to do',
  (state) => {
    expect(shown({ state })).not.toContain('あなたの団体の番です')
  },
)

test('the act stands with its day, and the hall beside the scheme', () => {
  const page = shown({ dueOn: '2026-12-01' })
  expect(page).toContain('着手を届け出る</strong> 期限: 2026年12月1日')
  expect(page).toContain('花園会館 自治会館の補助金')
})

test('what lies with the city says so', () => {
  expect(shown({ state: 'reviewing', turn: 'city' })).toContain('市の番です')
  expect(shown({ state: 'finalised', turn: 'city' })).not.toContain('請求')
})
