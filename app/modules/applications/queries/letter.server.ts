/** 通知書 of an application: for its association, and the city. */
import type { Actor } from '~/modules/accounts/rules'
import type { Letter } from '~/modules/letters/schema'
import { dateToDay } from '~/platform/clock'
import { db } from '~/platform/db.server'
import { NotFound } from '~/platform/errors'
import { partiesOf } from '../rules'
import { applicationsInScope, refuseApplication } from './scope.server'

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/

/** The id of a letter from an address. @throws NotFound when it can be none */
export function letterId(param: string | undefined): string {
  if (!param || !UUID.test(param)) throw new NotFound()
  return param
}

type LetterView = {
  application: { id: number; title: string }
  letter: Letter
  openedAt: Date | null
  /** An officer of the association reads it who may say that it has arrived */
  mayReceive: boolean
  /** The city reads it */
  ofCity: boolean
}

/**
 * A letter as it was sent.
 * @throws SignInNeeded, NotAllowed, NotFound
 */
export async function letterView(actor: Actor, applicationId: number, id: string): Promise<LetterView> {
  const row = await db.subsidyLetter.findFirst({
    where: { id, application: { AND: [{ id: applicationId }, applicationsInScope(actor)] } },
    select: {
      form: true,
      number: true,
      issuedOn: true,
      title: true,
      body: true,
      sender: true,
      contact: true,
      openedAt: true,
      application: { select: { id: true, title: true, association: { select: { id: true, path: true } } } },
    },
  })
  if (!row) return refuseApplication(actor)
  const { application, openedAt, issuedOn, ...letter } = row
  const as = partiesOf(actor, application.association)
  const ours = as.includes('applicant') || as.includes('president')
  return {
    application: { id: application.id, title: application.title },
    letter: { ...letter, issuedOn: dateToDay(issuedOn) },
    openedAt,
    mayReceive: ours && openedAt === null,
    ofCity: as.includes('reviewer') || as.includes('approver') || as.length === 0,
  }
}
