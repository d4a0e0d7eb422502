/** The pages of moderation over their loaders and actions: who gets what, bad input, and what is shown. */
import type { ReactNode } from 'react'
import { renderToString } from 'react-dom/server'
import { beforeAll, describe, expect, test } from 'vitest'
import type { StaffRole } from '~/modules/accounts/rules'
import { HiddenNotice } from '~/modules/moderation/HiddenNotice'
import { PersonalQuestion } from '~/modules/moderation/PersonalQuestion'
import { translator } from '~/platform/i18n.server'
import { action as appealAction, loader as appealLoader } from '~/routes/appeals.$key'
import { loader as deskLoader } from '~/routes/desk_.moderation'
import { action as caseAction, loader as caseLoader } from '~/routes/desk_.moderation_.$subject.$id'
import { action as reportAction, loader as reportLoader } from '~/routes/reports.new'
import { CheckedForm } from '~/ui/form'
import { WordsProvider } from '~/ui/i18n'
import { asking, giveRole, makeUser, sessionOf } from '../accounts/support'
import { aHiding, aMatter, aReport } from './support'

type Given = NonNullable<Parameters<typeof asking>[1]>
type Work = (args: ReturnType<typeof asking>) => Promise<unknown>

/** The status with which a loader or an action answers; 200 where it gives a page. */
async function statusOf(work: unknown, path: string, given: Given = {}): Promise<number> {
  const of = (answer: unknown): number => {
    if (answer instanceof Response) return answer.status
    const { init } = (answer ?? {}) as { init?: { status?: number } | null }
    return init?.status ?? 200
  }
  try {
    return of(await (work as Work)(asking(path, given)))
  } catch (thrown) {
    // Anything else would be a 500.
    if (thrown instanceof Error) throw thrown
    return of(thrown)
  }
}

const cookies: Record<string, string> = {}
beforeAll(async () => {
  for (const role of ['reviewer', 'approver', 'section_staff', 'coordinator', 'administrator', 'resident']) {
    const { id } = await makeUser()
    if (role !== 'resident') await giveRole(id, role as StaffRole)
    cookies[role] = await sessionOf(id, true)
  }
})

describe('the desk', () => {
  test('is for those who moderate; others are told so, and a guest signs in first', async () => {
    const { matter } = await aReport()
    const params = { subject: 'matter', id: String(matter) }
    const at = `/desk/moderation/matter/${matter}`
    const fields = { intent: 'hide', rule: 'abuse', reason: '' }
    // The desk of an administrator has the appeals that have passed to them, and no post besides.
    for (const [role, page, sent, desk] of [
      ['guest', 302, 302, 302],
      ['resident', 403, 403, 403],
      ['section_staff', 403, 403, 403],
      ['coordinator', 403, 403, 403],
      ['administrator', 403, 403, 200],
      ['reviewer', 200, 422, 200],
      ['approver', 200, 422, 200],
    ] as const) {
      const cookie = cookies[role] ?? ''
      expect([role, await statusOf(deskLoader, '/desk/moderation', { cookie })]).toEqual([role, desk])
      expect([role, await statusOf(caseLoader, at, { cookie, params })]).toEqual([role, page])
      expect([role, await statusOf(caseAction, at, { cookie, params, fields })]).toEqual([role, sent])
    }
  })

  test.each([
    ['x', '1'],
    ['matter', '0'],
    ['matter', '999999999'],
    ['matter', '1e3'],
    ['talk_question', '999999999'],
    ['__proto__', '1'],
  ])('knows nothing of %s %s', async (subject, id) => {
    const given = { cookie: cookies.reviewer, params: { subject, id } }
    const at = `/desk/moderation/${subject}/${id}`
    expect(await statusOf(caseLoader, at, given)).toBe(404)
    const fields = { intent: 'hide', rule: 'abuse', reason: '悪口のためです。' }
    expect(await statusOf(caseAction, at, { ...given, fields })).toBe(404)
  })

  test('refuses what makes no sense with a word, and never breaks', async () => {
    const { matter } = await aReport()
    const given = { cookie: cookies.reviewer, params: { subject: 'matter', id: String(matter) } }
    const at = `/desk/moderation/matter/${matter}`
    const bad = ['', ' ', '\u0000', 'x'.repeat(5000), '99999999999', '-1', '__proto__', '<b>', '\ud800']
    for (const intent of ['keep', 'hide', 'lift', 'judge', 'x', '', 'constructor']) {
      for (const value of bad) {
        const fields = { intent, rule: value, reason: value, seen: value, hiding: value, choice: value }
        const status = await statusOf(caseAction, at, { ...given, fields })
        expect([404, 409, 422], `${intent} ${value.slice(0, 12)}`).toContain(status)
      }
    }
  })
})

