/** The review desk's forms: which act is asked for, what its form says, and the command that does it. */
import type { Actor } from '~/modules/accounts/rules'
import type { FormFields } from '~/platform/forms'
import { check } from '~/platform/forms.server'
import { reviewOf } from '../queries/review.server'
import type { DeskAct } from '../rules'
import {
  advancePaymentSchema,
  answerSchema,
  cancelSchema,
  changeProposalSchema,
  checkSchema,
  closeSchema,
  correctSchema,
  decideSchema,
  finalSchema,
  inspectSchema,
  noteSchema,
  orderSchema,
  organiseSchema,
  paySchema,
  proposeSchema,
  refuseSchema,
  returnClaimSchema,
  settleSchema,
  takeSchema,
} from '../schema'
import { decideProposal, orderRepayment } from './decide.server'
import { checkDocuments, organise, writeNote } from './desk.server'
import {
  proposeCancellation,
  proposeChange,
  proposeDecision,
  proposeFinal,
  proposeRefusal,
} from './propose.server'
import {
  answerConsultation,
  askCorrections,
  closeCorrections,
  inspect,
  returnClaim,
  takeUp,
} from './review.server'
import { pay, payAdvance, settleRepayment } from './settle.server'

type Deed = (actor: Actor, id: number, fields: FormFields) => Promise<void>

/** Every act that changes something; `account` only shows. */
const DEEDS: Record<Exclude<DeskAct, 'account'>, Deed> = {
  answer: (actor, id, fields) => answerConsultation(actor, id, check(answerSchema, fields)),
  take: (actor, id, fields) => takeUp(actor, id, check(takeSchema, fields)),
  correct: async (actor, id, fields) => {
    const { items } = await reviewOf(actor, id)
    await askCorrections(actor, id, check(correctSchema(items), fields))
  },
  close: (actor, id, fields) => closeCorrections(actor, id, check(closeSchema, fields)),
  return_claim: (actor, id, fields) => returnClaim(actor, id, check(returnClaimSchema, fields)),
  check: async (actor, id, fields) => {
    const { draft, openCorrections } = await reviewOf(actor, id)
    const documents = draft.documents.map((document) => document.id)
    await checkDocuments(actor, id, check(checkSchema(documents, openCorrections), fields))
  },
  propose: (actor, id, fields) => proposeDecision(actor, id, check(proposeSchema, fields)),
  refuse: (actor, id, fields) => proposeRefusal(actor, id, check(refuseSchema, fields)),
  change: (actor, id, fields) => proposeChange(actor, id, check(changeProposalSchema, fields)),
  inspect: (actor, id, fields) => inspect(actor, id, check(inspectSchema, fields)),
  final: (actor, id, fields) => proposeFinal(actor, id, check(finalSchema, fields)),
  cancel: (actor, id, fields) => proposeCancellation(actor, id, check(cancelSchema, fields)),
  decide: (actor, id, fields) => decideProposal(actor, id, check(decideSchema, fields)),
  order: (actor, id, fields) => orderRepayment(actor, id, check(orderSchema, fields)),
  pay: (actor, id, fields) => pay(actor, id, check(paySchema, fields)),
  advance: (actor, id, fields) => payAdvance(actor, id, check(advancePaymentSchema, fields)),
  settle: (actor, id, fields) => settleRepayment(actor, id, check(settleSchema, fields)),
  note: (actor, id, fields) => writeNote(actor, id, check(noteSchema, fields)),
  organise: (actor, id, fields) => organise(actor, id, check(organiseSchema, fields)),
}

/**
 * Does one act of the desk with what its form says.
 * @throws SignInNeeded, NotAllowed, NotFound, Stale; Invalid for what the form may not say
 */
export async function deskDeed(
  actor: Actor,
  id: number,
  act: Exclude<DeskAct, 'account'>,
  fields: FormFields,
): Promise<void> {
  await DEEDS[act](actor, id, fields)
}
