/** 保護者に渡す紙: for families in which nobody reads mail, or who like to hand something over. */
import type { Content } from 'pdfmake/interfaces'
import { formatInstant, formatSpan } from '~/platform/clock'
import { db } from '~/platform/db.server'
import { NotFound, Stale } from '~/platform/errors'
import { translator } from '~/platform/i18n.server'
import type { PdfDefinition, PdfFooter } from '~/platform/pdf/order'
import { isLiving } from '../rules'
import { consentTokenOf, openPerson, portalUrl, volunteerByKey } from './person.server'

/**
 * The sheet with the code of the guardian's link: the newest one of this member.
 * @throws NotFound for somebody else's; Stale when nothing is waited for any more
 */
export async function consentSheet(
  key: string,
  memberId: number,
): Promise<{ definition: PdfDefinition; footer: PdfFooter; name: string }> {
  const { id } = await volunteerByKey(db, key)
  const member = await db.volunteerMember.findFirst({
    where: { id: memberId, volunteerId: id, needsConsent: true },
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
  const link = portalUrl(`/consent/${consentTokenOf(memberId, consents.length)}`)
  const name = t('participation.sheet.title')
  const facts: [string, string][] = [
    [t('participation.sheet.child'), openPerson(member.volunteer.person).givenName],
    [t('participation.activity'), session.place.title],
    [t('participation.when'), formatSpan(session.startsAt, session.endsAt, 'ja')],
    [t('participation.venue'), session.place.venue || '-'],
    [t('participation.host'), session.place.host.name],
  ]
  if (application.keptUntil)
    facts.push([t('participation.sheet.until'), formatInstant(application.keptUntil, 'ja')])
  const content: Content[] = [
    { text: name, bold: true, fontSize: 20, margin: [0, 0, 0, 10] },
    { text: t('participation.sheet.lead'), fontSize: 12, margin: [0, 0, 0, 12] },
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
          stack: [1, 2, 3, 4].map((number) => ({
            text: `${number}. ${t(`participation.sheet.step_${number}`)}`,
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
    name,
    definition: {
      pageSize: 'A4',
      pageMargins: [48, 48, 48, 56],
      content,
      language: 'ja',
      info: { title: name, author: t('portal.name'), creator: t('portal.name') },
      displayTitle: true,
    },
    footer: { left: t('portal.name'), right: '' },
  }
}
