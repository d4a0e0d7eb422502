/** The paper is complete without the portal: whatever stands on the page stands on it, in every language. */
import { beforeEach, expect, test } from 'vitest'
import { writeMoney } from '~/modules/handover/commands/money.server'
import { addNote } from '~/modules/handover/commands/notes.server'
import { packPaper } from '~/modules/handover/paper/pack'
import { packPage } from '~/modules/handover/queries/pack.server'
import { moneyForm, newNoteForm } from '~/modules/handover/schema'
import { addDays, dayToDate } from '~/platform/clock'
import { db } from '~/platform/db.server'
import { check } from '~/platform/forms.server'
import { languages } from '~/platform/i18n'
import { translator } from '~/platform/i18n.server'
import { makePdf } from '~/platform/pdf.server'
import { resetDatabase } from '../../setup/database'
import { pdfPages } from '../../setup/pdf'
import { today } from '../accounts/support'
import { draft, MONEY, makeScene, type Scene, SLUG } from './support'

let scene: Scene

beforeEach(async () => {
  await resetDatabase()
  scene = await makeScene()
})

const paper = async (language: (typeof languages)[number]) => {
  const shown = await packPage(scene.treasurer.actor, SLUG, scene.pack)
  const ink = { t: translator(language), language, home: 'https://portal.example', at: new Date() }
  const { definition, footer } = packPaper(shown, ink)
  return pdfPages(await makePdf(definition, footer))
}

test('the paper says all that the page says', async () => {
  const { town, treasurer, chair, pack } = scene
  const { postId } = await db.officerSeat.findFirstOrThrow({
    where: { terms: { some: { id: treasurer.term } } },
    select: { postId: true },
  })
  await addNote(treasurer.actor, SLUG, postId, check(newNoteForm, { month: '7', text: '集金は七月に始める' }))
  await draft(town.association.id, '集金のお願い')
  const id = await draft(town.association.id, '役員会のお知らせ')
  await db.notice.update({
    where: { id },
    data: {
      state: 'published',
      category: 'meeting',
      publishedAt: new Date(),
      eventStartsAt: new Date(`${addDays(today(), -20)}T19:00:00+09:00`),
    },
  })
  await db.officerContact.create({
    data: {
      termId: chair.term,
      phone: '072-111-2222',
      consentText: 'x',
      givenOn: dayToDate(today()),
      givenBy: 'screen',
      scopes: ['members'],
    },
  })
  await db.officerContact.create({
    data: {
      termId: scene.auditor.term,
      phone: '072-999-8888',
      consentText: 'x',
      givenOn: dayToDate(today()),
      givenBy: 'screen',
      scopes: ['city'],
    },
  })
  await writeMoney(treasurer.actor, SLUG, pack, check(moneyForm, { ...MONEY, version: '1' }))
  const text = (await paper('ja')).join('\n')
  for (const words of [
    'association-aの会 会計 引き継ぎ書',
    '通帳',
    '集金のお願い',
    '役員会のお知らせ',
    '集金は七月に始める',
    '072-111-2222',
    '100,000',
    '○○銀行',
    '署名',
  ])
    expect(text).toContain(words)
  // Who agreed that the city knows has not agreed that officers do.
  expect(text).not.toContain('072-999-8888')
  // A consent that is withdrawn is gone, also from a pack that was signed.
  await db.officerContact.updateMany({ data: { withdrawnOn: dayToDate(today()) } })
  expect((await paper('ja')).join('\n')).not.toContain('072-111-2222')
}, 60_000)

test.each(languages)(
  'it can be set in every language: %s',
  async (language) => {
    expect((await paper(language)).length).toBeGreaterThan(0)
  },
  30_000,
)
