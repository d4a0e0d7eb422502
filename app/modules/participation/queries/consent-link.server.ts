/** A guardian's link, found by its token. */
import { dateToDay } from '~/platform/clock'
import { hashToken } from '~/platform/crypto.server'
import type { db, Tx } from '~/platform/db.server'
import { NotFound } from '~/platform/errors'

/** The link, by its token. @throws NotFound for one that is nobody's: forged, mistyped, or of somebody deleted */
export async function consentByToken(client: Tx | typeof db, token: string) {
  const found = /^[\w-]{20,100}$/.test(token)
    ? await client.guardianConsent.findUnique({
        where: { tokenHash: hashToken(token) },
        select: {
          id: true,
          memberId: true,
          textVersion: true,
          expiresOn: true,
          givenAt: true,
          refusedAt: true,
          revokedAt: true,
          member: {
            select: {
              consents: {
                select: { id: true, expiresOn: true, givenAt: true, refusedAt: true, revokedAt: true },
                orderBy: { id: 'asc' },
              },
              emergency: true,
              volunteerId: true,
              volunteer: { select: { deletedAt: true } },
              application: {
                select: {
                  id: true,
                  sessionId: true,
                  state: true,
                  version: true,
                  size: true,
                  keptUntil: true,
                },
              },
            },
          },
        },
      })
    : null
  if (!found || found.member.volunteer.deletedAt) throw new NotFound('consent_unknown')
  const all = found.member.consents.map((one) => ({ ...one, expiresOn: dateToDay(one.expiresOn) }))
  return { ...found, expiresOn: dateToDay(found.expiresOn), all }
}
