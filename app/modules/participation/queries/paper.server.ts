/** 保護者に渡す紙: for families in which nobody reads mail, or who like to hand something over. */

import type { Content } from 'pdfmake/interfaces'
import { formatInstant, formatSpan } from '~/platform/clock'
import { db, type Tx } from '~/platform/db.server'
import { NotFound, Stale } from '~/platform/errors'
import { translator } from '~/platform/i18n.server'
import type { PdfDefinition, PdfFooter } from '~/platform/pdf/order'
import { portalUrl } from '~/platform/settings.server'
import { isLiving } from '../rules'
import { consentTokenOf, keyOf, openPerson, volunteerByKey } from './person.server'

export type Sheet = { definition: PdfDefinition; footer: PdfFooter; name: string }

/**
 * The sheet with the code of the guardian's link: the newest one of this member.
 * @throws NotFound for somebody else's; Stale when nothing is waited for any more
 */
export async function consentSheet(key: string, memberId: number): Promise<Sheet> {
  const { ids } = await volunteerByKey(db, key)
  return consentSheetOf(db, { id: memberId, volunteerId: { in: ids } })
}

/**
 * The same for whoever may give it out.
 * @throws NotFound where there is no such member who needs consent; Stale when nothing is waited for any more
 */
export async function consentSheetOf(
  client: Tx | typeof db,
  where: { id: number; volunteerId?: { in: string[] }; applicationId?: number },
): Promise<Sheet> {
  const member = await client.volunteerMember.findFirst({
    where: { ...where, needsConsent: true },
    select: {
      volunteer: { select: { person: true } },
      consents: { select: { givenAt: true, refusedAt: true } },
      application: {
        select: {
          state: true,
          keptUntil: true,
          session: {
            select: {
              startsAt: true,
              endsAt: true,
              place: { select: { title: true, venue: true, host: { select: { name: true } } } },
            },
          },
        },
      },
    },
  })
  if (!member) throw new NotFound()
  const { application, consents } = member
  if (!isLiving(application.state) || consents.some(({ givenAt, refusedAt }) => givenAt || refusedAt))
    throw new Stale()
  const t = translator('ja')
  const { session } = application
  const facts: [string, string][] = [
    [t('participation.sheet.child'), openPerson(member.volunteer.person).givenName],
    [t('participation.activity'), session.place.title],
    [t('participation.when'), formatSpan(session.startsAt, session.endsAt, 'ja')],
    [t('participation.venue'), session.place.venue || '-'],
    [t('participation.host'), session.place.host.name],
  ]
  if (application.keptUntil)
    facts.push([t('participation.sheet.until'), formatInstant(application.keptUntil, 'ja')])
  return sheetOf({
    title: t('participation.sheet.title'),
    lead: t('participation.sheet.lead'),
    facts,
    link: portalUrl(`/consent/${consentTokenOf(where.id, consents.length)}`),
    steps: [1, 2, 3, 4].map((number) => t(`participation.sheet.step_${number}`)),
  })
}

/**
 * The address of somebody's own page, for who has lost it and reads no mail.
 * @throws NotFound where there is no such member of the application, or they have been deleted
 */
export async function ownSheetOf(
  client: Tx | typeof db,
  where: { id: number; applicationId: number },
): Promise<Sheet> {
  const member = await client.volunteerMember.findFirst({
    where: { ...where, volunteer: { deletedAt: null } },
    select: { volunteer: { select: { id: true, person: true } } },
  })
  if (!member) throw new NotFound()
  const person = openPerson(member.volunteer.person)
  // The page of a friend who has not said yet who they are is reached by the link for friends alone.
  if (!person.familyName) throw new NotFound()
  const t = translator('ja')
  return sheetOf({
    title: t('participation.own_sheet.title'),
    lead: t('participation.own_sheet.lead'),
    facts: [[t('participation.desk.name'), person.givenName]],
    link: portalUrl(`/volunteering/mine/${keyOf(member.volunteer.id)}`),
    steps: [1, 2, 3].map((number) => t(`participation.own_sheet.step_${number}`)),
  })
}

/** A sheet with a code, for paper in Japanese. */
function sheetOf(says: {
  title: string
  lead: string
  facts: readonly (readonly [string, string])[]
  link: string
  steps: readonly string[]
}): Sheet {
  const { title, lead, facts, link, steps } = says
  const t = translator('ja')
  const content: Content[] = [
    { text: title, bold: true, fontSize: 20, margin: [0, 0, 0, 10] },
    { text: lead, fontSize: 12, margin: [0, 0, 0, 12] },
    {
      table: {
        widths: [110, '*'],
        body: facts.map(([label, value]) => [
          { text: label, bold: true, fontSize: 12 },
          { text: value, fontSize: 12 },
        ]),
      },
      margin: [0, 0, 0, 18],
    },
    {
      columnGap: 24,
      columns: [
        { qr: link, fit: 170, eccLevel: 'M', width: 'auto' },
        {
          width: '*',
          stack: steps.map((step, index) => ({
            text: `${index + 1}. ${step}`,
            fontSize: 12,
            margin: [0, 0, 0, 8] as [number, number, number, number],
          })),
        },
      ],
    },
    { text: t('participation.sheet.by_hand'), fontSize: 11, margin: [0, 18, 0, 4] },
    { text: link, fontSize: 10, margin: [0, 0, 0, 12] },
    { text: t('participation.sheet.contact'), fontSize: 11 },
  ]
  return {
    name: title,
    definition: {
      pageSize: 'A4',
      pageMargins: [48, 48, 48, 56],
      content,
      language: 'ja',
      info: { title, author: t('portal.name'), creator: t('portal.name') },
      displayTitle: true,
    },
    footer: { left: t('portal.name'), right: '' },
  }
}
