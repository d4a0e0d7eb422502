/** What hangs at an AED on paper: its label, and the sheet for those who do not use a phone. */
import type { Actor } from '~/modules/accounts/rules'
import { dateToDay, fiscalYear } from '~/platform/clock'
import { db } from '~/platform/db.server'
import { Stale } from '~/platform/errors'
import type { Language } from '~/platform/i18n'
import { translator } from '~/platform/i18n.server'
import { settings } from '~/platform/settings.server'
import { type LabelSize, labelPaper, type Paper } from '../paper/label'
import { sheetPaper } from '../paper/sheet'
import { type KeptAed, keptAed } from '../scope.server'

/** The address of the AED with its building, as it is read out to 119. */
const addressOf = (aed: KeptAed) => [aed.address, aed.building].filter(Boolean).join(' ')

/** The label of the box. @throws SignInNeeded, NotAllowed, NotFound; Stale when the AED has been taken away */
export async function labelOf(actor: Actor, id: number, size: LabelSize): Promise<Paper> {
  const aed = await keptAed(db, actor, id)
  if (aed.condition === 'removed') throw new Stale()
  const base = settings().PUBLIC_URL
  const label = {
    name: aed.name,
    address: addressOf(aed),
    position: aed.position,
    code: `${base}/aeds/box/${aed.boxCode}`,
    page: `${base}/aeds/${id}`,
  }
  return labelPaper(label, size, translator('ja'), translator('en'))
}

/** The sheet of this fiscal year. @throws SignInNeeded, NotAllowed, NotFound */
export async function sheetOf(actor: Actor, id: number, language: Language): Promise<Paper> {
  const aed = await keptAed(db, actor, id)
  const parts = await db.aedPart.findMany({
    where: { aedId: id, replacedAt: null },
    orderBy: [{ kind: 'asc' }, { expiresOn: 'asc' }],
    take: 8,
    select: { kind: true, expiresOn: true },
  })
  const sheet = {
    name: aed.name,
    address: addressOf(aed),
    position: aed.position,
    parts: parts.map(({ kind, expiresOn }) => ({ kind, expiresOn: dateToDay(expiresOn) })),
    year: fiscalYear(actor.today),
    entry: `${settings().PUBLIC_URL}/aeds/${id}/check`,
  }
  return sheetPaper(sheet, translator(language), language)
}
