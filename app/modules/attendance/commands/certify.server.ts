/** 参加証明書: issued, corrected with what it certifies, taken back. Inside the transaction of whoever causes it. */
import { type Auditee, record } from '~/modules/audit/commands.server'
import { fullName, openPerson } from '~/modules/participation/queries/person.server'
import { dayOf, fiscalYear, now } from '~/platform/clock'
import { clearLetters, decrypt, encrypt } from '~/platform/crypto.server'
import type { Tx } from '~/platform/db.server'
import { NotFound, Stale } from '~/platform/errors'
import { translator } from '~/platform/i18n.server'
import { CODE_LETTERS, certificateNeed, minutesOf, type Printed } from '../rules'

const USE = 'certificate'

export const sealPrinted = (printed: Printed): string => encrypt(USE, JSON.stringify(printed))
/** What is printed; null once its time is over and it has been deleted. */
export function openPrinted(sealed: string): Printed | null {
  const json = sealed ? decrypt(USE, sealed) : null
  return json === null ? null : (JSON.parse(json) as Printed)
}

/** Everything that a certificate of a member says or depends on. */
async function memberToCertify(tx: Tx, memberId: number) {
  const member = await tx.volunteerMember.findUnique({
    where: { id: memberId },
    select: {
      attendance: true,
      minutes: true,
      volunteer: { select: { person: true, deletedAt: true } },
      reflection: { select: { id: true } },
      certificate: { select: { id: true, revokedAt: true } },
      application: {
        select: {
          session: {
            select: {
              startsAt: true,
              minutes: true,
              closedAt: true,
              place: {
                select: {
                  title: true,
                  venue: true,
                  orientation: true,
                  host: { select: { name: true, associationId: true } },
                  programme: { select: { kind: true, title: true } },
                },
              },
            },
          },
        },
      },
    },
  })
  if (!member) throw new NotFound()
  const { session } = member.application
  return { ...member, session, place: session.place }
}

type ToCertify = Awaited<ReturnType<typeof memberToCertify>>

async function printedOf(tx: Tx, member: ToCertify): Promise<Printed> {
  const { session, place } = member
  const city = await tx.association.findFirst({ where: { kind: 'city' }, select: { name: true } })
  return {
    name: fullName(openPerson(member.volunteer.person)),
    programme: place.programme.title,
    activity: place.title,
    host: place.host.name,
    venue: place.venue,
    day: dayOf(session.startsAt),
    minutes: minutesOf(member.attendance, member.minutes, session.minutes),
    issuer: translator('ja')('attendance.certificate.issuer', { city: city?.name ?? '' }),
  }
}

/** The next number of the year; two who issue at the same time come one after the other. */
async function nextNumber(tx: Tx, year: number): Promise<number> {
  await tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtext('certificates'), ${year}::int)`
  const { _max } = await tx.certificate.aggregate({ where: { year }, _max: { number: true } })
  return (_max.number ?? 0) + 1
}

/**
 * Issues the certificate of a member if nothing stands in the way.
 * @param onPaper the centre has the reflection on paper
 * @returns whether one was issued now
 * @throws NotFound; Stale when it was taken back: its number is not given anew
 */
export async function certify(tx: Tx, by: Auditee, memberId: number, onPaper = false): Promise<boolean> {
  await tx.$executeRaw`SELECT FROM volunteer_members WHERE id = ${memberId}::int FOR NO KEY UPDATE`
  const member = await memberToCertify(tx, memberId)
  if (member.certificate) {
    if (member.certificate.revokedAt) throw new Stale('certificate_revoked')
    return false
  }
  const need = certificateNeed({
    kind: member.place.programme.kind,
    orientation: member.place.orientation,
    attendance: member.attendance,
    closed: member.session.closedAt !== null,
    reflected: onPaper || member.reflection !== null,
  })
  if (need || member.volunteer.deletedAt) return false
  const year = fiscalYear(dayOf(now()))
  const number = await nextNumber(tx, year)
  await tx.certificate.create({
    data: {
      memberId,
      year,
      number,
      code: clearLetters(CODE_LETTERS),
      printed: sealPrinted(await printedOf(tx, member)),
      issuedAt: now(),
    },
    select: { id: true },
  })
  await record(tx, by, {
    action: 'certificate.issued',
    subjectType: 'volunteer_member',
    subjectId: memberId,
    associationId: member.place.host.associationId,
    after: { year, number },
  })
  return true
}

/**
 * Brings a certificate that was issued in line with a corrected attendance: who did not come has none that holds, who
 * came after all has it back, and other minutes are the ones that are checked from now on. One that the centre took
 * back stays so.
 */
export async function correctCertificate(tx: Tx, by: Auditee, memberId: number): Promise<void> {
  const standing = await tx.certificate.findUnique({
    where: { memberId },
    select: { printed: true, revokedAt: true, revokedBy: true },
  })
  if (!standing) return
  const member = await memberToCertify(tx, memberId)
  const came = member.attendance === 'attended'
  // A correction gives back only what a correction took: the centre's word stands over every mark.
  const gives = came && standing.revokedBy === 'correction'
  const takes = !came && standing.revokedBy === ''
  const revokedAt = gives ? null : takes ? now() : standing.revokedAt
  const revokedBy = gives ? '' : takes ? 'correction' : standing.revokedBy
  const printed = openPrinted(standing.printed)
  const { name } = printed ?? { name: '' }
  const again = came && printed ? sealPrinted({ ...(await printedOf(tx, member)), name }) : standing.printed
  await tx.certificate.update({
    where: { memberId },
    data: { revokedAt, revokedBy, printed: again },
    select: { id: true },
  })
  if (!gives && !takes) return
  await record(tx, by, {
    action: revokedAt ? 'certificate.revoked' : 'certificate.restored',
    subjectType: 'volunteer_member',
    subjectId: memberId,
    associationId: member.place.host.associationId,
  })
}

/** Empties certificates issued before a day of Japan, whose time is over: their numbers stay. @returns how many */
export async function emptyCertificates(tx: Tx, issuedBefore: string): Promise<number> {
  const { count } = await tx.certificate.updateMany({
    where: { issuedAt: { lt: new Date(`${issuedBefore}T00:00:00+09:00`) }, printed: { not: '' } },
    data: { printed: '' },
  })
  return count
}