test('a reason typed while a colleague was quicker comes back', async () => {
  const { matter } = await aHiding()
  const fields = { intent: 'hide', rule: 'abuse', reason: '人を傷つけることばです。' }
  const given = { cookie: cookies.reviewer, params: { subject: 'matter', id: String(matter) }, fields }
  const answer = await caseAction(asking(`/desk/moderation/matter/${matter}`, given) as never)
  expect(answer).toMatchObject({ init: { status: 409 }, data: { stale: true, values: fields } })
})

describe('a report and an appeal over the pages', () => {
  test('a report is for everybody, of what is public, with a reason', async () => {
    const [shown, waiting, hidden] = [await aMatter(), await aMatter({ state: 'waiting' }), await aHiding()]
    const at = (id: number | string) => `/reports/new?subject=matter&id=${id}`
    expect(await statusOf(reportLoader, at(shown))).toBe(200)
    expect(await statusOf(reportLoader, at(hidden.matter))).toBe(200)
    for (const path of [at(waiting), at('x'), at(''), '/reports/new', '/reports/new?subject=x&id=1'])
      expect([path, await statusOf(reportLoader, path)]).toEqual([path, 404])
    for (const [fields, status] of [
      [{ reason: 'abuse' }, 302],
      [{ reason: 'other' }, 422],
      [{ reason: 'x' }, 422],
      [{}, 422],
      [{ reason: 'abuse', text: 'あ'.repeat(1001) }, 422],
      [{ reason: ['abuse', 'false'] }, 422],
    ] as const)
      expect([fields, await statusOf(reportAction, at(shown), { fields: fields as never })]).toEqual([
        fields,
        status,
      ])
    expect(await statusOf(reportAction, at(hidden.matter), { fields: { reason: 'abuse' } })).toBe(404)
  })

  test('an appeal opens with its key alone, is refused empty, and is taken once', async () => {
    const { key, hiding } = await aHiding()
    const at = `/appeals/${key}`
    expect(await statusOf(appealLoader, at, { params: { key } })).toBe(200)
    expect(await statusOf(appealAction, at, { params: { key }, fields: { text: ' ' } })).toBe(422)
    expect(await statusOf(appealAction, at, { params: { key }, fields: { text: 'あ'.repeat(2001) } })).toBe(
      422,
    )
    expect(await statusOf(appealAction, at, { params: { key }, fields: { text: '納得できません。' } })).toBe(
      302,
    )
    expect(await statusOf(appealAction, at, { params: { key }, fields: { text: '納得できません。' } })).toBe(
      409,
    )
    expect(
      await appealAction(asking(at, { params: { key }, fields: { text: '長い異議です。' } }) as never),
    ).toMatchObject({ data: { refused: 'appeal_not_now', values: { text: '長い異議です。' } } })
    const own = { params: { key: `my-${hiding}` }, cookie: cookies.resident }
    expect(await statusOf(appealLoader, `/appeals/my-${hiding}`, own)).toBe(404)
    expect(await statusOf(appealLoader, `/appeals/my-${hiding}`, { params: own.params })).toBe(302)
  })
})

const shownAs = (page: ReactNode) =>
  renderToString(
    <WordsProvider language="ja" t={translator('ja')}>
      {page}
    </WordsProvider>,
  )

describe('what is shown', () => {
  test('asks about what was found, names it, and is silent otherwise', () => {
    const asked = shownAs(
      <CheckedForm>
        <PersonalQuestion texts={['公園の街灯', undefined, '田中さん 090-1234-5678']} />
      </CheckedForm>,
    )
    for (const word of ['ほかの人の情報', '田中さん', '090-1234-5678', 'name="personal_ok"'])
      expect(asked).toContain(word)
    const silent = shownAs(
      <CheckedForm>
        <PersonalQuestion texts={['公園の街灯', undefined]} />
      </CheckedForm>,
    )
    expect(silent).not.toContain('personal_ok')
  })

  test('says in the place of a post which rule it broke and why; the way to appeal is its author’s', () => {
    const hiding = {
      rule: 'advert' as const,
      reason: 'お店の案内<b>',
      hiddenAt: new Date('2026-11-20T01:00:00Z'),
      appealHref: null,
    }
    const shown = shownAs(<HiddenNotice hiding={hiding} />)
    for (const word of ['宣伝や勧誘をしない', 'お店の案内&lt;b&gt;', '2026年11月20日', '/posting-rules'])
      expect(shown).toContain(word)
    expect(shown).not.toContain('/appeals/')
    expect(shownAs(<HiddenNotice hiding={{ ...hiding, appealHref: '/appeals/my-1' }} />)).toContain(
      'href="/appeals/my-1"',
    )
  })
})
